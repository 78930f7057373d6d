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

/**
 * A builder of the list of block cases: it adds one after another, each block on a named earlier one.
 *
 * <p>It keeps the blocks by name, and which of them a correct node has as its tip after each case, so that a case says only
 * what is special about its block. Every case ends in {@link #add}.
 */
final class BlockCaseBuilder {
    static final String GENESIS = "genesis";

    /** A built block with its height. */
    private record Placed(Block block, int height) {}

    private final ChainParams params;
    private final Map<String, Placed> named = new HashMap<>();
    private final List<BlockCase> cases = new ArrayList<>();
    private String tip = GENESIS;

    BlockCaseBuilder(ChainParams params) {
        this.params = params;
        named.put(GENESIS, new Placed(params.genesis(), 0));
    }

    /** The cases added so far, in the order in which a node is given their blocks. */
    List<BlockCase> cases() {
        return List.copyOf(cases);
    }

    /** The block that a correct node has as its tip now. */
    String tip() {
        return tip;
    }

    int height(String name) {
        return placed(name).height;
    }

    Block block(String name) {
        return placed(name).block;
    }

    /** The output of a block's coinbase. */
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

    /** A draft of a valid, empty block on this one, ten minutes later; its case makes it special. */
    BlockDraft on(String parent) {
        Placed before = placed(parent);
        int height = before.height + 1;
        return new BlockDraft(
                before.block.hash(),
                height,
                before.block.header().time() + 600,
                params.genesis().header().bits(),
                Subsidy.at(height, params.halvingInterval()),
                cases.size());
    }

    /** Adds a case: the block becomes the tip. */
    void connects(String name, String parent, BlockDraft draft, String sentence) {
        tip = name;
        add(name, parent, draft.build(), draft.height(), sentence, BlockCase.Verdict.ACCEPTED, List.of());
    }

    /** Adds a case: the block is taken, and the tip is this one afterwards, the same as before if the branch has less work. */
    void accepted(String name, String parent, BlockDraft draft, String tipAfterwards, String sentence) {
        tip = tipAfterwards;
        add(name, parent, draft.build(), draft.height(), sentence, BlockCase.Verdict.ACCEPTED, List.of());
    }

    /** Adds a case: the block is refused for this reason. */
    void refused(String name, String parent, BlockDraft draft, RejectReason reason, String sentence) {
        refused(name, parent, draft.build(), draft.height(), new Violation(reason, ""), sentence);
    }

    /** Adds a case: the block is refused for a reason that takes an argument. */
    void refused(String name, String parent, BlockDraft draft, RejectReason reason, String argument, String sentence) {
        refused(name, parent, draft.build(), draft.height(), new Violation(reason, argument, ""), sentence);
    }

    void refused(String name, String parent, Block block, int height, Violation violation, String sentence) {
        add(name, parent, block, height, sentence, BlockCase.Verdict.INVALID, List.of(violation));
    }

    /** Adds a case: the block comes before its parent, and waits. */
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

    /** Builds and names a block without adding a case, so that it can be given after a block that builds on it. */
    Block keep(String name, BlockDraft draft) {
        Block block = draft.build();
        named.put(name, new Placed(block, draft.height()));
        return block;
    }

    /** Adds a case for a block that was kept: it is accepted, and this is the tip afterwards. */
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
        cases.add(new BlockCase(
                name, parent, sentence, block, verdict, violation.isEmpty() ? null : violation.get(0), tip));
    }
}
