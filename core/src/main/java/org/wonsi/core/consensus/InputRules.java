package org.wonsi.core.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The rules for a transaction that depend on the coins it spends, except for the scripts.
 *
 * <p>Everything here follows from the coins alone, and costs next to nothing once they are found. The scripts,
 * which cost by far the most, come after it.
 *
 * <pre>
 *    coins 3.0 + 1.5     inputs 4.5       outputs 4.2 + 0.2       fee 0.1, which nobody writes down
 * </pre>
 *
 * <p>Source: paper, sections 2 and 9; Bitcoin Core, {@code Consensus::CheckTxInputs}.
 */
public final class InputRules {
    private InputRules() {}

    /**
     * The coins a transaction spends, in order; empty if one is missing or spent.
     *
     * <p>A double spend ends here: what was spent is no coin any more, whichever of two payments came first.
     */
    public static Optional<List<Coin>> coins(Transaction tx, CoinView view) {
        List<Coin> coins = new ArrayList<>(tx.inputs().size());
        for (TxIn input : tx.inputs()) {
            Optional<Coin> coin = view.coin(input.prevout());
            if (coin.isEmpty()) {
                return Optional.empty();
            }
            coins.add(coin.get());
        }
        return Optional.of(coins);
    }

    /** What is wrong with a transaction for which {@link #coins} found nothing. */
    public static Violation missingCoin(Transaction tx, CoinView view) {
        String missing = tx.inputs().stream()
                .map(TxIn::prevout)
                .filter(prevout -> view.coin(prevout).isEmpty())
                .findFirst()
                .map(prevout -> prevout + " is spent or unknown")
                .orElse("");
        return new Violation(RejectReason.MISSING_OR_SPENT_INPUTS, missing);
    }

    /**
     * Maturity and amounts, in Bitcoin Core's order.
     *
     * @param coins what {@link #coins} found
     * @param height of the block that is to hold the transaction
     */
    public static Optional<Violation> check(Transaction tx, List<Coin> coins, int height, ChainParams params) {
        return checkCoins(tx, coins, height, params)
                .or(() -> checkNotBelowOutputs(tx, coins))
                .or(() -> checkFee(fee(tx, coins)));
    }

    /**
     * Coin by coin: a coinbase is mature, and neither a value nor their running sum leaves the money range.
     *
     * <p>The coins passed these limits when they were made, so the test never fails on a sound chain. It is
     * repeated because of what it guards: money made from nothing (CVE-2010-5139).
     */
    static Optional<Violation> checkCoins(Transaction tx, List<Coin> coins, int height, ChainParams params) {
        Amount total = Amount.ZERO;
        for (int i = 0; i < coins.size(); i++) {
            Coin coin = coins.get(i);
            Optional<Violation> immature = checkMature(coin, height, params);
            if (immature.isPresent()) {
                return immature;
            }
            Amount value = coin.output().value();
            if (!value.isInMoneyRange() || !total.plus(value).isInMoneyRange()) {
                return Violation.of(
                        RejectReason.INPUT_VALUES_OUT_OF_RANGE,
                        "input " + i + " of " + tx.txid() + " spends " + value + " after " + total);
            }
            total = total.plus(value);
        }
        return Optional.empty();
    }

    /**
     * A coinbase is spent 100 blocks after its own at the earliest (10 on the seminar network).
     *
     * <p>A reorganisation can make a coinbase vanish for good, and every payment made from it.
     *
     * <p>An ordinary payment whose block is lost can be in another block; the coinbase of a lost block can't, for
     * it pays for that block. Without the rule, everybody who had been paid from it, at any distance, would lose. A
     * hundred blocks are about seventeen hours, longer than any reorganisation that was ever seen.
     */
    static Optional<Violation> checkMature(Coin coin, int height, ChainParams params) {
        int depth = height - coin.height();
        return coin.coinbase() && depth < params.coinbaseMaturity()
                ? Violation.of(
                        RejectReason.PREMATURE_COINBASE_SPEND,
                        "a coinbase is spent at depth " + depth + ", it matures at " + params.coinbaseMaturity())
                : Optional.empty();
    }

    /**
     * A transaction doesn't pay out more than it spends.
     *
     * <p>This, and the coinbase's limit, are what keeps the number of coins as it is.
     */
    static Optional<Violation> checkNotBelowOutputs(Transaction tx, List<Coin> coins) {
        Amount in = valueIn(coins);
        Amount out = valueOut(tx);
        return in.compareTo(out) < 0
                ? Violation.of(RejectReason.INPUTS_BELOW_OUTPUTS, "value in " + in + ", value out " + out)
                : Optional.empty();
    }

    /** The difference, the fee, lies in the money range. */
    static Optional<Violation> checkFee(Amount fee) {
        return fee.isInMoneyRange() ? Optional.empty() : Violation.of(RejectReason.FEE_OUT_OF_RANGE, "a fee of " + fee);
    }

    /** What the coins hold. */
    public static Amount valueIn(List<Coin> coins) {
        Amount total = Amount.ZERO;
        for (Coin coin : coins) {
            total = total.plus(coin.output().value());
        }
        return total;
    }

    /** What the outputs hold. */
    public static Amount valueOut(Transaction tx) {
        Amount total = Amount.ZERO;
        for (TxOut output : tx.outputs()) {
            total = total.plus(output.value());
        }
        return total;
    }

    /**
     * What the miner gets: coins spent minus outputs made.
     *
     * <p>A transaction doesn't state it: what isn't paid out is the miner's. So a wallet that forgets to pay change
     * to itself gives all of it away.
     */
    public static Amount fee(Transaction tx, List<Coin> coins) {
        return valueIn(coins).minus(valueOut(tx));
    }
}
