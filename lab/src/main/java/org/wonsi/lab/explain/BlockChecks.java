package org.wonsi.lab.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.tx.Transaction;

/** The checks of what a block claims: work, the root over its transactions, and each transaction's signatures. */
final class BlockChecks {
    private final ChainParams params;
    private final PrevoutSource prevouts;
    private final WorkBudget budget;

    BlockChecks(ChainParams params, PrevoutSource prevouts, WorkBudget budget) {
        this.params = params;
        this.prevouts = prevouts;
        this.budget = budget;
    }

    List<Check> of(Block block) {
        List<Check> checks = new ArrayList<>();
        checks.add(work(block.header(), params));
        checks.add(merkleRoot(block));
        int count = block.transactions().size();
        for (int i = 0; i < count && !budget.isSpent(); i++) {
            Transaction tx = block.transactions().get(i);
            checks.addAll(
                    new TransactionChecks(prevouts, Optional.of(i), budget).of(tx, "transaction " + (i + 1) + ": "));
            if (budget.isSpent() && i + 1 < count) {
                checks.add(Check.notChecked(
                        "transactions after number " + (i + 1), "too much work for one answer of a node"));
            }
        }
        return checks;
    }

    /** Whether the header's hash meets the target it states. */
    static Check work(BlockHeader header, ChainParams params) {
        BlockHash hash = header.hash();
        CompactTarget bits = new CompactTarget(header.bits());
        Optional<Target> target = bits.target();
        if (target.isEmpty()) {
            return Check.of("proof of work", false, "bits " + bits.toDisplay() + " are no target (high-hash)");
        }
        boolean met = target.get().isMetBy(hash.hash());
        String detail = "hash " + hash.toDisplay() + (met ? " is at most target " : " is above target ")
                + target.get().toDisplay() + (met ? "" : " (high-hash)");
        return Check.of("proof of work", met, detail);
    }

    private static Check merkleRoot(Block block) {
        MerkleTree tree = MerkleTree.of(block);
        if (!tree.root().equals(block.header().merkleRoot())) {
            return Check.of(
                    "merkle root",
                    false,
                    "the transactions give " + tree.root().toDisplay() + ", the header says "
                            + block.header().merkleRoot().toDisplay() + " (bad-txnmrklroot)");
        }
        if (tree.mutated()) {
            return Check.of(
                    "merkle root", false, "transactions are repeated so that the root stays (bad-txns-duplicate)");
        }
        return Check.of(
                "merkle root",
                true,
                "the transactions give the header's root " + tree.root().toDisplay());
    }
}
