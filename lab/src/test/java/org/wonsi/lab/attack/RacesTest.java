package org.wonsi.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.lab.paper.AttackerSuccess;

class RacesTest {
    private static final int RACES = 200_000;

    @ParameterizedTest
    @CsvSource({"0.1, 1", "0.1, 2", "0.2, 3", "0.3, 2", "0.3, 5", "0.3, 10", "0.4, 6"})
    @DisplayName("races run block by block come out at the exact numbers, and not at the paper's estimate")
    void doubleSpend(double q, int z) {
        DoubleSpendRace race = new DoubleSpendRace(q, new SplittableRandom(11));
        assertWithin(race.share(z, 0, RACES), AttackerSuccess.tie(q, z), RACES, "seed 11, tie");
        assertWithin(race.share(z, 1, RACES), AttackerSuccess.overtake(q, z), RACES, "seed 11, overtake");
        double sigma = Math.sqrt(AttackerSuccess.tie(q, z) / RACES);
        assertThat(Math.abs(AttackerSuccess.paper(q, z) - AttackerSuccess.tie(q, z)))
                .isGreaterThan(4 * sigma);
    }

    private static void assertWithin(double measured, double expected, int trials, String what) {
        double sigma = Math.sqrt(expected * (1 - expected) / trials);
        assertThat(measured)
                .as("%s: %.5f ± %.5f", what, expected, sigma)
                .isBetween(expected - 4 * sigma, expected + 4 * sigma);
    }
}
