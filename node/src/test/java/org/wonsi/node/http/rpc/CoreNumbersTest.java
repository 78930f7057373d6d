package org.wonsi.node.http.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.http.rpc.call.CoreNumbers;

@DisplayName("Floating-point numbers look as C's %.16g writes them")
class CoreNumbersTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "0, 0",
        "12, 12",
        "-1.5, -1.5",
        "4.6565423739069247e-10, 4.656542373906925e-10",
        "0.003333333333333334, 0.003333333333333334",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "1000000000000000, 1000000000000000",
        "9999999999999998, 9999999999999998",
        "1e16, 1e+16",
        "123456789012345678, 1.234567890123457e+17",
        "1e100, 1e+100",
        "0.1, 0.1"
    })
    @DisplayName("a number and its text")
    void format(double value, String text) {
        assertThat(CoreNumbers.format(value)).isEqualTo(text);
    }
}
