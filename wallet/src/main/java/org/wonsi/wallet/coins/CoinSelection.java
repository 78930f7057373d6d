package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.coins.Selection.Method;
import org.wonsi.wallet.problem.WalletException;

/**
 * Chooses the coins of a payment, as Bitcoin Core does: branch and bound for a match without change, a single random
 * draw otherwise; the one with less waste wins.
 *
 * <p>A coin counts with its effective value: what is left of it after the fee for the bytes that spend it. Source: paper,
 * section 9; Murch, "An evaluation of coin selection strategies" (branch and bound); Bitcoin Core, {@code
 * coinselection.cpp}.
 */
public final class CoinSelection {
    /** Change smaller than this isn't made by choice: it would only add a coin that hardly pays for itself. */
    public static final long MIN_CHANGE = 50_000;

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
     * @throws WalletException not-enough, with what there is, what is wanted and the fee
     */
    public Selection choose() {
        Optional<Selection> exact = branchAndBound();
        Optional<Selection> draw = randomDraw();
        if (exact.isPresent() && draw.isPresent()) {
            return exact.get().waste() <= draw.get().waste() ? exact.get() : draw.get();
        }
        return exact.or(() -> draw).orElseGet(() -> finish(useful(), Method.EVERYTHING));
    }

    /** Takes exactly the candidates, with change if there is enough for it. */
    public Selection takeAll(Method method) {
        return finish(candidates, method);
    }

    private Optional<Selection> branchAndBound() {
        List<OwnCoin> useful = useful().stream()
                .sorted((a, b) -> Long.compare(effectiveValue(b), effectiveValue(a)))
                .toList();
        long[] values = useful.stream().mapToLong(this::effectiveValue).toArray();
        long[] waits = useful.stream().mapToLong(this::costOverLater).toArray();
        long target = payments.satoshis() + rate.fee(overhead(1, false)).satoshis();
        // Giving away up to the cost of change is no worse than making it, but the fee should stay near the rate asked:
        // within a satoshi a byte of the smallest such transaction.
        long changeCost = rate.fee(TxSize.P2PKH_OUTPUT).satoshis()
                + FeeRate.LONG_TERM.fee(TxSize.P2PKH_INPUT).satoshis();
        long room = Math.min(changeCost, overhead(1, false) + TxSize.P2PKH_INPUT);
        return BranchAndBound.search(values, waits, target, room).map(chosen -> {
            List<OwnCoin> coins = chosen.stream().map(useful::get).toList();
            return withoutChange(coins, Method.EXACT);
        });
    }

    private Optional<Selection> randomDraw() {
        List<OwnCoin> shuffled = new ArrayList<>(useful());
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        long target = payments.satoshis() + rate.fee(overhead(1, true)).satoshis() + MIN_CHANGE;
        List<OwnCoin> drawn = new ArrayList<>();
        long sum = 0;
        for (OwnCoin coin : shuffled) {
            drawn.add(coin);
            sum += effectiveValue(coin);
            // A count of inputs past 252 takes two bytes more: leave room for it.
            if (sum >= target + rate.fee(2).satoshis()) {
                return Optional.of(finish(drawn, Method.RANDOM_DRAW));
            }
        }
        return Optional.empty();
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
                + FeeRate.LONG_TERM.fee(TxSize.P2PKH_INPUT).satoshis();
        return new Selection(coins, change, fee, size, method, waste);
    }

    private Selection withoutChange(List<OwnCoin> coins, Method method) {
        Amount total = sum(coins);
        int size = size(coins, false);
        Amount fee = total.minus(payments);
        Amount needed = rate.fee(size);
        if (coins.isEmpty() || fee.compareTo(needed) < 0) {
            throw new WalletException(
                    "not-enough", total, payments, needed, payments.plus(needed).minus(total));
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
        return rate.fee(bytes).minus(FeeRate.LONG_TERM.fee(bytes)).satoshis();
    }

    private static Amount sum(List<OwnCoin> coins) {
        return coins.stream().map(OwnCoin::value).reduce(Amount.ZERO, Amount::plus);
    }
}
