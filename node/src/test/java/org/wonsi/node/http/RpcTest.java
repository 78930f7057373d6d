package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Wif;
import org.wonsi.core.block.Block;
import org.wonsi.node.http.auth.RpcLogin;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("JSON-RPC speaks as Bitcoin Core does")
class RpcTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GENESIS = "0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206";

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private Client client;
    private String authorization;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0).withRpcLogin(new RpcLogin("alice", "correct horse")));
        client = new Client(server);
        authorization = basic("alice:correct horse");
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String body) {
        return client.post("/", body, "Authorization", authorization);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** The answer's text, as it stands between result and error. */
    private String raw(String method, String params) {
        HttpResponse<String> answer =
                send("{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
        assertThat(answer.statusCode()).as(method + " " + answer.body()).isEqualTo(200);
        return answer.body();
    }

    private JsonNode call(String method, String params) {
        return tree(raw(method, params)).get("result");
    }

    private void assertFails(String method, String params, int code, String message) {
        JsonNode error = tree(send("{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                        .body())
                .get("error");
        assertThat(error.path("code").asInt()).as(method + params + error).isEqualTo(code);
        assertThat(error.path("message").asText()).contains(message);
    }

    @Test
    @DisplayName("it needs the cookie, or the user and password it was given; nothing else")
    void login() {
        String body = "{\"id\":1,\"method\":\"getblockcount\"}";
        String token = server.operatorUrl().replaceAll(".*token=", "");
        assertThat(client.post("/", body).statusCode()).isEqualTo(401);
        assertThat(client.post("/", body).headers().firstValue("WWW-Authenticate"))
                .contains("Basic realm=\"jsonrpc\"");
        assertThat(client.post("/", body).body()).isEmpty();
        for (String wrong :
                new String[] {"alice:wrong", "bob:correct horse", "__cookie__:" + "0".repeat(64), ":", "x"}) {
            assertThat(client.post("/", body, "Authorization", basic(wrong)).statusCode())
                    .as(wrong)
                    .isEqualTo(401);
        }
        assertThat(client.post("/", body, "Authorization", "Basic ???").statusCode())
                .isEqualTo(401);
        assertThat(client.post("/", body, "Authorization", basic("__cookie__:" + token))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(body).statusCode()).isEqualTo(200);
        assertThat(client.post("/", body, "Authorization", authorization, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("old calls, new calls, notifications and batches each have their form of answer and status")
    void forms() {
        assertThat(send("{\"id\":\"a\",\"method\":\"getblockcount\",\"params\":[]}")
                        .body())
                .isEqualTo("{\"result\":0,\"error\":null,\"id\":\"a\"}\n");
        assertThat(send("{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"getblockcount\"}")
                        .body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"result\":0,\"id\":7}\n");
        HttpResponse<String> missing = send("{\"id\":1,\"method\":\"nothing\"}");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body())
                .isEqualTo("{\"result\":null,\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":1}\n");
        HttpResponse<String> modern = send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"nothing\"}");
        assertThat(modern.statusCode()).isEqualTo(200);
        assertThat(modern.body())
                .isEqualTo(
                        "{\"jsonrpc\":\"2.0\",\"error\":{\"code\":-32601,\"message\":\"Method not found\"},\"id\":1}\n");
        assertThat(send("{\"jsonrpc\":\"2.0\",\"method\":\"getblockcount\"}").statusCode())
                .isEqualTo(204);
        HttpResponse<String> batch = send("[{\"id\":1,\"method\":\"getblockcount\"},{\"id\":2,\"method\":\"x\"},"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"uptime\"},5]");
        assertThat(batch.statusCode()).isEqualTo(200);
        assertThat(tree(batch.body())).hasSize(3);
        assertThat(tree(batch.body()).get(2).at("/error/code").asInt()).isEqualTo(-32600);
        assertThat(send("{").body()).contains("\"code\":-32700");
        assertThat(send("[]").body()).isEqualTo("[]\n");
        assertThat(send("[{\"jsonrpc\":\"2.0\",\"method\":\"uptime\"}]").statusCode())
                .isEqualTo(204);
        String many = "[" + "{\"id\":1,\"method\":\"uptime\"},".repeat(1_000) + "{}]";
        assertThat(send(many).statusCode()).isEqualTo(400);
        assertThat(send("{\"id\":1}").body()).contains("Missing method");
        assertThat(send("7").body()).contains("\"code\":-32700", "Top-level object parse error");
        assertThat(send("{\"id\":1,\"jsonrpc\":\"1.1\",\"method\":\"getblockcount\"}")
                        .body())
                .isEqualTo("{\"result\":0,\"error\":null,\"id\":1}\n");
        assertThat(send("{\"id\":1,\"jsonrpc\":\"3.0\",\"method\":\"x\"}").body())
                .contains("\"code\":-32600", "JSON-RPC version not supported");
        assertThat(send("{\"id\":1,\"jsonrpc\":2.0,\"method\":\"x\"}").body())
                .contains("\"code\":-32600", "jsonrpc field must be a string");
    }

    @Test
    @DisplayName("arguments by position, by name or both; unknown, doubled, missing and wrong ones are refused")
    void arguments() {
        assertThat(call("getblockhash", "[0]").asText()).isEqualTo(GENESIS);
        assertThat(call("getblockhash", "{\"height\":0}").asText()).isEqualTo(GENESIS);
        assertThat(call("getblock", "{\"args\":[\"" + GENESIS + "\"],\"verbosity\":0}")
                        .asText())
                .hasSize(570);
        assertFails("getblockhash", "{\"hight\":0}", -8, "Unknown named parameter hight");
        assertFails("getblockhash", "{\"args\":[0],\"height\":0}", -8, "specified twice");
        assertFails("getblockhash", "[]", -1, "getblockhash height");
        assertFails("getblockhash", "[0,1]", -1, "getblockhash height");
        assertFails("getblockhash", "[\"0\"]", -3, "JSON value of type string is not of expected type number");
        assertFails("getblockhash", "[1.5]", -1, "JSON integer out of range");
        assertFails("getblockhash", "[1]", -8, "Block height out of range");
        assertFails("getblockhash", "[-1]", -8, "Block height out of range");
        assertFails("getblock", "[\"12\"]", -8, "blockhash must be of length 64 (not 2, for '12')");
        assertFails("getblock", "[\"" + "zz".repeat(32) + "\"]", -8, "must be hexadecimal string");
        assertFails("getblock", "[\"" + "00".repeat(32) + "\"]", -5, "Block not found");
    }

    @Test
    @DisplayName("the genesis block and the state of the chain, field by field")
    void chain() {
        JsonNode info = call("getblockchaininfo", "[]");
        assertThat(info.get("chain").asText()).isEqualTo("regtest");
        assertThat(info.get("bestblockhash").asText()).isEqualTo(GENESIS);
        assertThat(info.get("chainwork").asText()).isEqualTo("0".repeat(63) + "2");
        JsonNode block = call("getblock", "[\"" + GENESIS + "\", 2]");
        assertThat(block.get("confirmations").asInt()).isEqualTo(1);
        assertThat(block.get("versionHex").asText()).isEqualTo("00000001");
        assertThat(block.get("bits").asText()).isEqualTo("207fffff");
        assertThat(block.get("nTx").asInt()).isEqualTo(1);
        assertThat(block.has("previousblockhash")).isFalse();
        assertThat(block.at("/tx/0/vout/0/scriptPubKey/type").asText()).isEqualTo("pubkey");
        assertThat(raw("getblock", "[\"" + GENESIS + "\", 2]")).contains("\"value\":50.00000000,");
        node.mine(3);
        assertThat(call("getblock", "[\"" + GENESIS + "\"]")
                        .get("confirmations")
                        .asInt())
                .isEqualTo(4);
        assertThat(call("getblockheader", "[\"" + GENESIS + "\", false]").asText())
                .hasSize(160);
        assertThat(call("getchaintips", "[]").get(0).get("status").asText()).isEqualTo("active");
        assertThat(call("getdeploymentinfo", "[]")
                        .at("/deployments/bip34/active")
                        .asBoolean())
                .isTrue();
        assertThat(call("getdifficulty", "[]").asDouble()).isEqualTo(4.656542373906925e-10);
        assertThat(call("getnetworkhashps", "[]").asDouble()).isPositive();
    }

    @Test
    @DisplayName("a payment is put together, signed with a key, tested, sent, mined and proven")
    void payment() {
        node.mine(101);
        String to = node.faucetWallet().address();
        String source = call("getblock", "[\"" + call("getblockhash", "[1]").asText() + "\"]")
                .at("/tx/0")
                .asText();
        String unsigned = call(
                        "createrawtransaction",
                        "[[{\"txid\":\"" + source + "\",\"vout\":0}],[{\"" + to + "\":49.9999},{\"data\":\"cafe\"}]]")
                .asText();
        String wif = new Wif(TestFaucetWallet.KEY, true).encode(node.params());
        JsonNode incomplete = call("signrawtransactionwithkey", "[\"" + unsigned + "\",[]]");
        assertThat(incomplete.get("complete").asBoolean()).isFalse();
        assertThat(incomplete.at("/errors/0/error").asText()).isNotEmpty();
        JsonNode signed = call("signrawtransactionwithkey", "[\"" + unsigned + "\",[\"" + wif + "\"]]");
        assertThat(signed.get("complete").asBoolean()).as(signed.toString()).isTrue();
        String hex = signed.get("hex").asText();
        assertThat(call("testmempoolaccept", "[[\"" + hex + "\"]]")
                        .at("/0/allowed")
                        .asBoolean())
                .isTrue();
        assertThat(call("decoderawtransaction", "[\"" + hex + "\"]")
                        .at("/vin/0/scriptSig/asm")
                        .asText())
                .contains("[ALL] ");
        String txid = call("sendrawtransaction", "[\"" + hex + "\"]").asText();
        assertThat(call("getrawmempool", "[]").get(0).asText()).isEqualTo(txid);
        assertThat(call("getmempoolentry", "[\"" + txid + "\"]")
                        .at("/fees/base")
                        .asDouble())
                .isEqualTo(0.0001);
        assertThat(call("getmempoolinfo", "[]").get("size").asInt()).isEqualTo(1);
        assertThat(call("gettxout", "[\"" + source + "\",0]").isNull()).isTrue();
        assertThat(call("gettxout", "[\"" + source + "\",0,false]").get("value").asDouble())
                .isEqualTo(50.0);
        assertThat(call("getblocktemplate", "[{\"rules\":[\"segwit\"]}]")
                        .at("/transactions/0/txid")
                        .asText())
                .isEqualTo(txid);
        String block = call("generatetoaddress", "[1,\"" + to + "\"]").get(0).asText();
        JsonNode mined = call("getrawtransaction", "[\"" + txid + "\",true]");
        assertThat(mined.get("blockhash").asText()).isEqualTo(block);
        assertThat(mined.get("confirmations").asInt()).isEqualTo(1);
        String proof = call("gettxoutproof", "[[\"" + txid + "\"]]").asText();
        assertThat(call("verifytxoutproof", "[\"" + proof + "\"]").get(0).asText())
                .isEqualTo(txid);
        assertFails("sendrawtransaction", "[\"" + hex + "\"]", -27, "Transaction outputs already in utxo set");
        assertFails("sendrawtransaction", "[\"00\"]", -22, "TX decode failed");
        assertFails("gettxoutproof", "[[\"" + "00".repeat(32) + "\"]]", -5, "Transaction not yet in block");
        JsonNode set = call("gettxoutsetinfo", "[]");
        assertThat(set.get("height").asInt()).isEqualTo(102);
        assertThat(set.get("hash_serialized_3").asText()).hasSize(64);
        assertThat(set.get("total_amount").asDouble()).isEqualTo(5100.0);
    }

    @Test
    @DisplayName("blocks: generated to descriptors and with chosen transactions, submitted, invalidated, reconsidered")
    void blocks() {
        String hash = call("generatetodescriptor", "[1,\"raw(51)\"]").get(0).asText();
        assertThat(call("getbestblockhash", "[]").asText()).isEqualTo(hash);
        String pending =
                call("generateblock", "[\"raw(52)\",[],false]").get("hex").asText();
        assertThat(call("getblockcount", "[]").asInt()).isEqualTo(1);
        assertThat(call("submitblock", "[\"" + pending + "\"]").isNull()).isTrue();
        assertThat(call("submitblock", "[\"" + pending + "\"]").asText()).isEqualTo("duplicate");
        assertFails("submitblock", "[\"00\"]", -22, "Block decode failed");
        assertThat(call("getblockcount", "[]").asInt()).isEqualTo(2);
        String tip = call("getbestblockhash", "[]").asText();
        assertThat(call("invalidateblock", "[\"" + tip + "\"]").isNull()).isTrue();
        assertThat(call("getbestblockhash", "[]").asText()).isEqualTo(hash);
        call("reconsiderblock", "[\"" + tip + "\"]");
        call("preciousblock", "[\"" + tip + "\"]");
        call("syncwithvalidationinterfacequeue", "[]");
        assertThat(call("getbestblockhash", "[]").asText()).isEqualTo(tip);
        assertFails("invalidateblock", "[\"" + "11".repeat(32) + "\"]", -5, "Block not found");
        assertFails("dropheaders", "[\"" + tip + "\"]", -1, "nothing to forget from " + tip + " on");
        assertFails("dropheaders", "[\"" + "11".repeat(32) + "\"]", -5, "Block not found");
        Block next = node.mine(1).get(0);
        assertThat(call("submitheader", "[\"" + next.encode().toHex().substring(0, 160) + "\"]")
                        .isNull())
                .isTrue();
        assertFails("submitheader", "[\"" + "00".repeat(80) + "\"]", -25, "high-hash");
        assertFails("generatetoaddress", "[1,\"x\"]", -5, "Error: Invalid address");
        assertThat(call("generateblock", "[\"" + node.faucetWallet().address() + "\",[]]")
                        .has("hash"))
                .isTrue();
        assertFails("generateblock", "[\"raw(51)\",[\"" + "00".repeat(32) + "\"]]", -5, "not in mempool.");
    }

    @Test
    @DisplayName("getpeerinfo has the fields of Bitcoin Core 28.1 in its order, with bytes by message type")
    void peerInfo() {
        String expected = """
                {"id":7,"addr":"127.0.0.1:9002","addrbind":"127.0.0.1:50001","addrlocal":"127.0.0.1:50001",\
                "network":"not_publicly_routable","services":"0000000000000009",\
                "servicesnames":["NETWORK","WITNESS"],"relaytxes":true,"lastsend":NOW-1,"lastrecv":NOW-2,\
                "last_transaction":0,"last_block":NOW-10,"bytessent":1000,"bytesrecv":2000,"conntime":NOW-30,\
                "timeoffset":-3,"pingtime":0.0045,"minping":0.004,"version":70016,\
                "subver":"/Wonsi:0.1.0(Busan)/","inbound":false,"bip152_hb_to":false,"bip152_hb_from":false,\
                "startingheight":2,"presynced_headers":-1,"synced_headers":3,"synced_blocks":1,"inflight":[2,3],\
                "addr_relay_enabled":true,"addr_processed":5,"addr_rate_limited":1,"permissions":[],\
                "minfeefilter":1.0E-5,"bytessent_per_msg":{"ping":32,"verack":24},\
                "bytesrecv_per_msg":{"ping":64},"connection_type":"manual","transport_protocol_type":"v1",\
                "session_id":""}""";
        for (int before : new int[] {10, 30, 1, 2}) {
            expected = expected.replace("NOW-" + before + ",", (TestNode.NOW - before) + ",");
        }
        assertThat(call("getpeerinfo", "[]").get(0).toString()).isEqualTo(expected);
        assertThat(call("getnettotals", "[]").at("/totalbytesrecv").asInt()).isEqualTo(2000);
    }

    @Test
    @DisplayName("peers, bans and kept connections")
    void network() {
        assertThat(call("getnetworkinfo", "[]").get("subversion").asText()).startsWith("/Wonsi:");
        assertThat(call("getpeerinfo", "[]").at("/0/subver").asText()).isEqualTo("/Wonsi:0.1.0(Busan)/");
        assertThat(call("getconnectioncount", "[]").asInt()).isEqualTo(1);
        call("addnode", "[\"10.0.0.1:18444\",\"add\"]");
        assertThat(call("getaddednodeinfo", "[]").at("/0/addednode").asText()).isEqualTo("10.0.0.1:18444");
        assertFails("addnode", "[\"10.0.0.1:18444\",\"add\"]", -23, "already added");
        call("addnode", "[\"10.0.0.1:18444\",\"remove\"]");
        assertFails("addnode", "[\"10.0.0.1:18444\",\"remove\"]", -24, "has not been added previously");
        call("disconnectnode", "{\"nodeid\":7}");
        assertFails("disconnectnode", "[\"10.0.0.9:1\"]", -29, "Node not found in connected nodes");
        call("setban", "[\"10.0.0.2\",\"add\",100]");
        assertThat(call("listbanned", "[]").at("/0/address").asText()).isEqualTo("10.0.0.2/32");
        assertThat(call("listbanned", "[]").at("/0/time_remaining").asInt()).isEqualTo(100);
        assertThat(call("listbanned", "[]").at("/0/ban_duration").asInt()).isEqualTo(100);
        call("setban", "[\"2001:db8::1/32\",\"add\"]");
        call("setban", "[\"192.168.7.9/255.255.0.0\",\"add\"]");
        assertThat(call("listbanned", "[]").findValuesAsText("address"))
                .containsExactly("10.0.0.2/32", "192.168.0.0/16", "2001:db8::/32");
        assertFails("setban", "[\"192.168.1.1\",\"add\"]", -23, "already banned");
        assertFails("setban", "[\"192.168.1.1\",\"remove\"]", -30, "was not previously manually banned");
        call("setban", "[\"192.168.1.0/24\",\"add\"]");
        assertFails("setban", "[\"10.0.0.0/33\",\"add\"]", -30, "Invalid IP/Subnet");
        assertFails("setban", "[\"10.0.0.2\",\"add\"]", -23, "already banned");
        assertFails("setban", "[\"nowhere\",\"add\"]", -30, "Invalid IP/Subnet");
        assertFails("setban", "[\"10.0.0.3\",\"add\",100000000001]", -8, "bantime is at most 100000000000 seconds");
        assertFails("setban", "[\"10.0.0.3\",\"add\",9223372036854775807,true]", -8, "bantime is at most");
        call("setban", "[\"10.0.0.3\",\"add\",100000000000]");
        call("clearbanned", "[]");
        assertThat(call("listbanned", "[]")).isEmpty();
        assertThat(call("setnetworkactive", "[false]").asBoolean()).isFalse();
        assertThat(call("ping", "[]").isNull()).isTrue();
    }

    @Test
    @DisplayName("scripts and addresses are explained; help, uptime, a clock that can be stopped, and the end")
    void rest() {
        String address = node.faucetWallet().address();
        assertThat(call("validateaddress", "[\"" + address + "\"]")
                        .get("isvalid")
                        .asBoolean())
                .isTrue();
        assertThat(call("validateaddress", "[\"x\"]").get("isvalid").asBoolean())
                .isFalse();
        JsonNode script = call("decodescript", "[\"51\"]");
        assertThat(script.get("asm").asText()).isEqualTo("1");
        assertThat(script.get("type").asText()).isEqualTo("nonstandard");
        assertThat(script.get("p2sh").asText()).startsWith("2");
        assertThat(call("help", "[]").asText()).contains("== Mining ==", "getblock blockhash ( verbosity )");
        assertThat(call("help", "[\"getblock\"]").asText()).contains("0 as hex");
        assertThat(call("help", "[\"x\"]").asText()).isEqualTo("help: unknown command: x");
        assertThat(call("uptime", "[]").asInt()).isEqualTo(60);
        call("setmocktime", "[" + (TestNode.NOW + 100) + "]");
        assertThat(call("uptime", "[]").asInt()).isEqualTo(160);
        call("setmocktime", "[0]");
        assertThat(call("uptime", "[]").asInt()).isEqualTo(60);
        assertFails("setmocktime", "[-1]", -8, "Mocktime must be in the range [0, 9223372036], not -1.");
        assertThat(call("getindexinfo", "[]").at("/txindex/synced").asBoolean()).isTrue();
        assertThat(call("getmininginfo", "[]").get("chain").asText()).isEqualTo("regtest");
        CompletableFuture<Void> asked = new CompletableFuture<>();
        node.onStop(() -> asked.complete(null));
        assertThat(call("stop", "[]").asText()).isEqualTo("Wonsi stopping");
        assertThat(asked).succeedsWithin(Duration.ofSeconds(20));
    }
}
