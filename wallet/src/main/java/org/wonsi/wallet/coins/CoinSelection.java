package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.coins.Selection.Method;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * The choice of a payment's coins, as Bitcoin Core makes it: branch and bound for a match without change, a single random draw
 * otherwise; the one with less waste wins.
 *
 * <p>A coin counts with its effective value: what is left of it after the fee for the bytes that spend it. Source: paper,
 * section 9; Murch, "An evaluation of coin selection strategies" (branch and bound); Bitcoin Core, {@code
 * coinselection.cpp}.
 */
public final class CoinSelection {
    /** Change smaller than this isn't made by choice: it would only add a coin that hardly pays for itself. */
    public static final long MIN_CHANGE = 50_000;

    /** What spending a coin is thought to cost on average later; Bitcoin Core's long-term estimate. */
    private static final FeeRate LONG_TERM = new FeeRate(10_000);

    /** From this many inputs on their count takes three bytes instead of one. */
    private static final int MANY_INPUTS = 253;

    private final List<OwnCoin> candidates;
    private final FeeRate rate;
    private final Amount payments;
    private final int outputBytes;
    private final int outputCount;
    private final RandomGenerator random;

    /**
     * A choice to make.
     *
     * @param candidates coins that may be spent
     * @param payments sum of the outputs wanted
     * @param outputBytes their bytes
     * @param outputCount their number
     */
    public CoinSelection(
            List<OwnCoin> candidates,
            FeeRate rate,
            Amount payments,
            int outputBytes,
            int outputCount,
            RandomGenerator random) {
        this.candidates = List.copyOf(candidates);
        this.rate = rate;
        this.payments = payments;
        this.outputBytes = outputBytes;
        this.outputCount = outputCount;
        this.random = random;
    }

    /**
     * Chooses.
     *
     * @throws WalletException not-enough, with what there is, what is wanted and the fee; too-many-coins if it would be enough,
     *     but nodes don't pass on a transaction of so many inputs
     */
    public Selection choose() {
        List<OwnCoin> useful = useful();
        Optional<Selection> exact = branchAndBound(useful);
        Optional<Selection> draw = randomDraw(useful);
        if (exact.isPresent() && draw.isPresent()) {
            return exact.get().waste() <= draw.get().waste() ? exact.get() : draw.get();
        }
        return exact.or(() -> draw).orElseGet(() -> mostValuable(useful));
    }

    /** Takes exactly the candidates, with change if there is enough for it. */
    public Selection takeAll(Method method) {
        checkSize(candidates);
        return finish(candidates, method);
    }

    /**
     * Takes every candidate that brings more than the fee for spending it, for a payment of all there is; the rest stays.
     *
     * @param outputBytes of the one output
     * @return a selection whose fee is what the output is less than all its coins
     * @throws WalletException not-enough if less than dust would be left to pay; too-many-coins
     */
    public static Selection everything(List<OwnCoin> candidates, FeeRate rate, int outputBytes) {
        CoinSelection all = new CoinSelection(candidates, rate, new Amount(TxSize.DUST), outputBytes, 1, new Random(0));
        List<OwnCoin> useful = all.useful();
        Selection least = all.withoutChange(useful, Method.EVERYTHING);
        all.checkSize(useful);
        return new Selection(useful, Amount.ZERO, rate.fee(least.size()), least.size(), Method.EVERYTHING, 0);
    }

    private Optional<Selection> branchAndBound(List<OwnCoin> useful) {
        List<OwnCoin> sorted = useful.stream()
                .sorted(Comparator.comparingLong(this::effectiveValue)
                        .reversed()
                        .thenComparingLong(this::costOverLater))
                .toList();
        long target = payments.satoshis() + rate.fee(overhead(1, false)).satoshis();
        long more = rate.fee(overhead(MANY_INPUTS, false))
                .minus(rate.fee(overhead(1, false)))
                .satoshis();
        // Giving away up to the cost of change is no worse than making it, but the fee should stay near the rate asked:
        // within a satoshi a byte of the smallest such transaction.
        long changeCost = rate.fee(TxSize.P2PKH_OUTPUT).satoshis()
                + LONG_TERM.fee(TxSize.P2PKH_INPUT).satoshis();
        long room = Math.min(changeCost, overhead(1, false) + TxSize.P2PKH_INPUT);
        BranchAndBound.Coins values = new BranchAndBound.Coins(
                sorted.stream().map(this::effectiveValue).toList(),
                sorted.stream().map(this::costOverLater).toList());
        return BranchAndBound.search(
                        values, new BranchAndBound.Range(target, more, MANY_INPUTS, room, mostInputs(sorted)))
                .map(found ->
                        withoutChange(found.taken().stream().map(sorted::get).toList(), Method.EXACT));
    }

    /** How many of these coins fit into a transaction, whichever they are. */
    private int mostInputs(List<OwnCoin> coins) {
        int largest = coins.stream().mapToInt(TxSize::input).max().orElse(TxSize.P2PKH_INPUT);
        return Math.max(0, (TxSize.MAX_STANDARD - overhead(MANY_INPUTS, true)) / largest);
    }

