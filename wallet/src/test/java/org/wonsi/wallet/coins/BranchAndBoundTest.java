package org.wonsi.wallet.coins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.wallet.coins.BranchAndBound.Coins;
import org.wonsi.wallet.coins.BranchAndBound.Found;
import org.wonsi.wallet.coins.BranchAndBound.Range;

class BranchAndBoundTest {

    /** A value and what it wastes. */
    private record Value(long value, long waste) {}

    private static Coins coins(List<Value> values) {
        return new Coins(
                values.stream().map(Value::value).toList(),
                values.stream().map(Value::waste).toList());
    }

    /** Tries every subset; a subset counts if its last value, the smallest, is needed. */
    private static OptionalLong leastWaste(List<Value> values, Range range) {
        long best = Long.MAX_VALUE;
        for (int subset = 1; subset < 1 << values.size(); subset++) {
            long sum = 0;
            long waste = 0;
            int count = 0;
            boolean enoughBefore = false;
            for (int i = 0; i < values.size(); i++) {
                if ((subset >> i & 1) == 1) {
                    enoughBefore |= count > 0 && sum >= range.least(count);
                    sum += values.get(i).value();
                    waste += values.get(i).waste();
                    count++;
                }
            }
            long over = sum - range.least(count);
            if (!enoughBefore && over >= 0 && over <= range.room() && count <= range.most()) {
                best = Math.min(best, waste + over);
            }
        }
        return best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(best);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    @DisplayName("for random values the least waste is that of trying every subset, also where many values cost more")
    void oracle(long seed) {
        Random random = new Random(seed);
        int found = 0;
        for (int round = 0; round < 300; round++) {
            List<Value> values = new ArrayList<>();
            int count = 1 + random.nextInt(12);
            int sign = random.nextBoolean() ? 1 : -1;
            for (int i = 0; i < count; i++) {
                values.add(new Value(1 + random.nextInt(40), (long) sign * random.nextInt(5)));
            }
            values.sort(Comparator.comparingLong(Value::value).reversed().thenComparingLong(Value::waste));
            Range range = new Range(
                    1 + random.nextInt(150),
                    random.nextInt(4),
                    1 + random.nextInt(6),
                    random.nextInt(4),
                    1 + random.nextInt(12));
            Optional<Found> answer = BranchAndBound.search(coins(values), range);
            OptionalLong oracle = leastWaste(values, range);
            String what = "seed " + seed + ", round " + round + ": " + values + " " + range;
            assertThat(answer.isPresent()).as(what).isEqualTo(oracle.isPresent());
            if (answer.isPresent()) {
                found++;
                Found best = answer.get();
                assertThat(best.waste()).as(what).isEqualTo(oracle.getAsLong());
                long sum = best.taken().stream()
                        .mapToLong(i -> values.get(i).value())
                        .sum();
                int taken = best.taken().size();
                assertThat(sum).as(what).isBetween(range.least(taken), range.least(taken) + range.room());
            }
        }
        assertThat(found).as("seed " + seed).isGreaterThan(60);
    }

    @Test
    @DisplayName("20,000 values that are all needed are found: nothing is kept on the call stack")
    void deep() {
        Coins equal = new Coins(Collections.nCopies(20_000, 7L), Collections.nCopies(20_000, 1L));
        Found all = BranchAndBound.search(equal, new Range(140_000, 0, 253, 0, 20_000))
                .orElseThrow();
        assertThat(all.taken()).hasSize(20_000);
        assertThat(all.waste()).isEqualTo(20_000);
        assertThat(all.steps()).isLessThanOrEqualTo(100_000);
    }

    @Test
    @DisplayName("a search without an answer ends after 100,000 steps, also among 20,000 values")
    void bounded() {
        // Even values never sum to an odd target, but no branch shows that before it is walked to its end.
        List<Long> even = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            even.add(2L * (1 + random.nextInt(1_000_000)));
        }
        even.sort(Comparator.reverseOrder());
        Range odd = new Range(7_777_777, 0, 253, 0, 20_000);
        assertThat(BranchAndBound.search(new Coins(even, Collections.nCopies(20_000, 0L)), odd))
                .isEmpty();
    }

    @Test
    @DisplayName("252 values meet the target itself, 253 have to meet what the longer count costs too")
    void manyInputs() {
        Coins equal = new Coins(Collections.nCopies(300, 100L), Collections.nCopies(300, 1L));
        assertThat(search(equal, new Range(25_200, 20, 253, 0, 300)).taken()).hasSize(252);
        assertThat(BranchAndBound.search(equal, new Range(25_300, 20, 253, 79, 300)))
                .isEmpty();
        assertThat(search(equal, new Range(25_300, 20, 253, 80, 300)).taken()).hasSize(254);
        assertThat(search(equal, new Range(25_280, 20, 253, 0, 300)).taken()).hasSize(253);
    }

    @Test
    @DisplayName("as many values are taken as may be, and not one more")
    void most() {
        Coins equal = new Coins(Collections.nCopies(300, 100L), Collections.nCopies(300, 1L));
        assertThat(search(equal, new Range(20_000, 0, 253, 0, 200)).taken()).hasSize(200);
        assertThat(BranchAndBound.search(equal, new Range(20_000, 0, 253, 0, 199)))
                .isEmpty();
    }

    private static Found search(Coins coins, Range range) {
        return BranchAndBound.search(coins, range).orElseThrow();
    }
}
