package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;

@DisplayName("JSON-RPC agrees with Bitcoin Core's own tests in what they ask of it")
class RpcConformanceTest {
    private static final String UNKNOWN = "ab".repeat(32);

    @TempDir
    Path directory;

    private TestNode node;
    private HttpThreads threads;
    private HttpServer server;
    private RpcCaller rpc;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        threads = HttpThreads.forServers(1);
        server = HttpServer.start(node, HttpConfig.loopback(0), threads);
        rpc = new RpcCaller(server);
    }

    @AfterEach
    void stop() {
        server.close();
        threads.close();
        node.close();
    }

    /** Spends an output of the faucet wallet wholly, but for the fee, into so many equal ones of its own. */
    private Transaction spend(OutPoint from, Amount value, long fee, int outputs) {
        Amount each = new Amount((value.satoshis() - fee) / outputs);
        List<TxOut> outs = IntStream.range(0, outputs)
                .mapToObj(i -> new TxOut(each, node.faucetWallet().scriptPubKey()))
                .toList();
        return node.faucetWallet().sign(from, outs);
    }

    private Transaction spendCoinbase(int height, long fee, int outputs) {
        Transaction coinbase = node.queries()
                .read(q -> q.body(q.hashAt(height).orElseThrow()))
                .orElseThrow()
                .transactions()
                .get(0);
        return spend(new OutPoint(coinbase.txid(), 0), coinbase.outputs().get(0).value(), fee, outputs);
    }

    private Transaction spendOutput(Transaction parent, int index, long fee) {
        return spend(
                new OutPoint(parent.txid(), index), parent.outputs().get(index).value(), fee, 1);
    }

    private static String hex(Transaction tx) {
        return tx.encode().toHex();
    }

    private JsonNode tryTogether(List<Transaction> txs) {
        return rpc.call(
                "testmempoolaccept",
                txs.stream().map(tx -> '"' + hex(tx) + '"').collect(Collectors.joining(",", "[[", "]]")));
    }

    @Test
    @DisplayName("a question about a transaction that doesn't wait is an error for who asks, and no end of the node")
    void unknownTransactions() {
        for (String method : List.of("getmempoolancestors", "getmempooldescendants", "getmempoolentry")) {
            rpc.assertFails(method, "[\"" + UNKNOWN + "\"]", -5, "Transaction not in mempool");
            assertThat(node.hasChainEnded()).as(method).isFalse();
        }
        String one = "{\"txid\":\"" + UNKNOWN + "\",";
        rpc.assertFails("gettxspendingprevout", "[[]]", -8, "Invalid parameter, outputs are missing");
        rpc.assertFails(
                "gettxspendingprevout", "[[7]]", -3, "JSON value of type number is not of expected type object");
        rpc.assertFails("gettxspendingprevout", "[[{\"vout\":0}]]", -3, "Missing txid");
        rpc.assertFails("gettxspendingprevout", "[[" + one + "\"vout\":-1}]]", -8, "vout cannot be negative");
        rpc.assertFails("gettxspendingprevout", "[[" + one + "\"vout\":2147483648}]]", -1, "JSON integer out of range");
        rpc.assertFails(
                "gettxspendingprevout", "[[" + one + "\"vout\":\"0\"}]]", -3, "for field vout is not of expected");
        rpc.assertFails("gettxspendingprevout", "[[" + one + "\"vout\":0,\"x\":1}]]", -3, "Unexpected key x");
        rpc.assertFails(
                "gettxspendingprevout",
                "[[{\"txid\":\"42\",\"vout\":0}]]",
                -8,
                "txid must be of length 64 (not 2, for '42')");
        assertThat(node.hasChainEnded()).isFalse();
        assertThat(rpc.call("gettxspendingprevout", "[[" + one + "\"vout\":2147483647}]]")
                        .toString())
                .isEqualTo("[{\"txid\":\"" + UNKNOWN + "\",\"vout\":2147483647}]");
    }

    @Test
    @DisplayName("a key that comes twice is refused wherever it is, so that no output turns into fee")
    void doubledKeys() {
        String address = node.faucetWallet().address();
        String twice = "{\"" + address + "\":1,\"" + address + "\":2}";
        rpc.assertFails(
                "createrawtransaction", "[[]," + twice + "]", -8, "Invalid parameter, duplicated address: " + address);
        rpc.assertFails("createrawtransaction", "[[],[" + twice + "]]", -8, "duplicated address: " + address);
        rpc.assertFails(
                "createrawtransaction",
                "[[],{\"data\":\"aa\",\"data\":\"bb\"}]",
                -8,
                "Invalid parameter, duplicate key: data");
        rpc.assertFails(
                "createrawtransaction",
                "[[{\"txid\":\"" + UNKNOWN + "\",\"vout\":0,\"vout\":1}],{}]",
                -8,
                "Invalid parameter, duplicate key: vout");
        rpc.assertFails("getblockhash", "{\"height\":0,\"height\":0}", -8, "Parameter height specified multiple times");
        assertThat(rpc.raw("{\"method\":\"uptime\",\"method\":\"stop\",\"id\":1}"))
                .contains("\"code\":-32600");
        assertThat(node.isStopRequested()).isFalse();
    }

    @Test
    @DisplayName("a transaction is found in a stale block, with what it spent and paid")
    void staleBlock() {
        node.mine(101);
        Transaction tx = spendCoinbase(1, 1_000, 1);
        rpc.call("sendrawtransaction", "[\"" + hex(tx) + "\"]");
        Block block = node.mine(1).get(0);
        String txid = tx.txid().toDisplay();
        String hash = block.hash().toDisplay();
        JsonNode there = rpc.call(
                "getrawtransaction", "{\"txid\":\"" + txid + "\",\"verbose\":true,\"blockhash\":\"" + hash + "\"}");
        assertThat(there.fieldNames().next()).isEqualTo("in_active_chain");
        assertThat(there.get("in_active_chain").asBoolean()).isTrue();
        assertThat(there.has("fee")).isFalse();
        assertThat(there.at("/vin/0").has("prevout")).isFalse();
        JsonNode full = rpc.call("getrawtransaction", "[\"" + txid + "\",2]");
        assertThat(full.has("in_active_chain")).isFalse();
        assertThat(full.get("fee").asText()).isEqualTo("1.0E-5");
        assertThat(full.at("/vin/0/prevout/height").asInt()).isEqualTo(1);
        assertThat(full.at("/vin/0/prevout/generated").asBoolean()).isTrue();
        assertThat(full.at("/vin/0/prevout/value").asInt()).isEqualTo(50);
        assertThat(full.get("confirmations").asInt()).isEqualTo(1);
        rpc.call("invalidateblock", "[\"" + hash + "\"]");
        JsonNode stale = rpc.call("getrawtransaction", "[\"" + txid + "\",2,\"" + hash + "\"]");
        assertThat(stale.get("in_active_chain").asBoolean()).isFalse();
        assertThat(stale.get("confirmations").asInt()).isZero();
        assertThat(stale.has("blocktime")).isFalse();
        assertThat(stale.get("fee").asText()).isEqualTo("1.0E-5");
        assertThat(rpc.call("getrawtransaction", "[\"" + txid + "\",0,\"" + hash + "\"]")
                        .asText())
                .isEqualTo(hex(tx));
        JsonNode waiting = rpc.call("getrawtransaction", "[\"" + txid + "\",2]");
        assertThat(waiting.has("fee")).isFalse();
        assertThat(waiting.has("blockhash")).isFalse();
        rpc.assertFails("getrawtransaction", "[\"" + txid + "\",1,\"" + UNKNOWN + "\"]", -5, "Block hash not found");
        rpc.assertFails(
                "getrawtransaction",
                "[\"" + UNKNOWN + "\",1,\"" + hash + "\"]",
                -5,
                "No such transaction found in the provided block. Use gettransaction for wallet transactions.");
        rpc.assertFails(
                "getrawtransaction",
                "[\"" + UNKNOWN + "\"]",
                -5,
                "No such mempool or blockchain transaction. Use gettransaction for wallet transactions.");
        rpc.assertFails("getrawtransaction", "[\"x\"]", -8, "parameter 1 must be of length 64 (not 1, for 'x')");
        rpc.assertFails("getrawtransaction", "[\"" + txid + "\",\"True\"]", -3, "not of expected type number");
    }

    @Test
    @DisplayName("createrawtransaction refuses inputs and outputs that can't be meant, with Core's words")
    void creating() {
        rpc.assertFails(
                "createrawtransaction", "[\"x\",{}]", -3, "JSON value of type string is not of expected type array");
        rpc.assertFails(
                "createrawtransaction", "[[\"x\"],{}]", -3, "JSON value of type string is not of expected type object");
        rpc.assertFails(
                "createrawtransaction", "[[{}],{}]", -3, "JSON value of type null is not of expected type string");
        rpc.assertFails(
                "createrawtransaction", "[[],\"x\"]", -3, "JSON value of type string is not of expected type array");
        rpc.assertFails("createrawtransaction", "[[],null]", -8, "output argument must be non-null");
        rpc.assertFails("createrawtransaction", "[[],[{\"a\":1,\"b\":2}]]", -8, "must contain exactly one key");
        rpc.assertFails("createrawtransaction", "[[],[[\"a\"]]]", -8, "key-value pair not an object as expected");
        String input = "[{\"txid\":\"" + UNKNOWN + "\",\"vout\":0,\"sequence\":";
        rpc.assertFails(
                "createrawtransaction",
                "[" + input + "4294967294}],{},0,true]",
                -8,
                "Sequence number(s) contradict replaceable option");
        rpc.call("createrawtransaction", "[" + input + "4294967293}],{},0,true]");
        rpc.call("createrawtransaction", "[" + input + "4294967295}],{}]");
        rpc.assertFails(
                "createrawtransaction", "[" + input + "4294967296}],{}]", -8, "sequence number is out of range");
        rpc.assertFails("createrawtransaction", "[" + input + "-1}],{}]", -8, "sequence number is out of range");
        String highVersion = "ffffffff01" + "00".repeat(36) + "00ffffffff0100e1f5050000000000" + "00000000";
        assertThat(rpc.call("decoderawtransaction", "[\"" + highVersion + "\"]")
                        .get("version")
                        .asLong())
                .isEqualTo(4_294_967_295L);
    }

    @Test
    @DisplayName("a proof of another number of transactions than the block's proves none")
    void proofOfAnInnerNode() {
        node.mine(102);
        rpc.call("sendrawtransaction", "[\"" + hex(spendCoinbase(1, 1_000, 1)) + "\"]");
        Block block = node.mine(1).get(0);
        ByteWriter proof = new ByteWriter(200);
        block.header().encode(proof);
        proof.writeUInt32(1).writeCompactSize(1).writeHash(block.header().merkleRoot());
        proof.writeCompactSize(1).writeUInt8(1);
        assertThat(rpc.call("verifytxoutproof", "[\"" + proof.toByteString().toHex() + "\"]"))
                .isEmpty();
        rpc.assertFails("gettxoutproof", "[[7]]", -3, "JSON value of type number is not of expected type string");
    }

    @Test
    @DisplayName("an old call without an id is answered without one, a parse error with null")
    void ids() {
        assertThat(rpc.raw("{\"method\":\"getblockcount\"}")).isEqualTo("{\"result\":0,\"error\":null}\n");
        assertThat(rpc.raw("[{\"method\":\"getblockcount\"},{\"id\":null,\"method\":\"getblockcount\"},5]"))
                .isEqualTo(
                        "[{\"result\":0,\"error\":null},{\"result\":0,\"error\":null,\"id\":null},"
                                + "{\"result\":null,\"error\":{\"code\":-32600,\"message\":\"Invalid Request object\"},\"id\":null}]\n");
        String parseError = "{\"result\":null,\"error\":{\"code\":-32700,\"message\":\"Parse error\"},\"id\":null}\n";
        assertThat(rpc.raw("")).isEqualTo(parseError);
        assertThat(rpc.raw("this is bad")).isEqualTo(parseError);
    }

    @Test
    @DisplayName("named arguments leave holes only before what is given; echo answers what came")
    void named() {
        assertThat(rpc.call("echo", "{}").toString()).isEqualTo("[]");
        assertThat(rpc.call("echo", "{\"arg1\":1}").toString()).isEqualTo("[null,1]");
        assertThat(rpc.call("echo", "{\"arg3\":null}").toString()).isEqualTo("[null,null,null,null]");
        assertThat(rpc.call("echo", "{\"args\":[0,1],\"arg3\":3}").toString()).isEqualTo("[0,1,null,3]");
        rpc.assertFails(
                "echo",
                "{\"args\":[0,null,2],\"arg1\":1}",
                -8,
                "Parameter arg1 specified twice both as positional and named argument");
        rpc.assertFails("echo", "{\"args\":7}", -8, "Unknown named parameter args");
        rpc.assertFails("getblockhash", "[null]", -3, "JSON value of type null is not of expected type number");
    }

    @Test
    @DisplayName("a number has at most 16 digits, as C's %.16g writes it")
    void numbers() {
        assertThat(rpc.raw("{\"method\":\"getdifficulty\",\"id\":1}"))
                .isEqualTo("{\"result\":4.656542373906925e-10,\"error\":null,\"id\":1}\n");
        rpc.assertFails("setmocktime", "[-1]", -8, "Mocktime must be in the range [0, 9223372036], not -1.");
        rpc.assertFails(
                "setmocktime", "[9223372037]", -8, "Mocktime must be in the range [0, 9223372036], not 9223372037.");
        rpc.assertFails("setmocktime", "[4294967296]", -8, "after the last time a block can have, 4294967295");
        rpc.call("setmocktime", "[4294967295]");
        assertThat(rpc.call("uptime").asLong()).isEqualTo(4_294_967_295L - TestNode.NOW + 60);
    }

    @Test
    @DisplayName("a package of parent and child is judged together, and leaves the mempool as it was")
    void packages() {
        node.mine(110);
        Transaction parent = spendCoinbase(1, 1_000, 2);
        Transaction child = spendOutput(parent, 0, 1_000);
        JsonNode both = tryTogether(List.of(parent, child));
        assertThat(both.at("/0/allowed").asBoolean()).as(both.toString()).isTrue();
        assertThat(both.at("/1/allowed").asBoolean()).isTrue();
        assertThat(both.at("/1/fees/base").asText()).isEqualTo("1.0E-5");
        assertThat(node.mempool().count()).isZero();
        assertThat(tryTogether(List.of(child)).at("/0/reject-reason").asText()).isEqualTo("missing-inputs");
        assertThat(tryTogether(List.of(child, parent)).at("/0/package-error").asText())
                .isEqualTo("package-not-sorted");
        assertThat(tryTogether(List.of(parent, parent)).at("/1/package-error").asText())
                .isEqualTo("package-contains-duplicates");
        Transaction rival = spendCoinbase(1, 5_000, 1);
        assertThat(tryTogether(List.of(parent, rival)).at("/0/package-error").asText())
                .isEqualTo("conflict-in-package");
        JsonNode stopped = tryTogether(List.of(parent, spendOutput(parent, 1, 10), child));
        assertThat(stopped.at("/1/reject-reason").asText()).startsWith("min relay fee not met");
        assertThat(stopped.get(0).has("allowed")).isFalse();
        assertThat(stopped.get(2).has("allowed")).isFalse();
        rpc.call("sendrawtransaction", "[\"" + hex(parent) + "\"]");
        assertThat(tryTogether(List.of(rival)).at("/0/allowed").asBoolean()).isTrue();
        assertThat(tryTogether(List.of(rival, spendOutput(rival, 0, 1_000)))
                        .at("/0/reject-reason")
                        .asText())
                .isEqualTo("bip125-replacement-disallowed");
        assertThat(node.mempool().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("25 transactions are a package, 26 are none; a chain of 25 fits, one of 26 breaks the mempool's limit")
    void packageLimits() {
        node.mine(130);
        List<Transaction> many = new ArrayList<>();
        IntStream.rangeClosed(1, 25).forEach(height -> many.add(spendCoinbase(height, 1_000, 1)));
        assertThat(tryTogether(many))
                .hasSize(25)
                .allMatch(verdict -> verdict.get("allowed").asBoolean());
        many.add(spendCoinbase(26, 1_000, 1));
        String hexes = many.stream().map(tx -> '"' + hex(tx) + '"').collect(Collectors.joining(",", "[[", "]]"));
        rpc.assertFails("testmempoolaccept", hexes, -8, "Array must contain between 1 and 25 transactions.");
        rpc.assertFails("testmempoolaccept", "[[]]", -8, "Array must contain between 1 and 25 transactions.");
        List<Transaction> chain = new ArrayList<>(List.of(spendCoinbase(27, 1_000, 1)));
        while (chain.size() < 25) {
            chain.add(spendOutput(chain.get(chain.size() - 1), 0, 1_000));
        }
        assertThat(tryTogether(chain).get(24).get("allowed").asBoolean()).isTrue();
        rpc.call("sendrawtransaction", "[\"" + hex(chain.remove(0)) + "\"]");
        chain.add(spendOutput(chain.get(chain.size() - 1), 0, 1_000));
        assertThat(tryTogether(chain))
                .hasSize(25)
                .allMatch(verdict -> verdict.path("package-error").asText().equals("package-mempool-limits"));
        assertThat(node.mempool().count()).isEqualTo(1);
    }

    @Test
    @DisplayName("the node is asked to stop when the answer to stop has left, not before")
    void stopping() {
        node.onStop(server::close);
        assertThat(rpc.raw("{\"method\":\"stop\",\"id\":1}"))
                .isEqualTo("{\"result\":\"Wonsi stopping\",\"error\":null,\"id\":1}\n");
    }

    @Test
    @DisplayName("the set of unspent outputs has a hash that two nodes can compare, one that changes with it")
    void setHash() {
        node.mine(1);
        JsonNode one = rpc.call("gettxoutsetinfo", "[\"muhash\"]");
        assertThat(one.get("muhash").asText()).hasSize(64);
        assertThat(one.has("hash_serialized_3")).isFalse();
        node.mine(1);
        assertThat(rpc.call("gettxoutsetinfo", "[\"muhash\"]").get("muhash").asText())
                .isNotEqualTo(one.get("muhash").asText());
        assertThat(rpc.call("gettxoutsetinfo", "[\"none\"]").has("muhash")).isFalse();
        rpc.assertFails("gettxoutsetinfo", "[\"x\"]", -8, "'x' is not a valid hash_type");
        assertThat(rpc.call("getblockchaininfo").get("size_on_disk").asLong()).isPositive();
    }

    @Test
    @DisplayName(
            "the operator values a transaction higher or lower; templates and replacements go by it, fees don't change")
    void priority() {
        node.mine(101);
        Transaction tx = spendCoinbase(1, 1_000, 1);
        String txid = tx.txid().toDisplay();
        rpc.call("sendrawtransaction", "[\"" + hex(tx) + "\"]");
        assertThat(rpc.call("prioritisetransaction", "[\"" + txid + "\",0,-1000]")
                        .asBoolean())
                .isTrue();
        JsonNode entry = rpc.call("getmempoolentry", "[\"" + txid + "\"]");
        assertThat(entry.at("/fees/base").decimalValue()).isEqualByComparingTo("0.00001");
        assertThat(entry.at("/fees/modified").decimalValue()).isEqualByComparingTo("0");
        assertThat(entry.at("/fees/ancestor").decimalValue()).isEqualByComparingTo("0");
        assertThat(rpc.call("getblocktemplate", "[{\"rules\":[\"segwit\"]}]").get("transactions"))
                .isEmpty();
        assertThat(rpc.call("getprioritisedtransactions").toString())
                .isEqualTo("{\"" + txid + "\":{\"fee_delta\":-1000,\"in_mempool\":true,\"modified_fee\":0}}");
        rpc.call("prioritisetransaction", "{\"txid\":\"" + txid + "\",\"fee_delta\":1000}");
        assertThat(rpc.call("getprioritisedtransactions")).isEmpty();
        assertThat(rpc.call("getblocktemplate", "[{\"rules\":[\"segwit\"]}]")
                        .at("/transactions/0/fee")
                        .asInt())
                .isEqualTo(1_000);
        rpc.call("prioritisetransaction", "[\"" + UNKNOWN + "\",0,9223372036854775807]");
        rpc.call("prioritisetransaction", "[\"" + UNKNOWN + "\",0,9223372036854775807]");
        assertThat(rpc.call("getprioritisedtransactions").toString())
                .isEqualTo("{\"" + UNKNOWN + "\":{\"fee_delta\":10000000000000,\"in_mempool\":false}}");
        rpc.assertFails(
                "prioritisetransaction",
                "[\"" + txid + "\",1,1]",
                -8,
                "Priority is no longer supported, dummy argument to prioritisetransaction must be 0.");
        rpc.assertFails("prioritisetransaction", "[\"" + txid + "\"]", -1, "prioritisetransaction txid");
        rpc.assertFails("prioritisetransaction", "[\"" + txid + "\",0,1.5]", -1, "JSON integer out of range");
        assertThat(node.hasChainEnded()).isFalse();
    }

    @Test
    @DisplayName("what was sent is in the mempool for the next call, also while the node's snapshot is older")
    void readsItsOwnWrites() {
        node.mine(101);
        node.freezeSnapshot();
        Transaction tx = spendCoinbase(1, 1_000, 1);
        String txid = rpc.call("sendrawtransaction", "[\"" + hex(tx) + "\"]").asText();
        assertThat(rpc.call("getrawmempool").toString()).isEqualTo("[\"" + txid + "\"]");
        assertThat(rpc.call("getmempoolinfo").get("size").asInt()).isEqualTo(1);
        assertThat(rpc.call("getmempoolinfo").get("bytes").asInt()).isEqualTo(tx.size());
        assertThat(rpc.call("getrawtransaction", "[\"" + txid + "\"]").asText()).isEqualTo(hex(tx));
    }

    @Test
    @DisplayName("while the chain thread can't answer, REST says that it is temporarily so")
    void busy() {
        assertThat(node.readChain((chain, mempool) -> {
                    throw new IllegalStateException("a mistake");
                }))
                .isCompletedExceptionally();
        HttpResponse<String> answer = new Client(server).get("/rest/mempool/info.json");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("Service temporarily unavailable: the chain thread has ended\r\n");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    @DisplayName("an amount in a text has the form of a JSON number; a script that can't run counts as burnt")
    void amounts() {
        String start = "[[],{\"" + node.faucetWallet().address() + "\":";
        for (String wrong : List.of(".1", "1.", "+1", "00.1", " 1", "1 ", "", "0x1", "1e", "1e99999")) {
            rpc.assertFails("createrawtransaction", start + "\"" + wrong + "\"}]", -3, "Invalid amount");
        }
        for (String right : List.of("0.1", "1", "1e3", "1E-8", "10.00000000")) {
            rpc.call("createrawtransaction", start + "\"" + right + "\"}]");
        }
        node.mine(101);
        Transaction burning = node.faucetWallet()
                .sign(
                        node.faucetWallet().firstCoin().outPoint(),
                        List.of(
                                new TxOut(new Amount(1_000), new Script(ByteString.ofHex("ff"))),
                                new TxOut(
                                        new Amount(49_9999_0000L),
                                        node.faucetWallet().scriptPubKey())));
        rpc.assertFails(
                "sendrawtransaction",
                "[\"" + hex(burning) + "\"]",
                -25,
                "Unspendable output exceeds maximum configured by user (maxburnamount)");
        rpc.assertFails("gettxout", "[\"" + UNKNOWN + "\",-1]", -1, "JSON integer out of range");
        rpc.assertFails("decodescript", "[\"zz\"]", -8, "argument must be hexadecimal string (not 'zz')");
        rpc.assertFails("verifytxoutproof", "[\"zz\"]", -8, "proof must be hexadecimal string (not 'zz')");
        rpc.assertFails("disconnectnode", "[]", -32602, "Only one of address and nodeid should be provided.");
        rpc.assertFails("generateblock", "[\"x\",[]]", -5, "Error: Invalid address or descriptor");
    }
}
