package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Searches the subsets of some values for one whose sum lies in a narrow range, with the least waste.
 *
 * <p>Depth first, largest value first: at each value, first with it, then without. A branch ends when its sum is past the
 * range, when all that is left can't reach it, or when it already wastes more than the best found. Gives up after 100,000
 * steps with the best found until then.
 */
final class BranchAndBound {
    private static final int MAX_STEPS = 100_000;

    private final long[] values;
    private final long[] waits;
    private final long[] restFrom;
    private final long target;
    private final long room;
    private final boolean[] taken;
    private final List<Integer> best = new ArrayList<>();
    private long bestWaste = Long.MAX_VALUE;
    private int steps;

    private BranchAndBound(long[] values, long[] waits, long target, long room) {
        this.values = values;
        this.waits = waits;
        this.target = target;
        this.room = room;
        this.taken = new boolean[values.length];
        this.restFrom = new long[values.length + 1];
        for (int i = values.length - 1; i >= 0; i--) {
            restFrom[i] = restFrom[i + 1] + values[i];
        }
    }

    /**
     * The positions of the values to take.
     *
     * @param values positive, largest first
     * @param waits waste of each value; the sum over target is waste too
     * @param target the least sum
     * @param room how far past it the sum may be
     */
    static Optional<List<Integer>> search(long[] values, long[] waits, long target, long room) {
        BranchAndBound search = new BranchAndBound(values, waits, target, room);
        search.visit(0, 0, 0);
        return search.bestWaste == Long.MAX_VALUE ? Optional.empty() : Optional.of(search.best);
    }

    private void visit(int index, long sum, long waste) {
        if (++steps > MAX_STEPS || sum > target + room || sum + restFrom[index] < target) {
            return;
        }
        if (sum >= target) {
            keepIfBetter(index, waste + sum - target);
            // With low fees one more coin can lower the waste, but never within a range this narrow worth searching
            // for.
            return;
        }
        if (index == values.length || (waste > bestWaste && waits[index] >= 0)) {
            return;
        }
        taken[index] = true;
        visit(index + 1, sum + values[index], waste + waits[index]);
        taken[index] = false;
        // Without it, equal ones after it would only give the same sums again.
        int next = index + 1;
        while (next < values.length && values[next] == values[index]) {
            next++;
        }
        visit(next, sum, waste);
    }

    private void keepIfBetter(int end, long waste) {
        if (waste >= bestWaste) {
            return;
        }
        bestWaste = waste;
        best.clear();
        for (int i = 0; i < end; i++) {
            if (taken[i]) {
                best.add(i);
            }
        }
    }
}