    /** Coins as they come; once they are too many for a transaction, the smallest is put back for each that is drawn. */
    private Optional<Selection> randomDraw(List<OwnCoin> useful) {
        List<OwnCoin> shuffled = new ArrayList<>(useful);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        // The count of inputs is taken at its longest: past 252 it takes two bytes more.
        long target =
                payments.satoshis() + rate.fee(overhead(MANY_INPUTS, true)).satoshis() + MIN_CHANGE;
        PriorityQueue<OwnCoin> drawn = new PriorityQueue<>(Comparator.comparingLong(this::effectiveValue));
        int bytes = overhead(MANY_INPUTS, true);
        long sum = 0;
        for (OwnCoin coin : shuffled) {
            drawn.add(coin);
            sum += effectiveValue(coin);
            bytes += TxSize.input(coin);
            while (bytes > TxSize.MAX_STANDARD) {
                OwnCoin smallest = drawn.remove();
                sum -= effectiveValue(smallest);
                bytes -= TxSize.input(smallest);
            }
            if (sum >= target) {
                return Optional.of(finish(List.copyOf(drawn), Method.RANDOM_DRAW));
            }
        }
        return Optional.empty();
    }

    /** All of them; if that is too many for a transaction, the most valuable. */
    private Selection mostValuable(List<OwnCoin> useful) {
        List<OwnCoin> sorted = useful.stream()
                .sorted(Comparator.comparingLong(this::effectiveValue).reversed())
                .toList();
        int fit = Math.min(sorted.size(), mostInputs(sorted));
        if (fit == sorted.size()) {
            return finish(useful, Method.EVERYTHING);
        }
        List<OwnCoin> largest = sorted.subList(0, fit);
        long needed = payments.satoshis() + rate.fee(size(largest, false)).satoshis();
        if (sum(largest).satoshis() < needed && sum(useful).satoshis() >= needed) {
            throw new WalletException(new Failure.TooManyCoins(fit, sum(largest)));
        }
        return finish(largest, Method.EVERYTHING);
    }

    private void checkSize(List<OwnCoin> coins) {
        if (size(coins, false) > TxSize.MAX_STANDARD) {
            List<OwnCoin> largest = coins.stream()
                    .sorted(Comparator.comparingLong(this::effectiveValue).reversed())
                    .limit(mostInputs(coins))
                    .toList();
            throw new WalletException(new Failure.TooManyCoins(largest.size(), sum(largest)));
        }
    }

    /** With change if what is left is no dust, else without. */
    private Selection finish(List<OwnCoin> coins, Method method) {
        Amount total = sum(coins);
        int size = size(coins, true);
        Amount change = total.minus(payments).minus(rate.fee(size));
        if (change.satoshis() < TxSize.DUST) {
            return withoutChange(coins, method);
        }
        Amount fee = total.minus(payments).minus(change);
        long waste = coins.stream().mapToLong(this::costOverLater).sum()
                + rate.fee(TxSize.P2PKH_OUTPUT).satoshis()
                + LONG_TERM.fee(TxSize.P2PKH_INPUT).satoshis();
        return new Selection(coins, change, fee, size, method, waste);
    }

    private Selection withoutChange(List<OwnCoin> coins, Method method) {
        Amount total = sum(coins);
        int size = size(coins, false);
        Amount fee = total.minus(payments);
        Amount needed = rate.fee(size);
        if (coins.isEmpty() || fee.compareTo(needed) < 0) {
            throw new WalletException(new Failure.NotEnough(
                    total, payments, needed, payments.plus(needed).minus(total)));
        }
        long waste = coins.stream().mapToLong(this::costOverLater).sum()
                + fee.minus(needed).satoshis();
        return new Selection(coins, Amount.ZERO, fee, size, method, waste);
    }

    /** Coins that bring more than the fee for spending them. */
    private List<OwnCoin> useful() {
        return candidates.stream().filter(coin -> effectiveValue(coin) > 0).toList();
    }

    private int size(List<OwnCoin> coins, boolean change) {
        return overhead(coins.size(), change)
                + coins.stream().mapToInt(TxSize::input).sum();
    }

    private int overhead(int inputs, boolean change) {
        return TxSize.overhead(inputs, outputCount + (change ? 1 : 0))
                + outputBytes
                + (change ? TxSize.P2PKH_OUTPUT : 0);
    }

    private long effectiveValue(OwnCoin coin) {
        return coin.value().minus(rate.fee(TxSize.input(coin))).satoshis();
    }

    /** What spending the coin costs now over what it would cost on average; negative when fees are low. */
    private long costOverLater(OwnCoin coin) {
        int bytes = TxSize.input(coin);
        return rate.fee(bytes).minus(LONG_TERM.fee(bytes)).satoshis();
    }

    private static Amount sum(List<OwnCoin> coins) {
        return coins.stream().map(OwnCoin::value).reduce(Amount.ZERO, Amount::plus);
    }
}
