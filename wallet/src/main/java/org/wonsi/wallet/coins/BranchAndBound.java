package org.wonsi.wallet.coins;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A search of the subsets of some values for one whose sum lies in a narrow range, with the least waste.
 *
 * <p>Depth first, largest value first: at each value, first with it, then without. A branch ends when its sum is past the
 * range, when all that is left can't reach it, or when it already wastes more than the best found. Gives up after 100,000
 * steps with the best found until then. The way down is kept in an array, not on the call stack: a wallet may have more coins
 * than a stack has room.
 */
final class BranchAndBound {
    static final int MAX_STEPS = 100_000;

    private final Coins coins;
    private final Range range;
    private final long[] restFrom;
    private final long[] savedFrom;
    private final int[] nextOther;
    private final int[] taken;
    private int count;
    private long sum;
    private long waste;
    private int[] best = {};
    private long bestWaste = Long.MAX_VALUE;

    /**
     * The values to choose from.
     *
     * @param values positive, largest first; of equal ones the least waste first
     * @param wastes waste of each value
     */
    record Coins(List<Long> values, List<Long> wastes) {
        Coins {
            values = List.copyOf(values);
            wastes = List.copyOf(wastes);
        }
    }

    /**
     * The range in which the sum has to lie.
     *
     * @param target the least sum; what is over it is waste
     * @param more what a sum of many values has to be more than that
     * @param many how many values those are
     * @param room how far past the least sum it may be
     * @param most how many values may be taken
     */
    record Range(long target, long more, int many, long room, int most) {
        /** The least sum of so many values. */
        long least(int count) {
            return count < many ? target : target + more;
        }
    }

    /**
     * The result of a search.
     *
     * @param taken positions of the values to take
     * @param waste theirs, and what is over the least sum
     * @param steps how many were needed to find it, or to give up
     */
    record Found(List<Integer> taken, long waste, int steps) {}

    private BranchAndBound(Coins coins, Range range) {
        this.coins = coins;
        this.range = range;
        int size = coins.values().size();
        this.taken = new int[size];
        this.restFrom = new long[size + 1];
        this.savedFrom = new long[size + 1];
        this.nextOther = new int[size];
        for (int i = size - 1; i >= 0; i--) {
            long value = coins.values().get(i);
            restFrom[i] = restFrom[i + 1] + value;
            savedFrom[i] = savedFrom[i + 1] + Math.min(0, coins.wastes().get(i));
            nextOther[i] = i + 1 < size && coins.values().get(i + 1) == value ? nextOther[i + 1] : i + 1;
        }
    }

    /** The values to take; empty if none fit, or none were found in time. */
    static Optional<Found> search(Coins coins, Range range) {
        return new BranchAndBound(coins, range).search();
    }

    private Optional<Found> search() {
        int next = 0;
        int steps = 0;
        while (++steps <= MAX_STEPS) {
            if (isInRange()) {
                keepIfBetter();
            }
            if (goesOn(next)) {
                take(next);
                next++;
            } else if (count > 0) {
                // Without it, equal ones after it would only give the same sums again.
                next = nextOther[leaveLast()];
            } else {
                break;
            }
        }
        int needed = Math.min(steps, MAX_STEPS);
        return bestWaste == Long.MAX_VALUE
                ? Optional.empty()
                : Optional.of(new Found(Arrays.stream(best).boxed().toList(), bestWaste, needed));
    }

    private boolean isInRange() {
        long over = sum - range.least(count);
        return count > 0 && over >= 0 && over <= range.room();
    }

    /**
     * Whether taking more can give a better sum. With low fees one more coin can lower the waste of a sum that is enough, but
     * never within a range this narrow worth searching for.
     */
    private boolean goesOn(int next) {
        return next < taken.length
                && count < range.most()
                && sum < range.least(count)
                && sum + restFrom[next] >= range.target()
                && waste + savedFrom[next] < bestWaste;
    }

    private void take(int position) {
        taken[count] = position;
        count++;
        sum += coins.values().get(position);
        waste += coins.wastes().get(position);
    }

    private int leaveLast() {
        count--;
        int position = taken[count];
        sum -= coins.values().get(position);
        waste -= coins.wastes().get(position);
        return position;
    }

    private void keepIfBetter() {
        long all = waste + sum - range.least(count);
        if (all < bestWaste) {
            bestWaste = all;
            best = Arrays.copyOf(taken, count);
        }
    }
}
