package org.wonsi.core.mempool;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;

/**
 * The limits on chains of waiting transactions, which are costly to sort, to mine and to replace.
 *
 * <pre>
 *    ancestors     a - b - c - d - [new]      what must be mined before it: at most 25 with itself
 *    descendants   [old] - w - x - y - z      what falls if it is replaced or thrown out: the same
 * </pre>
 *
 * <p>Each transaction that comes or goes changes the sums of all it needs and all that need it. In a chain of
 * thousands one conflict at its root would keep a node busy for minutes, and sending it costs the attacker one fee.
 *
 * <p>Source: Bitcoin Core, {@code CTxMemPool::CalculateMemPoolAncestors}.
 *
 * @param ancestors how many transactions one may need, itself included
 * @param ancestorBytes their bytes
 * @param descendants how many may need one, itself included
 * @param descendantBytes their bytes
 */
record PackageLimits(int ancestors, long ancestorBytes, int descendants, long descendantBytes) {
    private static final int CARVE_OUT_BYTES = 10_000;

    /**
     * A transaction with all it needs, and each of those with all that need it, stay within 25 and 101,000 bytes.
     *
     * <p>The limits hold for the graph as it would be with the newcomer in it. Each of those it needs must have
     * room for one more descendant.
     *
     * @param parents the waiting transactions it spends from
     * @param conflicts those it would replace
     */
    static Optional<Violation> check(
            MempoolEntry entry, Collection<PoolNode> parents, Set<PoolNode> conflicts, RelayPolicy policy) {
        PackageLimits limits = new PackageLimits(
                        policy.maxAncestors(),
                        policy.maxAncestorBytes(),
                        policy.maxAncestors(),
                        policy.maxAncestorBytes())
                .roomForReplacementOf(conflicts);
        if (parents.size() + 1 > policy.maxAncestors()) {
            return violation("too many unconfirmed parents [limit: " + policy.maxAncestors() + "]");
        }
        List<PoolNode> needed = Pool.withAncestors(parents);
        Optional<Violation> violation = limits.check(entry, needed);
        return violation.isPresent() && limits.carveOut(entry, needed) ? Optional.empty() : violation;
    }

    /**
     * One that replaces a single transaction takes its place in the counts.
     *
     * <p>Otherwise a chain that is as long as allowed could never have its last payment replaced.
     */
    private PackageLimits roomForReplacementOf(Set<PoolNode> conflicts) {
        return conflicts.size() == 1
                ? new PackageLimits(
                        ancestors,
                        ancestorBytes,
                        descendants + 1,
                        descendantBytes + conflicts.iterator().next().descendantBytes)
                : this;
    }

    /**
     * One small child more is allowed, so that of two parties to a contract neither can stop the other's fee bump.
     *
     * <p>Two parties share a transaction, and either can add a child that pays more. One of them could fill the
     * limit with useless children of his own, to keep the other's child out until a time lock ends in his favour.
     * That is called pinning. One more child of up to 10,000 bytes, and with no other ancestor, is always let in.
     */
    private boolean carveOut(MempoolEntry entry, List<PoolNode> needed) {
        PackageLimits wider = new PackageLimits(2, ancestorBytes, descendants + 1, descendantBytes + CARVE_OUT_BYTES);
        return entry.size() <= CARVE_OUT_BYTES && wider.check(entry, needed).isEmpty();
    }

    /**
     * The limits of one that waits already, after a reorganisation put others before it: what it needs, itself included.
     *
     * <p>How many need one is not asked then: to throw out a payment because strangers spend the same change would serve
     * nobody. Source: Bitcoin Core, {@code UpdateTransactionsFromBlock}.
     */
    static Optional<Violation> checkAncestors(MempoolEntry entry, Collection<PoolNode> parents, RelayPolicy policy) {
        return new PackageLimits(policy.maxAncestors(), policy.maxAncestorBytes(), Integer.MAX_VALUE, Long.MAX_VALUE)
                .check(entry, Pool.withAncestors(parents));
    }

    /** One that needs no other may be of any size here. */
    private Optional<Violation> check(MempoolEntry entry, List<PoolNode> needed) {
        long bytes = entry.size()
                + needed.stream().mapToLong(node -> node.entry().size()).sum();
        if (needed.size() + 1 > ancestors) {
            return violation("too many unconfirmed ancestors [limit: " + ancestors + "]");
        }
        if (!needed.isEmpty() && bytes > ancestorBytes) {
            return violation("exceeds ancestor size limit [limit: " + ancestorBytes + "]");
        }
        for (PoolNode node : needed) {
            if (node.descendantCount >= descendants) {
                return violation(
                        "too many descendants for tx " + node.entry().txid() + " [limit: " + descendants + "]");
            }
            if (node.descendantBytes > descendantBytes - entry.size()) {
                return violation("exceeds descendant size limit for tx "
                        + node.entry().txid() + " [limit: " + descendantBytes + "]");
            }
        }
        return Optional.empty();
    }

    private static Optional<Violation> violation(String detail) {
        return Optional.of(new Violation(RejectReason.TOO_LONG_MEMPOOL_CHAIN, detail));
    }
}
