package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.HeaderView;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;

/** A branch of blocks that an attacker mines before it shows them; the first may hold payments that no node accepts. */
public final class SecretBranch {
    private SecretBranch() {}

    /**
     * Mines one.
     *
     * @param on the block it leaves the others' chain at
     * @param like a node of that network
     */
    public static List<Block> mine(
            ExperimentContext context,
            Attacker attacker,
            HeaderView on,
            int blocks,
            Script payTo,
            Node like,
            List<Transaction> payments)
            throws InterruptedException {
        List<Block> branch = new ArrayList<>();
        HeaderView parent = on;
        for (int i = 1; i <= blocks; i++) {
            context.waitFor("mining " + i + " " + blocks);
            long bits = HeaderRules.requiredBits(parent, like.params()).bits();
            long time = time(parent, like);
            Block block = attacker.blockOn(
                    parent.hash(), on.height() + i, time, bits, payTo, i == 1 ? payments : List.of(), like);
            branch.add(block);
            parent = new Ahead(parent, block.header());
        }
        context.waitFor("");
        return branch;
    }

    /** One spacing after the parent, but no later than nodes accept now. */
    private static long time(HeaderView parent, Node like) {
        long latest = like.clock().instant().getEpochSecond() + like.params().maxFutureSeconds() - 1;
        long usual = parent.header().time() + like.params().targetSpacing();
        return Math.max(parent.medianTimePast() + 1, Math.min(usual, latest));
    }

    /** Mines the block that follows on an empty or a longer branch. */
    public static Block next(
            ExperimentContext context, Attacker attacker, HeaderView on, List<Block> branch, Script payTo, Node like)
            throws InterruptedException {
        HeaderView parent = on;
        for (Block block : branch) {
            parent = new Ahead(parent, block.header());
        }
        return mine(context, attacker, parent, 1, payTo, like, List.of()).get(0);
    }

    /** A header that no node knows yet, in its place: the target of the next one may depend on it. */
    private record Ahead(HeaderView parent, BlockHeader header) implements HeaderView {
        private static final int MEDIAN_OF = 11;

        @Override
        public BlockHash hash() {
            return header.hash();
        }

        @Override
        public int height() {
            return parent.height() + 1;
        }

        @Override
        public long medianTimePast() {
            long[] times = LongStream.rangeClosed(Math.max(0, height() - MEDIAN_OF + 1), height())
                    .map(at -> ancestor((int) at).header().time())
                    .sorted()
                    .toArray();
            return times[times.length / 2];
        }

        @Override
        public Optional<HeaderView> previous() {
            return Optional.of(parent);
        }

        @Override
        public HeaderView ancestor(int wanted) {
            return wanted == height() ? this : parent.ancestor(wanted);
        }
    }
}
