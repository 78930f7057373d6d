package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.store.Damage;

@DisplayName("JSON-RPC has what test frameworks and block explorers call besides")
class RpcToolsTest {
    private static final String KEY = "034f355bdcb7cc0af728ef3cceb9615d90684bb5b2ca5f859ab0f0b704075871aa";

    @TempDir
    Path directory;

    private TestNode node;
    private HttpServer server;
    private RpcCaller rpc;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        server = HttpServer.start(node, HttpConfig.loopback(0));
        rpc = new RpcCaller(server);
    }

    @AfterEach
    void stop() {
        server.close();
        node.close();
    }

    private Transaction pay(Amount amount, Amount fee) {
        var coin = node.faucetWallet().firstCoin();
        Amount change = coin.coin().output().value().minus(amount).minus(fee);
        return node.faucetWallet()
                .sign(
                        coin.outPoint(),
                        List.of(
                                new TxOut(amount, node.faucetWallet().scriptPubKey()),
                                new TxOut(change, node.faucetWallet().scriptPubKey())));
    }

    private JsonNode send(Transaction tx, String more) {
        return rpc.call("sendrawtransaction", "[\"" + tx.encode().toHex() + "\"" + more + "]");
    }

    @Test
    @DisplayName("a damaged block is refused by REST and JSON-RPC, with the reason and without names of files")
    void damagedBlock() throws Exception {
        BlockHash hash = node.mine(3).get(1).hash();
        Damage.flipBit(directory, hash, 90);
        String reason = "block " + hash + " is damaged in this node's database and is not given out; the node asks its"
                + " peers for it again";
        rpc.assertFails("getblock", "[\"" + hash + "\", 0]", -1, "Block not found on disk: " + reason);
        rpc.assertFails("getblock", "[\"" + hash + "\", 2]", -1, "Block not found on disk: " + reason);
        HttpResponse<String> raw = new Client(server).get("/api/block/" + hash + "/raw");
        assertThat(raw.statusCode()).isEqualTo(500);
        assertThat(raw.body()).isEqualTo(reason);
        assertThat(new Client(server).get("/node/board").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("verifychain is true for a sound chain at any level, and false where a coin was changed")
    void verifyChain() throws Exception {
        node.mine(10);
        assertThat(rpc.call("verifychain", "[]").asBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[4, 0]").asBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[99, -5]").asBoolean()).isTrue();
        Damage.sql(directory, "UPDATE output SET value = value + 1 WHERE id = 4");
        assertThat(rpc.call("verifychain", "[]").isBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[]").asBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[3, 7]").asBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[3, 8]").asBoolean()).isFalse();
        assertThat(rpc.call("verifychain", "[2, 0]").asBoolean()).isTrue();
        assertThat(rpc.call("verifychain", "[4, 0]").asBoolean()).isFalse();
        rpc.assertFails("verifychain", "[\"x\"]", -3, "JSON value of type string is not of expected type number");
    }

    @Test
    @DisplayName("a descriptor gets its checksum, a private key in it is never shown again")
    void descriptors() {
        JsonNode raw = rpc.call("getdescriptorinfo", "[\"raw(51)\"]");
        assertThat(raw.get("descriptor").asText()).isEqualTo("raw(51)#8lvh9jxk");
        assertThat(raw.get("issolvable").asBoolean()).isFalse();
        String wif = new org.wonsi.core.address.Wif(TestFaucetWallet.KEY, true).encode(node.params());
        JsonNode secret = rpc.call("getdescriptorinfo", "[\"pkh(" + wif + ")\"]");
        assertThat(secret.get("descriptor").asText()).startsWith("pkh(" + KEY + ")#");
        assertThat(secret.get("hasprivatekeys").asBoolean()).isTrue();
        assertThat(secret.get("issolvable").asBoolean()).isTrue();
        String shown = secret.get("descriptor").asText();
        assertThat(rpc.call("deriveaddresses", "[\"" + shown + "\"]").get(0).asText())
                .isEqualTo(node.faucetWallet().address());
        rpc.assertFails("deriveaddresses", "[\"raw(51)\"]", -5, "Missing checksum");
        rpc.assertFails("deriveaddresses", "[\"raw(51)#8lvh9jxk\"]", -5, "does not have a corresponding address");
        rpc.assertFails("getdescriptorinfo", "[\"raw(51)#8lvh9jxl\"]", -5, "does not match computed checksum");
    }

    @Test
    @DisplayName("the coins of descriptors are found, with their block and depth")
    void scan() {
        node.mine(2);
        node.mine(Script.ofHex("51"));
        JsonNode scan = rpc.call("scantxoutset", "[\"start\",[\"raw(51)\",{\"desc\":\"raw(52)\"}]]");
        assertThat(scan.get("success").asBoolean()).isTrue();
        assertThat(scan.get("txouts").asInt()).isEqualTo(3);
        assertThat(scan.get("unspents")).hasSize(1);
        assertThat(scan.at("/unspents/0/height").asInt()).isEqualTo(3);
        assertThat(scan.at("/unspents/0/confirmations").asInt()).isEqualTo(1);
        assertThat(scan.at("/unspents/0/coinbase").asBoolean()).isTrue();
        assertThat(scan.at("/unspents/0/blockhash").asText())
                .isEqualTo(rpc.call("getbestblockhash").asText());
        assertThat(scan.get("total_amount").asDouble()).isEqualTo(50.0);
        assertThat(rpc.call("scantxoutset", "[\"status\"]").isNull()).isTrue();
        assertThat(rpc.call("scantxoutset", "[\"abort\"]").asBoolean()).isFalse();
        rpc.assertFails("scantxoutset", "[\"start\"]", -1, "scanobjects argument is required");
        rpc.assertFails("scantxoutset", "[\"begin\"]", -8, "Invalid action 'begin'");
        rpc.assertFails("scantxoutset", "[\"start\",[7]]", -8, "either a string or an object");
    }

    @Test
    @DisplayName("calls that wait for a block are answered when it comes, or when their time is over")
    void waiting() {
        node.mine(1);
        String tip = rpc.call("getbestblockhash").asText();
        assertThat(rpc.call("waitforblockheight", "[1]").get("hash").asText()).isEqualTo(tip);
        assertThat(rpc.call("waitforblock", "[\"" + tip + "\"]").get("height").asInt())
                .isEqualTo(1);
        assertThat(rpc.call("waitfornewblock", "[30]").get("height").asInt()).isEqualTo(1);
        CompletableFuture<JsonNode> second =
                CompletableFuture.supplyAsync(() -> rpc.call("waitforblockheight", "[2,20000]"));
        node.mine(1);
        assertThat(second.join().get("height").asInt()).isEqualTo(2);
        rpc.assertFails("waitforblockheight", "[9,-1]", -1, "Negative timeout");
    }

    @Test
    @DisplayName("waiting transactions know their kin, who spends an output, and whether any peer asked for them")
    void relatives() {
        node.mine(101);
        Transaction parent = pay(new Amount(1_00000000), new Amount(1_000));
        String parentId = send(parent, "").asText();
        Transaction child = node.faucetWallet()
                .sign(
                        new OutPoint(parent.txid(), 0),
                        List.of(new TxOut(
                                new Amount(99_990_000), node.faucetWallet().scriptPubKey())));
        String childId = send(child, "").asText();
        assertThat(rpc.call("getmempoolancestors", "[\"" + childId + "\"]")
                        .get(0)
                        .asText())
                .isEqualTo(parentId);
        JsonNode descendants = rpc.call("getmempooldescendants", "[\"" + parentId + "\",true]");
        assertThat(descendants.get(childId).get("ancestorcount").asInt()).isEqualTo(2);
        assertThat(descendants.get(childId).get("unbroadcast").asBoolean()).isTrue();
        assertThat(rpc.call("getmempoolinfo").get("unbroadcastcount").asInt()).isEqualTo(2);
        JsonNode spender = rpc.call(
                "gettxspendingprevout",
                "[[{\"txid\":\"" + parentId + "\",\"vout\":0},{\"txid\":\"" + parentId + "\",\"vout\":1}]]");
        assertThat(spender.get(0).get("spendingtxid").asText()).isEqualTo(childId);
        assertThat(spender.get(1).has("spendingtxid")).isFalse();
        rpc.assertFails("getmempoolancestors", "[\"" + "00".repeat(32) + "\"]", -5, "not in mempool");
        rpc.assertFails("gettxspendingprevout", "[[]]", -8, "outputs are missing");
        node.mine(1);
        assertThat(rpc.call("getmempoolinfo").get("unbroadcastcount").asInt()).isZero();
    }

    @Test
    @DisplayName("a fee of more than 0.10 a kilobyte and a burnt amount are refused unless allowed")
    void guards() {
        node.mine(101);
        Transaction dear = pay(new Amount(1_00000000), new Amount(2_300_000));
        assertThat(dear.size()).isBetween(224, 226);
        String hex = "\"" + dear.encode().toHex() + "\"";
        rpc.assertFails("sendrawtransaction", "[" + hex + "]", -25, "Fee exceeds maximum configured by user");
        assertThat(rpc.call("testmempoolaccept", "[[" + hex + "]]")
                        .at("/0/reject-reason")
                        .asText())
                .isEqualTo("max-fee-exceeded");
        JsonNode allowed = rpc.call("testmempoolaccept", "[[" + hex + "],0]");
        assertThat(allowed.at("/0/fees/base").asDouble()).isEqualTo(0.023);
        assertThat(allowed.at("/0/vsize").asInt()).isEqualTo(dear.size());
        rpc.assertFails("sendrawtransaction", "[" + hex + ",1]", -8, "larger than or equal to 1BTC/kvB");
        assertThat(send(pay(new Amount(1_00000000), new Amount(2_200_000)), "").asText())
                .hasSize(64);
        var coin = node.faucetWallet().firstCoin();
        Transaction burning = node.faucetWallet()
                .sign(
                        coin.outPoint(),
                        List.of(
                                new TxOut(new Amount(600), Script.ofHex("6a04cafecafe")),
                                new TxOut(
                                        new Amount(49_99990000L),
                                        node.faucetWallet().scriptPubKey())));
        rpc.assertFails(
                "sendrawtransaction",
                "[\"" + burning.encode().toHex() + "\",0]",
                -25,
                "Unspendable output exceeds maximum configured by user (maxburnamount)");
        rpc.assertFails(
                "sendrawtransaction", "[\"" + burning.encode().toHex() + "\",0,0.00000599]", -25, "maxburnamount");
        assertThat(send(burning, ",0,0.00000600").asText()).hasSize(64);
    }

    @Test
    @DisplayName("a block's figures are Core's: fees, sizes, percentiles, change of the coins")
    void statistics() {
        node.mine(101);
        Transaction tx = pay(new Amount(1_00000000), new Amount(1_000));
        send(tx, "");
        node.mine(1);
        JsonNode all = rpc.call("getblockstats", "[102]");
        assertThat(all.get("totalfee").asInt()).isEqualTo(1_000);
        assertThat(all.get("medianfee").asInt()).isEqualTo(1_000);
        assertThat(all.get("feerate_percentiles")).hasSize(5);
        assertThat(all.at("/feerate_percentiles/4").asInt()).isEqualTo(1_000 / tx.size());
        assertThat(all.get("ins").asInt()).isEqualTo(1);
        assertThat(all.get("outs").asInt()).isEqualTo(3);
        assertThat(all.get("utxo_increase").asInt()).isEqualTo(2);
        assertThat(all.get("utxo_size_inc").asInt()).isEqualTo(2 * (8 + 1 + 25 + 41));
        assertThat(all.get("subsidy").asLong()).isEqualTo(50_00000000L);
        assertThat(all.get("txs").asInt()).isEqualTo(2);
        assertThat(rpc.call("getblockstats", "[0]").get("utxo_increase_actual").asInt())
                .isZero();
        String tip = rpc.call("getbestblockhash").asText();
        assertThat(rpc.call("getblockstats", "[\"" + tip + "\",[\"height\",\"txs\"]]")
                        .toString())
                .isEqualTo("{\"height\":102,\"txs\":2}");
        rpc.assertFails("getblockstats", "[103]", -8, "Target block height 103 after current tip 102");
        rpc.assertFails("getblockstats", "[-1]", -8, "is negative");
        rpc.assertFails("getblockstats", "[1,[\"x\"]]", -8, "Invalid selected statistic 'x'");
        JsonNode chain = rpc.call("getchaintxstats", "[10]");
        assertThat(chain.get("txcount").asInt()).isEqualTo(104);
        assertThat(chain.get("window_tx_count").asInt()).isEqualTo(11);
        assertThat(chain.get("window_block_count").asInt()).isEqualTo(10);
        rpc.assertFails("getchaintxstats", "[102]", -8, "should be between 0 and the block's height - 1");
    }

    @Test
    @DisplayName("control: what runs, memory, echo, timers put forward, addresses known, one dial")
    void control() {
        assertThat(rpc.call("getrpcinfo").at("/active_commands/0/method").asText())
                .isEqualTo("getrpcinfo");
        assertThat(rpc.call("getmemoryinfo").at("/locked/total").asLong()).isPositive();
        rpc.assertFails("getmemoryinfo", "[\"x\"]", -8, "unknown mode x");
        assertThat(rpc.call("logging").get("all").asBoolean()).isTrue();
        assertThat(rpc.call("echo", "[1,null,\"a\"]").toString()).isEqualTo("[1,null,\"a\"]");
        rpc.call("mockscheduler", "[3600]");
        assertThat(node.forwarded()).isEqualTo(Duration.ofHours(1));
        rpc.assertFails("mockscheduler", "[3601]", -1, "delta_time must be between 1 and 3600");
        rpc.assertFails("mockscheduler", "[0]", -1, "delta_time must be between 1 and 3600");
        JsonNode known = rpc.call("getnodeaddresses", "[0]");
        assertThat(known.at("/0/address").asText()).isEqualTo("10.0.0.3");
        assertThat(known.at("/0/port").asInt()).isEqualTo(18444);
        assertThat(rpc.call("getnodeaddresses", "[1,\"onion\"]")).isEmpty();
        rpc.assertFails("getnodeaddresses", "[-1]", -8, "Address count out of range");
        rpc.call("addnode", "[\"10.0.0.1:18444\",\"onetry\"]");
        assertThat(node.peers().calls).contains("dial 10.0.0.1:18444");
        assertThat(rpc.call("getaddednodeinfo")).isEmpty();
        rpc.assertFails("addnode", "[\"10.0.0.1\",\"onetry\",true]", -8, "v2transport requested but not enabled");
        rpc.assertFails("getwalletinfo", "[]", -32601, "Method not found");
        rpc.assertFails("gettxoutsetinfo", "[\"none\",1]", -8, "requires coinstatsindex");
    }
}
