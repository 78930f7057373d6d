package org.wonsi.lab.paper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.tx.Amount;

/**
 * A choice of coins that make up an amount, in the simplest way that the paper's words allow: "Normally there will be either a
 * single input from a larger previous transaction or multiple inputs combining smaller amounts" (section 9).
 *
 * @param chosen indexes of the coins, in the order in which they were taken
 * @param sum of these coins; at least the amount that was wanted
 */
public record CoinChoice(List<Integer> chosen, Amount sum) {
    public CoinChoice {
        chosen = List.copyOf(chosen);
    }

    /** The smallest coin that is enough by itself; if none is, the largest ones together. Empty if all are too little. */
    public static Optional<CoinChoice> of(List<Amount> coins, Amount wanted) {
        List<Integer> largestFirst = new ArrayList<>();
        for (int i = 0; i < coins.size(); i++) {
            largestFirst.add(i);
        }
        largestFirst.sort(Comparator.comparing((Integer i) -> coins.get(i)).reversed());
        Optional<Integer> single = largestFirst.stream()
                .filter(i -> coins.get(i).compareTo(wanted) >= 0)
                .reduce((larger, smaller) -> smaller);
        if (single.isPresent()) {
            return Optional.of(new CoinChoice(List.of(single.get()), coins.get(single.get())));
        }
        List<Integer> chosen = new ArrayList<>();
        Amount sum = Amount.ZERO;
        for (int i : largestFirst) {
            if (sum.compareTo(wanted) >= 0) {
                break;
            }
            chosen.add(i);
            sum = sum.plus(coins.get(i));
        }
        return sum.compareTo(wanted) >= 0 ? Optional.of(new CoinChoice(chosen, sum)) : Optional.empty();
    }
}
