package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.node.http.auth.RpcAuth;
import org.wonsi.node.http.server.HttpConfig;

@DisplayName("JSON-RPC signs and verifies with keys, and knows its users by an HMAC of their password")
class RpcKeysTest {
    /** What rpcauth.py prints for the user alice and the password "correct horse" under this salt. */
    private static final String AUTH =
            "alice:0123456789abcdef$c3a01215d65c50f138a81bbe96a81dab016b699e29e179467d75b52680e147fa";

    /** From Core's rpc_signmessagewithprivkey.py. */
    private static final String CORE_KEY = "cUeKHd5orzT3mz8P9pxyREHfsWtVfgsfDjiZZBcjUBAaGk1BTj7N";

    private static final String CORE_SIGNATURE =
            "INbVnW4e6PeRmsv2Qgu8NuopvrVjkcxob+sX8OcZG0SALhWybUjzMLPdAsXI46YZGb0KQTRii+wWIQzRpG/U+S0=";

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private RpcCaller rpc;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(
                node,
                HttpConfig.loopback(0)
                        .withRpcAuths(List.of(RpcAuth.parse(AUTH), RpcAuth.parse("bob:00$" + "00".repeat(32)))));
        rpc = new RpcCaller(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private int statusFor(String userAndPassword) {
        String basic = Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return new Client(server)
                .post("/", "{\"id\":1,\"method\":\"uptime\"}", "Authorization", "Basic " + basic)
                .statusCode();
    }

    @Test
    @DisplayName("a user of --rpc-auth comes in with the password, and with nothing else")
    void auth() {
        assertThat(statusFor("alice:correct horse")).isEqualTo(200);
        for (String wrong :
                List.of("alice:correct horsf", "alice:", "alice", "bob:correct horse", ":", "alice:" + AUTH)) {
            assertThat(statusFor(wrong)).as(wrong).isEqualTo(401);
        }
        for (String malformed :
                List.of("", "alice", "alice:x", "alice:x$12", "alice:x$" + "0".repeat(63), ":x$" + "0".repeat(64))) {
            assertThatThrownBy(() -> RpcAuth.parse(malformed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("--rpc-auth is USER:SALT$HASH");
        }
        assertThat(RpcAuth.parse(AUTH).toString()).isEqualTo("RpcAuth[alice]");
    }

    @Test
    @DisplayName("a signed text is Core's byte for byte, and verifies for its address and text alone")
    void messages() {
        String message = "This is just a test message";
        assertThat(rpc.call("signmessagewithprivkey", "[\"" + CORE_KEY + "\",\"" + message + "\"]")
                        .asText())
                .isEqualTo(CORE_SIGNATURE);
        String address = "mpLQjfK79b7CCV4VMJWEWAj5Mpx8Up5zxB";
        String start = "[\"" + address + "\",\"" + CORE_SIGNATURE + "\",\"";
        assertThat(rpc.call("verifymessage", start + message + "\"]").asBoolean())
                .isTrue();
        assertThat(rpc.call("verifymessage", start + message + "!\"]").asBoolean())
                .isFalse();
        assertThat(rpc.call(
                                "verifymessage",
                                "[\"" + node.faucetWallet().address() + "\",\"" + CORE_SIGNATURE + "\",\"" + message
                                        + "\"]")
                        .asBoolean())
                .isFalse();
        assertThat(rpc.call("verifymessage", "[\"" + address + "\",\"\",\"" + message + "\"]")
                        .asBoolean())
                .isFalse();
        String zeros = Base64.getEncoder().encodeToString(new byte[65]);
        assertThat(rpc.call("verifymessage", "[\"" + address + "\",\"" + zeros + "\",\"x\"]")
                        .asBoolean())
                .isFalse();
        rpc.assertFails("verifymessage", "[\"" + address + "\",\"?\",\"x\"]", -3, "Malformed base64 encoding");
        rpc.assertFails("verifymessage", "[\"x\",\"\",\"x\"]", -5, "Invalid address");
        rpc.assertFails("signmessagewithprivkey", "[\"x\",\"x\"]", -5, "Invalid private key");
        String script = rpc.call("decodescript", "[\"51\"]").get("p2sh").asText();
        rpc.assertFails("verifymessage", "[\"" + script + "\",\"\",\"x\"]", -3, "Address does not refer to key");
    }

    private static PrivateKey key(int number) {
        byte[] secret = new byte[32];
        secret[31] = (byte) number;
        return PrivateKey.of(secret);
    }

    private String wif(int number) {
        return new Wif(key(number), true).encode(node.params());
    }

    private static String keys(int count, boolean compressed) {
        StringBuilder json = new StringBuilder("[");
        for (int i = 1; i <= count; i++) {
            json.append(i == 1 ? "\"" : ",\"")
                    .append(key(i).publicKey(compressed))
                    .append('"');
        }
        return json.append(']').toString();
    }

    @Test
    @DisplayName("an address of several keys: what is allowed, and what isn't")
    void multisig() {
        JsonNode made = rpc.call("createmultisig", "[2," + keys(3, true) + "]");
        assertThat(rpc.call("decodescript", "[\"" + made.get("redeemScript").asText() + "\"]")
                        .get("p2sh")
                        .asText())
                .isEqualTo(made.get("address").asText());
        assertThat(made.get("descriptor").asText()).startsWith("sh(multi(2,").contains("))#");
        assertThat(rpc.call("createmultisig", "[1," + keys(15, true) + "]")
                        .get("address")
                        .asText())
                .isNotEmpty();
        rpc.assertFails(
                "createmultisig", "[1," + keys(16, true) + "]", -8, "redeemScript exceeds size limit: 547 > 520");
        rpc.assertFails("createmultisig", "[1," + keys(20, true) + "]", -8, "redeemScript exceeds size limit: ");
        rpc.assertFails("createmultisig", "[1," + keys(21, true) + "]", -8, "address creation > 20\nReduce the number");
        rpc.assertFails("createmultisig", "[0," + keys(1, true) + "]", -8, "must require at least one key to redeem");
        rpc.assertFails(
                "createmultisig",
                "[2," + keys(1, true) + "]",
                -8,
                "not enough keys supplied (got 1 keys, but need at least 2 to redeem)");
        rpc.assertFails(
                "createmultisig",
                "[1,[\"01020304\"]]",
                -5,
                "Pubkey \"01020304\" must have a length of either 33 or 65 bytes");
        rpc.assertFails("createmultisig", "[1,[\"xy\"]]", -5, "Pubkey \"xy\" must be a hex string");
        rpc.assertFails(
                "createmultisig", "[1,[\"02" + "ff".repeat(32) + "\"]]", -5, "must be cryptographically valid.");
        rpc.assertFails("createmultisig", "[1," + keys(1, true) + ",\"bech32\"]", -5, "needs SegWit");
        rpc.assertFails("createmultisig", "[1," + keys(1, true) + ",\"x\"]", -5, "Unknown address type 'x'");
    }

    @Test
    @DisplayName("two people sign one after the other; the second completes what the first began")
    void together() {
        JsonNode made = rpc.call("createmultisig", "[2," + keys(2, true) + "]");
        String redeem = made.get("redeemScript").asText();
        String scriptPubKey = rpc.call(
                        "validateaddress", "[\"" + made.get("address").asText() + "\"]")
                .get("scriptPubKey")
                .asText();
        String txid = ByteString.copyOf(new byte[32]).toHex().replace('0', 'a');
        String unsigned = rpc.call(
                        "createrawtransaction", "[[{\"txid\":\"" + txid + "\",\"vout\":0}],{\"data\":\"00\"}]")
                .asText();
        String prevout = ",[{\"txid\":\"" + txid + "\",\"vout\":0,\"scriptPubKey\":\"" + scriptPubKey + "\"";
        String complete = prevout + ",\"redeemScript\":\"" + redeem + "\"}]]";
        JsonNode first = rpc.call("signrawtransactionwithkey", "[\"" + unsigned + "\",[\"" + wif(2) + "\"]" + complete);
        assertThat(first.get("complete").asBoolean()).isFalse();
        assertThat(first.at("/errors/0/error").asText())
                .isEqualTo("CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)");
        JsonNode second = rpc.call(
                "signrawtransactionwithkey", "[\"" + first.get("hex").asText() + "\",[\"" + wif(1) + "\"]" + complete);
        assertThat(second.get("complete").asBoolean()).as(second.toString()).isTrue();
        String start = "[\"" + unsigned + "\",[\"" + wif(1) + "\"]";
        rpc.assertFails("signrawtransactionwithkey", start + prevout + "}]]", -8, "Missing redeemScript/witnessScript");
        rpc.assertFails(
                "signrawtransactionwithkey",
                start + prevout + ",\"redeemScript\":\"51\"}]]",
                -8,
                "redeemScript/witnessScript does not match scriptPubKey");
        rpc.assertFails("signrawtransactionwithkey", start + ",[7]]", -22, "expected object with");
        rpc.assertFails("signrawtransactionwithkey", start + ",[{\"txid\":7}]]", -3, "");
    }

    @Test
    @DisplayName("addconnection dials in a test; getblockfrompeer asks a peer, and says why it can't")
    void connections() {
        JsonNode dialled = rpc.call("addconnection", "[\"127.0.0.1:1\",\"outbound-full-relay\",false]");
        assertThat(dialled.toString())
                .isEqualTo("{\"address\":\"127.0.0.1:1\",\"connection_type\":\"outbound-full-relay\"}");
        assertThat(node.peers().calls).contains("dial 127.0.0.1:1");
        rpc.assertFails(
                "addconnection", "[\"127.0.0.1:1\",\"feeler\",false]", -8, "makes no connections of type feeler");
        rpc.assertFails("addconnection", "[\"127.0.0.1:1\",\"x\",false]", -8, "invalid connection type x");
        rpc.assertFails("addconnection", "[\"127.0.0.1:1\",\"outbound-full-relay\"]", -1, "addconnection address");
        rpc.assertFails("getblockfrompeer", "[\"" + "ab".repeat(32) + "\",7]", -1, "Block header missing");
        String genesis = node.params().genesis().hash().toDisplay();
        assertThat(rpc.call("getblockfrompeer", "[\"" + genesis + "\",7]")).isEmpty();
    }

    @Test
    @DisplayName("sendmsgtopeer sends any bytes under any name of at most 12 bytes, to a peer that is there")
    void sendMessage() {
        assertThat(rpc.call("sendmsgtopeer", "[7,\"addr\",\"fFff00\"]").toString())
                .isEqualTo("{}");
        assertThat(rpc.call("sendmsgtopeer", "[7,\"\",\"\"]").toString()).isEqualTo("{}");
        assertThat(rpc.call("sendmsgtopeer", "[7,\"twelve_bytes\",\"00\"]").toString())
                .isEqualTo("{}");
        assertThat(node.peers().calls)
                .containsExactly("send 7 'addr' ffff00", "send 7 '' ", "send 7 'twelve_bytes' 00");
        rpc.assertFails(
                "sendmsgtopeer", "[7,\"thirteen_byte\",\"00\"]", -8, "Error: msg_type too long, max length is 12");
        rpc.assertFails("sendmsgtopeer", "[7,\"é\",\"00\"]", -8, "Error: msg_type is no ASCII text");
        rpc.assertFails("sendmsgtopeer", "[7,\"addr\",\"0\"]", -8, "Error parsing input for msg");
        rpc.assertFails("sendmsgtopeer", "[7,\"addr\",\"0g\"]", -8, "Error parsing input for msg");
        rpc.assertFails("sendmsgtopeer", "[8,\"addr\",\"00\"]", -1, "Error: Could not send message to peer");
    }

    @Test
    @DisplayName("what addnode keeps is listed as it was written, and known in any form of its address")
    void added() {
        rpc.call("addnode", "[\"127.0.0.1:9\",\"add\"]");
        rpc.assertFails("addnode", "[\"127.1:9\",\"add\"]", -23, "Error: Node already added");
        rpc.call("addnode", "[\"11.22.33.44\",\"add\"]");
        assertThat(rpc.call("getaddednodeinfo").findValuesAsText("addednode"))
                .containsExactly("127.0.0.1:9", "11.22.33.44");
        rpc.call("addnode", "[\"127.0.0.1:9\",\"remove\"]");
        rpc.assertFails("addnode", "[\"127.0.0.1:9\",\"remove\"]", -24, "Node could not be removed");
        rpc.assertFails("addnode", "[\"127.0.0.1:9\",\"abc\"]", -1, "addnode \"node\" \"command\"");
        rpc.assertFails("getaddednodeinfo", "[\"1.1.1.1\"]", -24, "Error: Node has not been added.");
    }

    @Test
    @DisplayName("getmininginfo tells of the last block put together, once there was one")
    void assembled() {
        assertThat(rpc.call("getmininginfo").has("currentblocktx")).isFalse();
        rpc.call("getblocktemplate", "[{\"rules\":[\"segwit\"]}]");
        JsonNode info = rpc.call("getmininginfo");
        assertThat(info.get("currentblocktx").asInt()).isZero();
        assertThat(info.get("currentblockweight").asInt()).isEqualTo(4_000);
    }
}
