package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.service.ChainControl.Judgement;

@DisplayName("getblocktemplate gives miners work, and judges what they propose")
class RpcTemplateTest {
    private static final String RULES = "[{\"rules\":[\"segwit\"]}]";

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

    /** A block on the tip, without work. */
    private Block open() {
        return Block.decode(ByteString.ofHex(
                rpc.call("generateblock", "[\"raw(51)\",[],false]").get("hex").asText()));
    }

    private JsonNode propose(Block block) {
        return rpc.call(
                "getblocktemplate",
                "[{\"mode\":\"proposal\",\"data\":\"" + block.encode().toHex() + "\"}]");
    }

    private static Block with(Block block, BlockHash prev, Hash256 root, long time, long bits) {
        BlockHeader header = block.header();
        return new Block(
                new BlockHeader(header.version(), prev, root, time, bits, header.nonce()), block.transactions());
    }

    private static Block withCoinbase(Block block, Transaction coinbase) {
        List<Transaction> transactions = List.of(coinbase);
        BlockHeader h = block.header();
        return with(
                new Block(h, transactions),
                h.prevBlock(),
                MerkleTree.of(List.of(coinbase.txid().hash())).root(),
                h.time(),
                h.bits());
    }

    @Test
    @DisplayName("a template is Core's, and only for those who know the segwit rule")
    void template() {
        node.mine(1);
        JsonNode template = rpc.call("getblocktemplate", RULES);
        assertThat(template.get("capabilities").get(0).asText()).isEqualTo("proposal");
        assertThat(template.get("coinbasevalue").asLong()).isEqualTo(50_00000000L);
        assertThat(template.get("height").asInt()).isEqualTo(2);
        assertThat(template.get("bits").asText()).isEqualTo("207fffff");
        assertThat(template.get("sizelimit").asInt()).isEqualTo(1_000_000);
        assertThat(template.get("sigoplimit").asInt()).isEqualTo(20_000);
        assertThat(template.get("longpollid").asText())
                .startsWith(rpc.call("getbestblockhash").asText());
        rpc.assertFails("getblocktemplate", "[]", -1, "getblocktemplate template_request");
        rpc.assertFails("getblocktemplate", "[{}]", -8, "must be called with the segwit rule set");
        rpc.assertFails("getblocktemplate", "[{\"rules\":[\"csv\"]}]", -8, "segwit rule set");
        rpc.assertFails("getblocktemplate", "[{\"mode\":5,\"rules\":[\"segwit\"]}]", -8, "Invalid mode");
        rpc.assertFails("getblocktemplate", "[\"x\"]", -3, "not of expected type object");
    }

    @Test
    @DisplayName("a good proposal needs no work; a bad one is told the rule it breaks; neither changes the chain")
    void proposals() {
        node.mine(1);
        Block open = open();
        assertThat(propose(open).isNull()).isTrue();
        BlockHeader h = open.header();
        Hash256 root = h.merkleRoot();
        Hash256 other = Hash256.ofDisplay("11".repeat(32));
        assertThat(propose(with(open, h.prevBlock(), other, h.time(), h.bits())).asText())
                .isEqualTo("bad-txnmrklroot");
        assertThat(propose(with(open, new BlockHash(other), root, h.time(), h.bits()))
                        .asText())
                .isEqualTo("inconclusive-not-best-prevblk");
        assertThat(propose(with(open, h.prevBlock(), root, h.time(), 0x207ffffeL))
                        .asText())
                .isEqualTo("bad-diffbits");
        assertThat(propose(with(open, h.prevBlock(), root, TestNode.NOW + 7_201, h.bits()))
                        .asText())
                .isEqualTo("time-too-new");
        assertThat(propose(with(open, h.prevBlock(), root, TestNode.NOW + 7_200, h.bits()))
                        .isNull())
                .isTrue();
        Transaction coinbase = open.transactions().get(0);
        Transaction greedy = new Transaction(
                coinbase.version(),
                coinbase.inputs(),
                List.of(new TxOut(new Amount(50_00000001L), Script.ofHex("51"))),
                coinbase.lockTime());
        assertThat(propose(withCoinbase(open, greedy)).asText()).isEqualTo("bad-cb-amount");
        assertThat(rpc.call("getblockcount").asInt()).isEqualTo(1);
        assertThat(rpc.call("getchaintips")).hasSize(1);
    }

    @Test
    @DisplayName("a proposal that is known already is called a duplicate, by what is known of it")
    void known() {
        List<Block> mined = node.mine(2);
        assertThat(propose(mined.get(1)).asText()).isEqualTo("duplicate");
        Block next = node.mine(1).get(0);
        node.judge(next.hash(), Judgement.INVALID).join();
        assertThat(propose(next).asText()).isEqualTo("duplicate-invalid");
        rpc.assertFails("getblocktemplate", "[{\"mode\":\"proposal\"}]", -3, "Missing data String key for proposal");
        rpc.assertFails("getblocktemplate", "[{\"mode\":\"proposal\",\"data\":\"00\"}]", -22, "Block decode failed");
    }

    @Test
    @DisplayName("a long poll is answered when the tip moves, at once if it has moved already")
    void longPoll() {
        String id = rpc.call("getblocktemplate", RULES).get("longpollid").asText();
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(
                () -> rpc.call("getblocktemplate", "[{\"rules\":[\"segwit\"],\"longpollid\":\"" + id + "\"}]"));
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (rpc.call("getrpcinfo").get("active_commands").size() < 2) {
            assertThat(System.nanoTime()).as("the call should wait").isLessThan(deadline);
        }
        assertThat(waiting).isNotDone();
        node.mine(1);
        assertThat(waiting.join().get("height").asInt()).isEqualTo(2);
        assertThat(rpc.call("getblocktemplate", "[{\"rules\":[\"segwit\"],\"longpollid\":\"" + id + "\"}]")
                        .get("height")
                        .asInt())
                .isEqualTo(2);
        rpc.assertFails(
                "getblocktemplate", "[{\"rules\":[\"segwit\"],\"longpollid\":\"12\"}]", -8, "must be of length 64");
    }

    @Test
    @DisplayName("a submitted block on a branch with less work is inconclusive, and must begin with a coinbase")
    void submitted() {
        Block one = node.mine(1).get(0);
        node.judge(one.hash(), Judgement.INVALID).join();
        String side =
                rpc.call("generateblock", "[\"raw(52)\",[],false]").get("hex").asText();
        node.judge(one.hash(), Judgement.RECONSIDERED).join();
        node.mine(1);
        assertThat(rpc.call("submitblock", "[\"" + side + "\"]").asText()).isEqualTo("inconclusive");
        rpc.assertFails(
                "submitblock",
                "[\"" + one.encode().toHex().substring(0, 160) + "00\"]",
                -22,
                "Block does not start with a coinbase");
    }
}
