package org.wonsi.core.mempool;

import java.util.List;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.HeaderView;
import org.wonsi.core.consensus.LockTimeRules;
import org.wonsi.core.consensus.LockTimeRules.SequenceLock;
import org.wonsi.core.tx.Transaction;

/**
 * The places in the chain of the coins that a waiting transaction spends: enough to say, without looking them up again,
 * whether another tip still allows it.
 *
 * <p>Without it a reorganisation would have to look up the coins of 20,000 waiting transactions on disk. Source: Bitcoin
 * Core, {@code LockPoints} and {@code CTxMemPool::removeForReorg}.
 *
 * <pre>
 *    blocks     ... 98  99 100 | 101  102            fork at 100: 101 and 102 are taken back
 *    coin A at 99              |                      still there: the payment stays as it is
 *    coin B at 101             | gone or moved        the payment must be judged again
 * </pre>
 *
 * @param coinHeight the highest height of such a coin; -1 if all are made by waiting transactions
 * @param coinbaseHeight the highest height of such a coin that is a coinbase's; -1 if there is none
 * @param lock its relative lock times
 */
record LockPoints(int coinHeight, int coinbaseHeight, SequenceLock lock) {
    /**
     * Those of a transaction that the next block could hold.
     *
     * @param coins what it spends, in order; those made by waiting transactions are higher than the tip
     */
    static LockPoints of(Transaction tx, List<Coin> coins, HeaderView tip) {
        int coinHeight = -1;
        int coinbaseHeight = -1;
        for (Coin coin : coins) {
            if (coin.height() <= tip.height()) {
                coinHeight = Math.max(coinHeight, coin.height());
                coinbaseHeight = coin.coinbase() ? Math.max(coinbaseHeight, coin.height()) : coinbaseHeight;
            }
        }
        return new LockPoints(coinHeight, coinbaseHeight, lock(tx, coins, tip));
    }

    /**
     * A coin that a waiting transaction makes is spent without a lock, or it couldn't be yet; so it counts as old.
     *
     * <p>The age of a coin counts from its block; one that isn't in a block has no age yet.
     */
    private static SequenceLock lock(Transaction tx, List<Coin> coins, HeaderView tip) {
        List<Coin> confirmed = coins.stream()
                .map(coin -> coin.height() <= tip.height() ? coin : new Coin(coin.output(), 0, false))
                .toList();
        return LockTimeRules.sequenceLock(tx, confirmed, tip);
    }

    /** The same once a coin that a waiting transaction made is in a block of this height. */
    LockPoints confirmedAt(int height) {
        return new LockPoints(Math.max(coinHeight, height), coinbaseHeight, lock);
    }

    /**
     * Whether the block after a tip may hold the transaction after a reorganisation, as far as this alone can tell: none of
     * its coins lies in a block that was disconnected, each coinbase is mature, and its relative lock times are over.
     *
     * <p>If it says no, nothing is lost: the payment is judged in full. If it said yes wrongly, a template could
     * hold an invalid payment, and the block would be lost.
     *
     * @param fork height of the last block that both branches have
     */
    boolean hold(HeaderView tip, int fork, ChainParams params) {
        boolean mature = coinbaseHeight < 0 || tip.height() + 1 - coinbaseHeight >= params.coinbaseMaturity();
        return coinHeight <= fork && mature && lock.isOpen(tip);
    }
}
