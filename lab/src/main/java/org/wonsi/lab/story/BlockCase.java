package org.wonsi.lab.story;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;

/** A test case: one block of a story, and the verdict that a node must reach on it. */
public final class BlockCase {
    /** The verdict that a node must reach on a block. */
    public enum Verdict {
        /** Taken, whether it becomes the tip or not. */
        ACCEPTED,
        /** Kept until the block before it comes. */
        ORPHAN,
        /** Refused. */
        INVALID
    }

    private final String name;
    private final String parent;
    private final String sentence;
    private final Block block;
    private final Verdict verdict;
    private final @Nullable Violation violation;
    private final String tip;

    BlockCase(
            String name,
            String parent,
            String sentence,
            Block block,
            Verdict verdict,
            @Nullable Violation violation,
            String tip) {
        this.name = name;
        this.parent = parent;
        this.sentence = sentence;
        this.block = block;
        this.verdict = verdict;
        this.violation = violation;
        this.tip = tip;
    }

    /** The block's name in the drawing: "b3". */
    public String name() {
        return name;
    }

    /** The name of the block it builds on. */
    public String parent() {
        return parent;
    }

    /** A sentence on what is special about this block. */
    public String sentence() {
        return sentence;
    }

    /** The block that a node is given. */
    public Block block() {
        return block;
    }

    /** The verdict that a node must reach. */
    public Verdict verdict() {
        return verdict;
    }

    /** Why it must be refused or can't be placed. */
    public Optional<RejectReason> reason() {
        return Optional.ofNullable(violation).map(Violation::reason);
    }

    /** Bitcoin Core's reject string; empty if it is accepted. */
    public String rejectString() {
        return violation == null ? "" : violation.rejectString();
    }

    /** The name of the block that is the tip afterwards. */
    public String tip() {
        return tip;
    }

    @Override
    public String toString() {
        return name + ": " + sentence;
    }
}
