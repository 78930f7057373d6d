package org.wonsi.lab.story;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.OutPoint;

/** A builder of block cases: it adds them to a story one by one, and keeps their names. */
final class BlockCaseBuilder {
    static final String GENESIS = "genesis";

    private record Placed(Block block, int height) {}

    private final ChainParams params;
    private final Map<String, Placed> named = new HashMap<>();
    private final List<BlockCase> steps = new ArrayList<>();
    private String tip = GENESIS;

    BlockCaseBuilder(ChainParams params) {
        this.params = params;
        named.put(GENESIS, new Placed(params.genesis(), 0));
    }

    List<BlockCase> steps() {
        return List.copyOf(steps);
    }

    String tip() {
        return tip;
    }

    int height(String name) {
        return placed(name).height;
    }

    Block block(String name) {
        return placed(name).block;
    }

    /** The coin a block's coinbase made. */
    OutPoint coinbaseOf(String name) {
        return new OutPoint(block(name).transactions().get(0).txid(), 0);
    }

    private Placed placed(String name) {
        Placed placed = named.get(name);
        if (placed == null) {
            throw new IllegalStateException("the story has no block " + name);
        }
        return placed;
    }

    /** A valid, empty block on this one, ten minutes later. */
    BlockDraft on(String parent) {
        Placed before = placed(parent);
        int height = before.height + 1;
        return new BlockDraft(
                before.block.hash(),
                height,
                before.block.header().time() + 600,
                params.genesis().header().bits(),
                Subsidy.at(height, params.halvingInterval()),
                steps.size());
    }

    /** The block becomes the tip. */
    void connects(String name, String parent, BlockDraft draft, String sentence) {
        tip = name;
        add(name, parent, draft.build(), draft.height(), sentence, BlockCase.Verdict.ACCEPTED, List.of());
    }

    /** The block is taken, and the tip is this one afterwards: the same as before, if the branch has less work. */
    void accepted(String name, String parent, BlockDraft draft, String tipAfterwards, String sentence) {
        tip = tipAfterwards;
        add(name, parent, draft.build(), draft.height(), sentence, BlockCase.Verdict.ACCEPTED, List.of());
    }

    /** The block is refused. */
    void refused(String name, String parent, BlockDraft draft, RejectReason reason, String sentence) {
        refused(name, parent, draft.build(), draft.height(), new Violation(reason, ""), sentence);
    }

    /** The block is refused with a reason that takes an argument. */
    void refused(String name, String parent, BlockDraft draft, RejectReason reason, String argument, String sentence) {
        refused(name, parent, draft.build(), draft.height(), new Violation(reason, argument, ""), sentence);
    }

    void refused(String name, String parent, Block block, int height, Violation violation, String sentence) {
        add(name, parent, block, height, sentence, BlockCase.Verdict.INVALID, List.of(violation));
    }

    /** A block whose parent wasn't told yet. */
    void orphan(String name, String parent, Block block, int height, String sentence) {
        add(
                name,
                parent,
                block,
                height,
                sentence,
                BlockCase.Verdict.ORPHAN,
                List.of(new Violation(RejectReason.PREV_BLOCK_NOT_FOUND, "")));
    }

    /** Names a block without telling it. */
    Block keep(String name, BlockDraft draft) {
        Block block = draft.build();
        named.put(name, new Placed(block, draft.height()));
        return block;
    }

    /** The block comes now, and after it this is the tip. */
    void add(String name, String parent, Block block, int height, String tipAfterwards, String sentence) {
        tip = tipAfterwards;
        add(name, parent, block, height, sentence, BlockCase.Verdict.ACCEPTED, List.of());
    }

    private void add(
            String name,
            String parent,
            Block block,
            int height,
            String sentence,
            BlockCase.Verdict verdict,
            List<Violation> violation) {
        named.put(name, new Placed(block, height));
        steps.add(new BlockCase(
                name, parent, sentence, block, verdict, violation.isEmpty() ? null : violation.get(0), tip));
    }
}
