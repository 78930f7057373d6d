package org.wonsi.browser.network;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.browser.answer.ChainAnswers;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.lab.live.Forger;
import org.wonsi.lab.live.LiveMiner;
import org.wonsi.lab.live.LiveNode;
import org.wonsi.lab.live.Stranger;

/**
 * The search that a person has ordered: a node's next block, or a forged branch. While it goes on the nodes' miners rest, so that the whole
 * device works for it. There is one at a time.
 */
public final class TabOrders {
    private final TabNetwork tab;
    private @Nullable Search current;
    private String done = "";

    TabOrders(TabNetwork tab) {
        this.tab = tab;
    }

    /** A search that is going on. */
    private interface Search {
        /** Tries so many nonces; what came of it, once it is done. */
        Optional<String> search(int tries);

        /** How far it is. */
        void progress(JsonStringWriter out);
    }

    /**
     * Orders a node's next block.
     *
     * @throws MalformedException if there is no such node, or another search goes on
     */
    public void block(String node) {
        LiveNode miner = tab.node(node);
        begin(new BlockSearch(tab.miners().get(miner.number())));
    }

    /**
     * Orders a changed block's work and that of blocks after it, until the branch is longer than a node's chain; it is then delivered to that
     * node.
     *
     * @throws MalformedException if there is no such node, the bytes are no block, the node doesn't know the block before, or another
     *     search goes on
     */
    public void forgery(String node, String hex) {
        LiveNode victim = tab.node(node);
        Block changed = ChainAnswers.block(hex);
        begin(new BranchSearch(
                victim,
                new Forger(victim, changed, tab.accounts().get(victim.number()).script(), new ScalarNonceSearch())));
    }

    private void begin(Search search) {
        if (current != null) {
            throw new MalformedException("a block is being searched for already");
        }
        current = search;
        done = "";
    }

    /** Lets the search that was ordered try so many nonces; false if there is none. */
    boolean search(int tries) {
        Search going = current;
        if (going == null) {
            return false;
        }
        going.search(tries).ifPresent(result -> {
            done = result;
            current = null;
        });
        return true;
    }

    /** How far the search is: blocks found, blocks needed, tries; {@code {}} if there is none. */
    public String progress() {
        JsonStringWriter out = JsonWriter.string().object();
        if (current != null) {
            current.progress(out);
        }
        return out.end().done();
    }

    /** What came of it, once; empty while it goes on. */
    public String takeDone() {
        String taken = done;
        done = "";
        return taken;
    }

    /** Gives it up. */
    public void giveUp() {
        current = null;
    }

    /** A node's verdict on what a stranger sent it, in an object that isn't ended. */
    static JsonStringWriter verdict(LiveNode node, Stranger.Outcome outcome) {
        JsonStringWriter out =
                JsonWriter.string().object().value("node", node.name()).value("refused", outcome.refused());
        if (outcome.refused()) {
            out.value("reason", outcome.reason()).value("detail", outcome.detail());
        }
        return out.value("farewell", outcome.farewell())
                .value("tip_height", node.chain().tip().height())
                .value("tip_hash", node.chain().tip().hash().toDisplay());
    }

    /** A node's own miner at work. */
    private final class BlockSearch implements Search {
        private final LiveMiner miner;

        BlockSearch(LiveMiner miner) {
            this.miner = miner;
        }

        @Override
        public Optional<String> search(int tries) {
            Optional<Block> found = miner.search(tries, tab.network().now());
            found.ifPresent(block -> tab.submit(miner.node(), block));
            return found.map(block -> JsonWriter.string()
                    .object()
                    .array("hashes")
                    .value(block.hash().toDisplay())
                    .end()
                    .end()
                    .done());
        }

        @Override
        public void progress(JsonStringWriter out) {
            out.value("blocks", 0).value("of", 1).value("tries", miner.tries());
        }
    }

    /** A forger at work, against the work of all. */
    private static final class BranchSearch implements Search {
        private final LiveNode victim;
        private final Forger forger;

        BranchSearch(LiveNode victim, Forger forger) {
            this.victim = victim;
            this.forger = forger;
        }

        @Override
        public Optional<String> search(int tries) {
            if (!forger.search(tries)) {
                return Optional.empty();
            }
            Stranger.Outcome outcome = Stranger.deliver(victim, forger.branch());
            return Optional.of(verdict(victim, outcome)
                    .value("blocks", forger.branch().size())
                    .value("tries", forger.tries())
                    .end()
                    .done());
        }

        @Override
        public void progress(JsonStringWriter out) {
            out.value("blocks", forger.branch().size())
                    .value("of", forger.blocks())
                    .value("tries", forger.tries());
        }
    }
}
