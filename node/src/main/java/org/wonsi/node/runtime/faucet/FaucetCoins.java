package org.wonsi.node.runtime.faucet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;

/**
 * The coins of a faucet wallet at one tip, sorted by whether they can be spent in the next block.
 *
 * @param spendable largest first
 * @param immature the one that matures first first
 */
record FaucetCoins(List<Owned> spendable, List<Owned> immature, int tipHeight, int maturity) {
    /** A coin and its name. */
    record Owned(OutPoint outPoint, Coin coin) {
        Amount value() {
            return coin.output().value();
        }
    }

    static FaucetCoins of(List<Owned> coins, int tipHeight, int maturity) {
        List<Owned> spendable = new ArrayList<>();
        List<Owned> immature = new ArrayList<>();
        for (Owned owned : coins) {
            boolean mature =
                    !owned.coin().coinbase() || tipHeight + 1 - owned.coin().height() >= maturity;
            (mature ? spendable : immature).add(owned);
        }
        spendable.sort(Comparator.comparing(Owned::value).reversed());
        immature.sort(Comparator.comparingInt(owned -> owned.coin().height()));
        return new FaucetCoins(List.copyOf(spendable), List.copyOf(immature), tipHeight, maturity);
    }

    static Amount sum(List<Owned> coins) {
        Amount sum = Amount.ZERO;
        for (Owned owned : coins) {
            sum = sum.plus(owned.value());
        }
        return sum;
    }

    /** Blocks until an immature coin can be spent in the next one; at least 1. */
    private int blocksToWait(Owned owned) {
        return owned.coin().height() + maturity - (tipHeight + 1);
    }

    /** Blocks until the next coin matures; 0 if none will. */
    int blocksToNext() {
        return immature.isEmpty() ? 0 : blocksToWait(immature.get(0));
    }

    /** Blocks until this much is spendable; 0 if all that was mined isn't enough. */
    int blocksUntil(Amount wanted) {
        Amount sum = sum(spendable);
        for (Owned owned : immature) {
            sum = sum.plus(owned.value());
            if (sum.compareTo(wanted) >= 0) {
                return blocksToWait(owned);
            }
        }
        return 0;
    }

    /** The fewest spendable coins that hold at least this much; empty if all together don't. */
    Optional<List<Owned>> choose(Amount wanted) {
        List<Owned> chosen = new ArrayList<>();
        Amount sum = Amount.ZERO;
        for (Owned owned : spendable) {
            if (sum.compareTo(wanted) >= 0) {
                break;
            }
            chosen.add(owned);
            sum = sum.plus(owned.value());
        }
        return sum.compareTo(wanted) >= 0 ? Optional.of(chosen) : Optional.empty();
    }
}
