package org.wonsi.lab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @Test
    @DisplayName("A number is written as String.format writes it, halves and negative numbers too")
    void asFormat() {
        SplittableRandom random = new SplittableRandom(31);
        for (int i = 0; i < 5_000; i++) {
            double number = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            for (int decimals = 0; decimals < 4; decimals++) {
                assertThat(Decimals.fixed(number, decimals))
                        .as("seed 31, number %s", number)
                        .isEqualTo(String.format(Locale.ROOT, "%." + decimals + "f", number));
            }
        }
        assertThat(Decimals.fixed(0.125, 2)).isEqualTo("0.13");
        assertThat(Decimals.fixed(2.5, 0)).isEqualTo("3");
        assertThat(Decimals.fixed(-2.5, 0)).isEqualTo("-3");
        assertThat(Decimals.fixed(Double.NaN, 2)).isEqualTo("NaN");
        assertThat(Decimals.fixed(Double.POSITIVE_INFINITY, 2)).isEqualTo("Infinity");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            0; 0
            999; 999
            1000; 1,000
            4295032833; 4,295,032,833
            -100; -100
            -1000000; -1,000,000
            """)
    @DisplayName("A large number has a comma after each three digits")
    void grouped(BigInteger number, String text) {
        assertThat(Decimals.grouped(number)).isEqualTo(text);
    }
}
