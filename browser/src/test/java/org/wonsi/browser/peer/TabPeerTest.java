package org.wonsi.browser.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.grack.nanojson.JsonArray;
import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.NonceSearch;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.coin.PaymentSigner;
import org.wonsi.lab.story.BlockCase;
import org.wonsi.lab.story.BlockStory;

/** On the JVM; the node's test of pages runs the same in a browser. */
@DisplayName("A tab's own node")
class TabPeerTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
    private static final ChainParams PARAMS = BlockStory.params();
    private static final Script ANYONE = new Script(ByteString.ofHex("51"));

    /** Blocks of the story before the first that breaks a rule. */
    private static final int SETUP = 110;

    private final Speaker node = speaker();
    private long mined;

    private static Speaker speaker() {
        return new Speaker(new TabPeer(PARAMS, "Kim", 1, NOW), PARAMS, NOW);
    }

    private static List<BlockCase> story() {
        return BlockStory.cases(NOW.getEpochSecond());
    }

    /** The first blocks of the story, all good. */
    private static List<Block> blocks(int count) {
        return story().stream().limit(count).map(BlockCase::block).toList();
    }

    private void tellAll(List<Block> blocks) throws JsonParserException {
        for (Block block : blocks) {
            node.tell(block);
        }
    }

    private static String tip(Speaker node) throws JsonParserException {
        return node.state().getString("tip");
    }

    @Test
    @DisplayName(
            "checks every rule by itself: each block of the story gets its reason and its tip, and who sends a bad one"
                    + " is left")
    void everyRule() throws JsonParserException {
        Map<String, BlockHash> hashes = new HashMap<>();
        story().forEach(step -> hashes.put(step.name(), step.block().hash()));
        int refused = 0;
        node.connect();
        for (BlockCase step : story()) {
            int before = node.state().getInt("refusals");
            int given = node.given;
            if (step.verdict() != BlockCase.Verdict.ORPHAN) {
                node.tell(step.block());
            }
            boolean told = node.state().getInt("refusals") > before;
            if (!told && node.given == given) {
                // Of a weak branch, or without its parent: it doesn't ask for it.
                node.tab.submit(step.block(), NOW);
                node.perform();
                told = node.state().getInt("refusals") > before;
            }
            if (told) {
                refused++;
                JsonObject refusal = node.state().getObject("refused_block");
                assertThat(refusal.getString("id"))
                        .as("%s", step)
                        .isEqualTo(step.block().hash().toDisplay());
                assertThat(refusal.getString("reason")).as("%s", step).isEqualTo(step.rejectString());
                assertThat(refusal.getString("kind")).isEqualTo("block");
            }
            if (node.closed.isPresent()) {
                assertThat(step.verdict()).as("hung up after %s", step).isEqualTo(BlockCase.Verdict.INVALID);
                assertThat(step.reason()).as("%s", step).isNotEqualTo(RejectReason.TIME_TOO_NEW);
                node.connect();
            }
            assertThat(tip(node))
                    .as("tip after %s", step)
                    .isEqualTo(Objects.requireNonNull(hashes.get(step.tip())).toDisplay());
        }
        assertThat(refused).isGreaterThan(40);
        // What is kept is the chain that it ended on, through all its reorganisations.
        assertThat(node.shelf.keySet()).containsExactlyInAnyOrderElementsOf(activeHashes(node));
    }

    private static List<String> activeHashes(Speaker node) {
        List<String> hashes = new ArrayList<>();
        for (HeaderNode at = node.tab.chain().tip();
                at.height() > 0;
                at = at.parent().orElseThrow()) {
            hashes.add(0, at.hash().toDisplay());
        }
        return hashes;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 24, 1_000})
    @DisplayName("reads messages wherever the bytes are cut")
    void pieces(int bytes) throws JsonParserException {
        node.piece = bytes;
        node.connect();
        tellAll(blocks(5));
        assertThat(node.state().getInt("height")).isEqualTo(5);
        assertThat(node.state().getBoolean("connected")).isTrue();
        assertThat(node.closed).isEmpty();
    }

    @Test
    @DisplayName("goes on after a reload from the blocks that it kept, each checked again, and keeps none twice")
    void restored() throws JsonParserException {
        node.connect();
        tellAll(blocks(30));
        Speaker again = speaker();
        for (String hash : activeHashes(node)) {
            assertThat(again.tab.restore(ByteString.ofHex(Objects.requireNonNull(node.shelf.get(hash))), NOW))
                    .isEmpty();
        }
        again.tab.restored();
        again.perform();
        assertThat(tip(again)).isEqualTo(tip(node));
        assertThat(again.state().getInt("restored")).isEqualTo(30);
        assertThat(again.shelf).isEmpty();
        assertThat(again.tab.first()).isEqualTo(activeHashes(node).get(0));

        again.connect();
        again.tell(blocks(31).get(30));
        assertThat(again.shelf).hasSize(1);
        assertThat(again.state().getInt("height")).isEqualTo(31);
    }

    @Test
    @DisplayName("throws away what was damaged, and what then belongs to nothing, with the reason; the rest is fetched")
    void damaged() throws JsonParserException {
        List<Block> blocks = blocks(6);
        byte[] wrong = blocks.get(3).encode().toByteArray();
        wrong[wrong.length - 5] ^= 1;
        assertThat(node.tab.restore(ByteString.ofHex("00"), NOW).orElseThrow()).startsWith("no block: ");
        for (int i = 0; i < 3; i++) {
            assertThat(node.tab.restore(blocks.get(i).encode(), NOW)).isEmpty();
        }
        assertThat(node.tab.restore(ByteString.copyOf(wrong), NOW)).contains("bad-txnmrklroot");
        assertThat(node.tab.restore(blocks.get(4).encode(), NOW)).contains("prev-blk-not-found");
        assertThat(node.tab.restore(ChainParams.mainnet().genesis().encode(), NOW))
                .contains("prev-blk-not-found");
        node.tab.restored();
        assertThat(node.state().getInt("height")).isEqualTo(3);
        // What was kept is nobody's lie.
        assertThat(node.state().getInt("refusals")).isZero();
        assertThat(node.state().has("refused_block")).isFalse();
        node.connect();
        tellAll(blocks);
        assertThat(node.state().getInt("height")).isEqualTo(6);
    }

    @Test
    @DisplayName("closes on another network's bytes, and on more bytes than it can check")
    void badStream() throws JsonParserException {
        node.connect();
        node.sayBytes(ByteString.copyOf(new MessageCodec(ChainParams.mainnet().magic()).encode(new Message.Ping(1))));
        assertThat(node.closed.orElseThrow()).contains("(mainnet)");
        assertThat(node.state().getBoolean("connected")).isFalse();
        assertThat(node.state().getString("goodbye")).contains("(mainnet)");

        node.connect();
        byte[] head = new MessageCodec(PARAMS.magic()).frame("block", new byte[4_000_000]);
        ByteString half = ByteString.copyOf(head, 0, 3_999_999);
        for (int i = 0; i < 4; i++) {
            node.tab.received(half, NOW);
        }
        node.perform();
        assertThat(node.closed).isEmpty();
        node.tab.received(half, NOW);
        node.perform();
        assertThat(node.closed).contains("sends faster than it is checked");
    }

    @Test
    @DisplayName("knows coins, history and proofs from its own chain, and passes a payment on")
    void ledger() throws JsonParserException {
        PrivateKey key = PrivateKey.generate(new SplittableRandom(5));
        Script own = Address.of(key.publicKey(true), PARAMS).scriptPubKey();
        Set<Script> scripts = Set.of(own);
        node.connect();
        tellAll(blocks(SETUP));
        Block first = mine(own);
        Transaction reward = first.transactions().get(0);
        JsonObject young = coins(scripts);
        assertThat(young.getLong("confirmed")).isEqualTo(50_00000000L);
        assertThat(young.getLong("immature")).isEqualTo(50_00000000L);
        for (int i = 0; i < 99; i++) {
            mine(ANYONE);
        }
        assertThat(coins(scripts).getLong("immature")).isZero();

        Transaction payment = PaymentSigner.sign(
                List.of(new PaymentSigner.Owned(new OutPoint(reward.txid(), 0), key)),
                List.of(
                        new TxOut(
                                Amount.ofCoins(20),
                                Address.of(key.publicKey(false), PARAMS).scriptPubKey()),
                        new TxOut(new Amount(29_99990000L), own)));
        assertThat(node.tab.submit(payment, NOW).outcome()).isEqualTo(MempoolResult.Outcome.ACCEPTED);
        node.perform();
        assertThat(node.heard).contains(new Message.Inv(List.of(InventoryItem.of(payment.txid()))));
        JsonObject waiting = coins(scripts);
        assertThat(waiting.getLong("confirmed")).isEqualTo(50_00000000L);
        assertThat(waiting.getLong("outgoing")).isEqualTo(50_00000000L);
        assertThat(waiting.getLong("incoming")).isEqualTo(29_99990000L);
        JsonArray before = JsonParser.array().from(node.tab.ledger().historyJson(scripts));
        assertThat(before).hasSize(2);
        assertThat(before.getObject(0).getString("txid"))
                .isEqualTo(payment.txid().toDisplay());
        assertThat(before.getObject(0).has("height")).isFalse();
        assertThat(before.getObject(0).getLong("spent")).isEqualTo(50_00000000L);
        assertThat(before.getObject(0).getLong("received")).isEqualTo(29_99990000L);
        assertThat(node.tab.ledger().proofJson(payment.txid())).isEmpty();

        Block block = mine(ANYONE);
        mine(ANYONE);
        JsonObject after = coins(scripts);
        assertThat(after.getLong("confirmed")).isEqualTo(29_99990000L);
        assertThat(after.getLong("outgoing")).isZero();
        assertThat(after.getArray("coins").getObject(0).getInt("confirmations")).isEqualTo(2);
        JsonArray history = JsonParser.array().from(node.tab.ledger().historyJson(scripts));
        assertThat(history).hasSize(2);
        assertThat(history.getObject(0).getInt("height")).isEqualTo(SETUP + 101);
        assertThat(history.getObject(1).getBoolean("coinbase")).isTrue();

        JsonObject proof = JsonParser.object()
                .from(node.tab.ledger().proofJson(payment.txid()).orElseThrow());
        assertThat(proof.getString("block")).isEqualTo(block.hash().toDisplay());
        assertThat(proof.getInt("confirmations")).isEqualTo(2);
        List<Hash256> branch = proof.getArray("branch").stream()
                .map(hash -> Hash256.ofDisplay((String) hash))
                .toList();
        BlockHeader header =
                BlockHeader.decode(ByteString.ofHex(proof.getString("header")).reader());
        assertThat(new MerkleProof(proof.getInt("index"), branch).proves(payment, header))
                .isTrue();
        assertThat(node.tab.ledger().proofJson(new Txid(Hash256.ZERO))).isEmpty();
    }

    private JsonObject coins(Set<Script> scripts) throws JsonParserException {
        return JsonParser.object().from(node.tab.ledger().coinsJson(scripts));
    }

    /** A block that the tab's own node makes and finds. */
    private Block mine(Script payTo) throws JsonParserException {
        BlockTemplate template = BlockTemplate.create(
                node.tab.chain(), node.tab.mempool(), payTo, "/Kim/", ++mined, NOW.getEpochSecond());
        NonceSearch.Result found = new ScalarNonceSearch()
                .search(template.header(), template.target().limit(), 0, 1_000_000);
        assertThat(found.solves(template.target().limit())).isTrue();
        Block block = template.block(found.nonce());
        assertThat(node.tab.submit(block, NOW).outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
        node.perform();
        return block;
    }
}
