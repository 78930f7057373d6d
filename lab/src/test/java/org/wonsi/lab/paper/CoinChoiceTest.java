package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.tx.Amount;

@DisplayName("coins for an amount")
class CoinChoiceTest {
    private static final List<Amount> COINS = coins("1.5", "5", "3", "2");

    private static List<Amount> coins(String... amounts) {
        return Stream.of(amounts).map(Amount::parseCoins).toList();
    }

    private static List<Integer> chosen(String wanted) {
        return CoinChoice.of(COINS, Amount.parseCoins(wanted)).orElseThrow().chosen();
    }

    @Test
    @DisplayName("the smallest single coin that is enough, exactly so included")
    void single() {
        assertThat(chosen("1.5")).containsExactly(0);
        assertThat(chosen("1.50000001")).containsExactly(3);
        assertThat(chosen("4.99999999")).containsExactly(1);
        assertThat(chosen("5")).containsExactly(1);
    }

    @Test
    @DisplayName("else the largest together, up to all of them, and nothing beyond")
    void several() {
        assertThat(chosen("5.00000001")).containsExactly(1, 2);
        assertThat(chosen("8")).containsExactly(1, 2);
        assertThat(chosen("8.00000001")).containsExactly(1, 2, 3);
        assertThat(chosen("11.5")).containsExactly(1, 2, 3, 0);
        assertThat(CoinChoice.of(COINS, Amount.parseCoins("11.50000001"))).isEmpty();
        assertThat(CoinChoice.of(List.of(), Amount.parseCoins("0.1"))).isEmpty();
        assertThat(CoinChoice.of(COINS, Amount.parseCoins("8")).orElseThrow().sum())
                .isEqualTo(Amount.ofCoins(8));
    }
}
