package org.wonsi.core.mempool;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;

/**
 * The rules for when a transaction may take the place of waiting ones that spend the same coins.
 *
 * <p>Any may be replaced, whether it signals so or not, as miners take the better payment anyway. The conditions keep
 * relaying from being free: each replacement pays for its own way through the network. Source: BIP 125, rules 2 to 5,
 * and Bitcoin Core, {@code policy/rbf.cpp}.
 *
 * <p>The conditions need a number each, or an attacker finds the gap:
 *
 * <pre>
 *    a higher rate than each it conflicts with        or miners would earn less from a block
 *    at most 100 leave                                or one message costs every node a long search
 *    no new unconfirmed coins                         or it could itself depend on what is never mined
 *    more fee than all that leave, together           or a chain of payments is swept away for the price of one
 *    and a satoshi for each of its own bytes          or the same bytes go round the network again and again
 * </pre>
 *
 * <p>Until 2016 the first payment seen was kept, whatever came later. That never bound a miner. Shops that trusted
 * it were cheated, and a payment with too low a fee could be stuck for days.
 *
 * @param entry the newcomer
 * @param conflicts the waiting transactions that spend a coin it spends
 * @param parents the waiting transactions whose outputs it spends
 */
record ReplacementRules(MempoolEntry entry, Set<PoolNode> conflicts, Set<PoolNode> parents) {
    private static final int MAX_REPLACED = 100;

    /** The conditions, in Bitcoin Core's order. */
    Optional<Violation> check(FeeRate incrementalFee) {
        return checkRate().or(this::checkCount).or(() -> {
            List<PoolNode> replaced = Pool.withDescendants(conflicts);
            return checkNoNewUnconfirmed(replaced).or(() -> checkPaysForAll(replaced, incrementalFee));
        });
    }

    /** It pays a higher rate than each it contradicts, or miners would lose by taking it. */
    private Optional<Violation> checkRate() {
        for (PoolNode conflict : conflicts) {
            if (entry.feeRate().compareTo(conflict.entry().feeRate()) <= 0) {
                return Violation.of(
                        RejectReason.INSUFFICIENT_FEE,
                        "the fee rate is " + entry.feeRate() + " sat/B, that of "
                                + conflict.entry().txid() + " "
                                + conflict.entry().feeRate() + " sat/B");
            }
        }
        return Optional.empty();
    }

    /**
     * It throws out at most 100 transactions, those that need the contradicted ones included.
     *
     * <p>One that needs two of the contradicted counts twice: the sum is known at once, the true number only after a
     * search that this limit is to keep short.
     *
     * <p>Whoever wants to keep his payment from being replaced can add descendants up to this number: the price of
     * bounding the work.
     */
    private Optional<Violation> checkCount() {
        long count = conflicts.stream()
                .mapToLong(conflict -> conflict.descendantCount)
                .sum();
        return count > MAX_REPLACED
                ? Violation.of(
                        RejectReason.TOO_MANY_REPLACEMENTS, count + " transactions would go, at most " + MAX_REPLACED)
                : Optional.empty();
    }

    /** It spends from no waiting transaction that none it throws out spent from: that one might never be confirmed. */
    private Optional<Violation> checkNoNewUnconfirmed(List<PoolNode> replaced) {
        Set<PoolNode> known = new HashSet<>();
        replaced.forEach(node -> known.addAll(node.parents));
        for (PoolNode parent : parents) {
            if (!known.contains(parent)) {
                return Violation.of(
                        RejectReason.REPLACEMENT_ADDS_UNCONFIRMED,
                        "it spends an output of " + parent.entry().txid() + ", which is unconfirmed");
            }
        }
        return Optional.empty();
    }

    /**
     * It pays at least what all it throws out paid, and for its own bytes on top.
     *
     * <p>With the fee alone, a small dear payment could replace a large cheap one, and the miner would be paid less
     * for a full block; with the rate alone it would be the other way round. So both are asked for.
     */
    private Optional<Violation> checkPaysForAll(List<PoolNode> replaced, FeeRate incrementalFee) {
        Amount old = Amount.ZERO;
        for (PoolNode node : replaced) {
            old = old.plus(node.entry().modifiedFee());
        }
        Amount wanted = old.plus(incrementalFee.fee(entry.size()));
        return entry.modifiedFee().compareTo(wanted) < 0
                ? Violation.of(
                        RejectReason.INSUFFICIENT_FEE,
                        "the fee is " + entry.modifiedFee() + "; it must be " + wanted + ", for those replaced pay "
                                + old)
                : Optional.empty();
    }
}
