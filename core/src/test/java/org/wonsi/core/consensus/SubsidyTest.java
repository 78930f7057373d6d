package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.tx.Amount;

class SubsidyTest {

    @ParameterizedTest
    @CsvSource({
        "0, 5000000000",
        "209999, 5000000000",
        "210000, 2500000000",
        "419999, 2500000000",
        "420000, 1250000000",
        "6929999, 1",
        "6930000, 0",
        "13439999, 0",
        "13440000, 0",
    })
    @DisplayName("mainnet's subsidy on both sides of halvings, and zero after 64 of them (BIP 42)")
    void mainnet(int height, long satoshis) {
        assertThat(Subsidy.at(height, 210_000)).isEqualTo(new Amount(satoshis));
    }

    @Test
    @DisplayName("all subsidies together are 20,999,999.9769 coins")
    void total() {
        Amount total = Amount.ZERO;
        for (int halving = 0; halving < 70; halving++) {
            Amount subsidy = Subsidy.at(halving * 210_000, 210_000);
            total = total.plus(new Amount(subsidy.satoshis() * 210_000));
        }
        assertThat(total.toCoins()).isEqualTo("20999999.97690000");
    }
}
