package org.wonsi.node.store.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.BlockConnector;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.ReadConnection;

/**
 * A verification that compares the tables with the stored blocks, and the blocks with the rules.
 *
 * <p>The tables keep every output with its spender, so the coins before any block can be asked of them: those made below
 * and not spent below. A block is connected again on exactly these, without a copy of the set. Over the whole chain that
 * is a replay: each block's rows are compared before later blocks rely on them.
 */
public final class Verification {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final ReadConnection reader;
    private final BlockReads blocks;
    private final RowComparison rows;
    private final VerificationPlan plan;
    private final List<String> faults = new ArrayList<>();
    private final Sums sums = new Sums();
    private long lastReport = System.nanoTime();

    /** The sums over the blocks looked at, for comparison with the tables. */
    private static final class Sums {
        private long transactions;
        private long inputs;
        private long outputs;
    }

    public Verification(ReadConnection reader, BlockReads blocks, VerificationPlan plan) {
        this.reader = reader;
        this.blocks = blocks;
        this.rows = new RowComparison(reader);
        this.plan = plan;
    }

    /** Within one state of the database. */
    public VerificationReport run() {
        BlockInfo tip = blocks.tip().orElseThrow();
        int first = plan.blocks() == 0 || plan.blocks() > tip.height() ? 0 : tip.height() - plan.blocks() + 1;
        Optional<HeaderNode> branch = plan.headers().apply(tip.hash());
        if (branch.isEmpty()) {
            faults.add("the tip " + tip.height() + " " + tip.hash() + " has no valid header");
            return new VerificationReport(first, first - 1, 0, 0, faults);
        }
        int height = first;
        while (height <= tip.height()
                && faults.size() < VerificationReport.MAX_FAULTS
                && !plan.cancelled().getAsBoolean()) {
            verify(branch.get().ancestor(height));
            report(height - first + 1, tip.height() - first + 1);
            height++;
        }
        boolean all = height > tip.height() && faults.isEmpty();
        if (all && plan.level() >= 3) {
            rows.checkEnds(tip).ifPresent(faults::add);
            if (first == 0) {
                compareCounts();
            }
        }
        return new VerificationReport(first, height - 1, sums.transactions, sums.outputs, faults);
    }

    private void verify(HeaderNode node) {
        Block block;
        try {
            Optional<Block> body = BlockReads.body(reader, node.hash());
            if (body.isEmpty()) {
                fault(node, "isn't stored");
                return;
            }
            block = body.get();
        } catch (DamagedBlockException e) {
            fault(node, "is damaged: " + e.detail());
            return;
        }
        count(block);
        Optional<String> found = checkHeader(node);
        if (plan.level() >= 1) {
            found = found.or(() -> checkRules(node, block));
        }
        if (plan.level() >= 2) {
            found = found.or(() -> rows.checkSpent(node, block));
        }
        if (plan.level() >= 3) {
            found = found.or(() -> rows.checkMade(node, block));
        }
        if (plan.level() >= 4) {
            found = found.or(() -> checkConnects(node, block));
        }
        found.ifPresent(detail -> fault(node, detail));
    }

    private void count(Block block) {
        sums.transactions += block.transactions().size();
        for (var tx : block.transactions()) {
            sums.inputs += tx.isCoinbase() ? 0 : tx.inputs().size();
            sums.outputs += tx.outputs().size();
        }
    }

    private void fault(HeaderNode node, String detail) {
        faults.add("block " + node.height() + " " + node.hash() + ": " + detail);
    }

    private Optional<String> checkHeader(HeaderNode node) {
        Optional<BlockHash> active = blocks.hashAt(node.height());
        if (!active.equals(Optional.of(node.hash()))) {
            return Optional.of("table chain names another block at this height: "
                    + active.map(Object::toString).orElse("none"));
        }
        BlockInfo info = blocks.block(node.hash()).orElseThrow();
        boolean right = info.header().equals(node.header())
                && info.height() == node.height()
                && info.chainWork().equals(node.chainWork());
        return right ? Optional.empty() : Optional.of("its row in table header differs from its header");
    }

    private Optional<String> checkRules(HeaderNode node, Block block) {
        return node.parent()
                .flatMap(parent -> BlockRules.check(block, node.hash(), plan.params())
                        .or(() -> BlockRules.checkInContext(block, parent, plan.params())))
                .map(Object::toString);
    }

    private Optional<String> checkConnects(HeaderNode node, Block block) {
        return node.parent()
                .flatMap(parent -> new BlockConnector(
                                block, node.hash(), parent, rows.coinsBefore(node.height()), plan.params())
                        .check(plan.scripts()))
                .map(Object::toString);
    }

    /** Rows that belong to no block would be coins that nobody made. */
    private void compareCounts() {
        compare("table tx", sums.transactions, "SELECT count(*) FROM tx");
        compare("table output", sums.outputs, "SELECT count(*) FROM output");
        compare(
                "the spent outputs",
                sums.inputs,
                "SELECT count(*) FROM output WHERE spent_by > 0 AND spent_input >= 0");
    }

    private void compare(String what, long expected, String sql) {
        long found = reader.number(sql);
        if (found != expected) {
            faults.add(what + ": " + found + " rows, the blocks make " + expected);
        }
    }

    private void report(int done, int all) {
        if (System.nanoTime() - lastReport >= REPORT_NANOS) {
            lastReport = System.nanoTime();
            plan.listener().accept(new ImportProgress(done, all, done, 0, sums.transactions, 0, faults.size()));
        }
    }
}
