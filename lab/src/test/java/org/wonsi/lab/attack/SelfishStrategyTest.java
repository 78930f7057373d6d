package org.wonsi.lab.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("a selfish miner's strategy")
class SelfishStrategyTest {
    private static final int BATCHES = 20;
    private static final int BLOCKS = 25_000;

    /** How many blocks it publishes at each of these finds: a its own, h another's. */
    private static String published(String finds) {
        SelfishStrategy strategy = new SelfishStrategy();
        StringBuilder published = new StringBuilder();
        for (int i = 0; i < finds.length(); i++) {
            published.append(finds.charAt(i) == 'a' ? strategy.foundOwn() : strategy.foundByOthers());
        }
        return published + (strategy.isIdle() ? " idle" : strategy.isTie() ? " tie" : " " + strategy.withheld());
    }

    @ParameterizedTest
    @CsvSource({
        "h, 0 idle",
        "a, 0 1",
        "ah, 01 tie",
        "aha, 011 idle",
        "ahh, 010 idle",
        "ahhh, 0100 idle",
        "aa, 00 2",
        "aah, 002 idle",
        "aaah, 0001 2",
        "aaahh, 00012 idle",
        "aaaahah, 0000101 3",
        "aaaahhh, 0000112 idle",
        "ahaa, 0110 1",
    })
    @DisplayName("in each state publishes as algorithm 1 says")
    void states(String finds, String expected) {
        assertThat(published(finds)).isEqualTo(expected);
    }

    @Test
    @DisplayName("publishes at the end what it has left, and begins anew")
    void end() {
        SelfishStrategy strategy = new SelfishStrategy();
        for (int i = 0; i < 4; i++) {
            strategy.foundOwn();
        }
        strategy.foundByOthers();
        assertThat(strategy.own()).isEqualTo(4);
        assertThat(strategy.others()).isEqualTo(1);
        assertThat(strategy.publishAll()).isEqualTo(3);
        assertThat(strategy.isIdle()).isTrue();
        assertThat(strategy.publishAll()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0.01, 0",
        "0.32, 0",
        "0.35, 0",
        "0.49, 0",
        "0.24, 0.5",
        "0.26, 0.5",
        "0.49, 0.5",
        "0.01, 1",
        "0.49, 1",
    })
    @DisplayName("earns what the formula says, at the ends and on both sides of the shares where it begins to pay")
    void formula(double alpha, double gamma) {
        long seed = 15;
        SelfishPool pool = new SelfishPool(alpha, gamma, new SplittableRandom(seed));
        double[] batches = new double[BATCHES];
        double mean = 0;
        for (int i = 0; i < BATCHES; i++) {
            batches[i] = pool.revenue(BLOCKS);
            mean += batches[i] / BATCHES;
        }
        double squares = 0;
        for (double batch : batches) {
            squares += (batch - mean) * (batch - mean);
        }
        double sigma = Math.sqrt(squares / (BATCHES - 1) / BATCHES);
        // Four deviations: with nineteen degrees of freedom one seed in a thousand fails by chance.
        assertThat(mean)
                .as("seed %d, deviation %.6f", seed, sigma)
                .isBetween(
                        SelfishMining.revenue(alpha, gamma) - 4 * sigma,
                        SelfishMining.revenue(alpha, gamma) + 4 * sigma);
    }

    @Test
    @DisplayName("without work earns nothing; half of the work, and a negative part of the others, are no question")
    void edges() {
        assertThat(new SelfishPool(0, 0.5, new SplittableRandom(1)).revenue(1_000))
                .isZero();
        assertThat(SelfishMining.revenue(0, 0)).isZero();
        assertThat(SelfishMining.revenue(0, 1)).isZero();
        assertThat(SelfishMining.threshold(1)).isZero();
        assertThat(SelfishMining.revenue(0.32, 0)).isLessThan(0.32);
        assertThat(SelfishMining.revenue(0.34, 0)).isGreaterThan(0.34);
        assertThat(SelfishMining.revenue(0.24, 0.5)).isLessThan(0.24);
        assertThat(SelfishMining.revenue(0.26, 0.5)).isGreaterThan(0.26);
        assertThatThrownBy(() -> new SelfishPool(0.5, 0, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("below 0.5");
        assertThatThrownBy(() -> new SelfishPool(0.3, -0.1, new SplittableRandom(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SelfishMining.revenue(0.3, 1.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
