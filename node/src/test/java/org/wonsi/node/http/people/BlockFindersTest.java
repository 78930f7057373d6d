package org.wonsi.node.http.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.script.Script;
import org.wonsi.node.http.TestNode;
import org.wonsi.node.http.people.Leaderboard.Finder;
import org.wonsi.node.http.route.SiblingNodes;

@DisplayName("The count of blocks by finder")
class BlockFindersTest {
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final Script ANYONE = Script.ofHex("51");
    private static final Address JIU = address(7);
    private static final Address MINJUN = address(8);

    @TempDir
    Path directory;

    private final RoomPeople people = new RoomPeople();
    private final Branch branch = new Branch();
    private long nanos = 1;
    private TestNode node;
    private BlockFinders finders;

    @BeforeEach
    void start() {
        node = new TestNode(directory);
        finders = new BlockFinders(new SiblingNodes(node), people, () -> nanos);
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private static Address address(int key) {
        byte[] bytes = new byte[32];
        bytes[31] = (byte) key;
        return Address.of(PrivateKey.of(bytes).publicKey(true), PARAMS);
    }

    /** Blocks one upon the other, made beside the node. */
    private static final class Branch {
        private final ChainState chain = new ChainState(PARAMS, new MemoryChainStore(), ScriptCheckRunner.inOrder());
        private final Mempool mempool = new Mempool(chain, RelayPolicy.standard());

        Block next(String tag, Script payout) {
            int height = chain.tip().height() + 1;
            long time = PARAMS.genesis().header().time() + 600L * height;
            Block block = Mining.solve(BlockTemplate.create(chain, mempool, payout, tag, 0, time));
            take(block);
            return block;
        }

        void take(Block block) {
            assertThat(chain.acceptBlock(block, block.header().time()).outcome())
                    .isEqualTo(BlockResult.Outcome.ACCEPTED);
        }
    }

    private void give(Block block) {
        assertThat(node.submitBlock(block).join().outcome()).isEqualTo(BlockResult.Outcome.ACCEPTED);
    }

    private Leaderboard count() {
        nanos += BlockFinders.GOOD_NANOS;
        return finders.count();
    }

    private void names(String device, String name, Address address) {
        people.name(device, name, "192.168.0.7", address.toString(), Instant.EPOCH);
    }

    @Test
    @DisplayName(
            "knows people by the address that they told before, nodes by their names, and others by what the block says")
    void kinds() {
        names("a", "지우", JIU);
        give(branch.next("/Seoul/", ANYONE));
        give(branch.next("/Seoul/", JIU.scriptPubKey()));
        give(branch.next("/지우/", JIU.scriptPubKey()));
        give(branch.next("/지우/", MINJUN.scriptPubKey()));
        give(branch.next("no name", ANYONE));
        assertThat(count())
                .isEqualTo(new Leaderboard(
                        1,
                        List.of(
                                new Finder("지우", "person", 2, 0),
                                new Finder("?", "other", 1, 0),
                                new Finder("Seoul", "node", 1, 0),
                                new Finder("지우", "other", 1, 0))));
        // Who comes later can't say that another's address was his; and a new name takes the blocks along.
        names("b", "민준", JIU);
        names("a", "Jiu", MINJUN);
        assertThat(count().finders())
                .contains(new Finder("Jiu", "person", 3, 0))
                .doesNotContain(new Finder("민준", "person", 2, 0));
    }

    @Test
    @DisplayName("counts what lost, and again what wins after all")
    void stale() {
        Branch rival = new Branch();
        give(branch.next("/one/", ANYONE));
        give(branch.next("/one/", ANYONE));
        assertThat(count().finders()).containsExactly(new Finder("one", "other", 2, 0));
        give(rival.next("/two/", ANYONE));
        give(rival.next("/two/", ANYONE));
        assertThat(count().finders())
                .containsExactly(new Finder("one", "other", 2, 0), new Finder("two", "other", 0, 2));
        give(rival.next("/two/", ANYONE));
        assertThat(count().finders())
                .containsExactly(new Finder("two", "other", 3, 0), new Finder("one", "other", 0, 2));
    }

    @Test
    @DisplayName("is made at most once a second")
    void kept() {
        give(branch.next("/one/", ANYONE));
        Leaderboard first = count();
        give(branch.next("/one/", ANYONE));
        nanos += BlockFinders.GOOD_NANOS - 1;
        assertThat(finders.count()).isSameAs(first);
        nanos++;
        assertThat(finders.count().finders()).containsExactly(new Finder("one", "other", 2, 0));
    }

    @Test
    @DisplayName("covers a thousand heights, and fifty finders at most")
    void most() {
        for (int i = 0; i < 60; i++) {
            give(branch.next("/n" + i + "/", ANYONE));
        }
        for (int i = 0; i < BlockFinders.HEIGHTS; i++) {
            give(branch.next("/n" + i % 51 + "/", ANYONE));
        }
        Leaderboard board = count();
        assertThat(board.from()).isEqualTo(61);
        assertThat(board.finders()).hasSize(50);
        assertThat(board.finders().get(0)).isEqualTo(new Finder("n0", "other", 20, 0));
        assertThat(board.finders().get(49).found()).isEqualTo(19);
    }
}
