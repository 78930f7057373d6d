package org.wonsi.lab.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.BlockConnector;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.HeaderView;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;

/**
 * The verdict of each stage of checking ("gate") on a block, without a chain that changes.
 *
 * <pre>
 *   WORK      the header's hash meets its target
 *   ROOT      the header covers exactly these transactions
 *   CONTENT   the transactions are well made
 *   HEADER    the header is right in its place
 *   PLACE     the block is right in its place
 *   COINS     it spends coins that are there, and makes no money
 *   SCRIPTS   the owner of every coin has signed
 * </pre>
 *
 * <p>A node stops at the first gate that refuses, {@link #first()}. Here the later ones are asked all the same, so that a
 * reader who forges a block sees what would still stop it once its work were done. For showing only: what a chain keeps is
 * judged by {@code ChainState}, which a test compares with this. Source: Bitcoin Core, {@code ProcessNewBlock},
 * {@code ConnectBlock}.
 *
 * @param findings one for each gate, in this order
 */
public record BlockTrial(List<Finding> findings) {
    public BlockTrial {
        findings = List.copyOf(findings);
    }

    /** A group of rules, in the order in which a node asks. */
    public enum Gate {
        WORK,
        ROOT,
        CONTENT,
        HEADER,
        PLACE,
        COINS,
        SCRIPTS
    }

    /** The outcome of a gate. */
    public enum Outcome {
        PASSED,
        REFUSED,
        /** A gate before it must pass first, or what it needs isn't here, or it would take too long. */
        NOT_JUDGED
    }

    /**
     * The verdict of one gate.
     *
     * @param broken the rule that is broken; there if it refuses
     */
    public record Finding(
            Gate gate, Outcome outcome, @Nullable Violation broken) {
        private static Finding of(Gate gate, Optional<Violation> violation) {
            return new Finding(gate, violation.isPresent() ? Outcome.REFUSED : Outcome.PASSED, violation.orElse(null));
        }

        private static Finding notJudged(Gate gate) {
            return new Finding(gate, Outcome.NOT_JUDGED, null);
        }

        /** The rule that is broken; present if it refuses. */
        public Optional<Violation> violation() {
            return Optional.ofNullable(broken);
        }

        private boolean passed() {
            return outcome == Outcome.PASSED;
        }
    }

    /**
     * The place of the block in the tree of headers.
     *
     * @param parent the header that it names as the one before; null if that is unknown
     * @param acceptable whether that one is not known to be invalid
     * @param coins those unspent at the parent; null if they aren't known there
     */
    public record Place(
            @Nullable HeaderView parent,
            boolean acceptable,
            @Nullable CoinView coins) {}

    /** A runner of scripts within limits of the caller's. */
    @FunctionalInterface
    public interface Scripts {
        /** Whether so much may be run. */
        boolean allows(List<ScriptCheck> checks);
    }

    /**
     * Judges a block.
     *
     * @param now the clock, seconds since 1970 UTC
     * @param scripts asked before any script is run
     */
    public static BlockTrial of(Block block, Place place, ChainParams params, long now, Scripts scripts) {
        BlockHash hash = block.hash();
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of(Gate.WORK, HeaderRules.checkProofOfWork(block.header(), hash, params)));
        Optional<Violation> root = BlockRules.checkMerkleRoot(block);
        findings.add(Finding.of(Gate.ROOT, root));
        Finding content = content(block, params);
        findings.add(content);
        findings.add(Finding.of(Gate.HEADER, checkHeader(block.header(), place, params, now)));
        HeaderView parent = place.parent();
        if (parent == null || !content.passed()) {
            findings.add(Finding.notJudged(Gate.PLACE));
            findings.add(Finding.notJudged(Gate.COINS));
            findings.add(Finding.notJudged(Gate.SCRIPTS));
            return new BlockTrial(findings);
        }
        findings.add(Finding.of(Gate.PLACE, BlockRules.checkInContext(block, parent, params)));
        addCoins(findings, block, hash, parent, place, params, scripts);
        return new BlockTrial(findings);
    }

    /** The rules for the content other than the root: asked of the same transactions under a header that covers them. */
    private static Finding content(Block block, ChainParams params) {
        MerkleTree tree = MerkleTree.of(block);
        if (tree.mutated()) {
            return Finding.notJudged(Gate.CONTENT); // no header can cover just these
        }
        BlockHeader old = block.header();
        BlockHeader covering =
                new BlockHeader(old.version(), old.prevBlock(), tree.root(), old.time(), old.bits(), old.nonce());
        return Finding.of(Gate.CONTENT, BlockRules.checkContent(new Block(covering, block.transactions()), params));
    }

    private static Optional<Violation> checkHeader(BlockHeader header, Place place, ChainParams params, long now) {
        HeaderView parent = place.parent();
        if (parent == null) {
            return refused(
                    RejectReason.PREV_BLOCK_NOT_FOUND, "the block before, " + header.prevBlock() + ", is unknown");
        }
        return place.acceptable()
                ? HeaderRules.checkInContext(header, parent, params, now)
                : refused(RejectReason.BAD_PREV_BLOCK, "the block before, " + header.prevBlock() + ", is invalid");
    }

    private static Optional<Violation> refused(RejectReason reason, String detail) {
        return Optional.of(new Violation(reason, detail));
    }

    private static void addCoins(
            List<Finding> findings,
            Block block,
            BlockHash hash,
            HeaderView parent,
            Place place,
            ChainParams params,
            Scripts scripts) {
        CoinView unspent = place.coins();
        if (unspent == null) {
            findings.add(Finding.notJudged(Gate.COINS));
            findings.add(Finding.notJudged(Gate.SCRIPTS));
            return;
        }
        List<ScriptCheck> checks = new ArrayList<>();
        Finding coins = Finding.of(Gate.COINS, new BlockConnector(block, hash, parent, unspent, params).check(list -> {
                    checks.addAll(list);
                    return OptionalInt.empty(); // run below, if there aren't too many
                }));
        findings.add(coins);
        findings.add(
                coins.passed() && scripts.allows(checks)
                        ? Finding.of(Gate.SCRIPTS, ScriptCheckRunner.inOrder().runAll(checks))
                        : Finding.notJudged(Gate.SCRIPTS));
    }

    /** The rule at which a node would stop; empty if none that was judged is broken. */
    public Optional<Violation> first() {
        return findings.stream()
                .flatMap(finding -> finding.violation().stream())
                .findFirst();
    }
}
