package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.tx.Amount;
import org.wonsi.lab.attack.SelfishMining;

class PaperTest {
    private static final double[] TENTH = {
        1.0000000, 0.2045873, 0.0509779, 0.0131722, 0.0034552, 0.0009137, 0.0002428, 0.0000647, 0.0000173, 0.0000046,
        0.0000012
    };
    private static final double[] THIRD = {
        1.0000000, 0.1773523, 0.0416605, 0.0101008, 0.0024804, 0.0006132, 0.0001522, 0.0000379, 0.0000095, 0.0000024,
        0.0000006
    };

    @Test
    @DisplayName("the paper's two tables come out to all seven decimals")
    void tables() {
        for (int i = 0; i <= 10; i++) {
            assertThat(AttackerSuccess.paper(0.1, i)).as("q=0.1, z=%d", i).isCloseTo(TENTH[i], within(5e-8));
            assertThat(AttackerSuccess.paper(0.3, 5 * i))
                    .as("q=0.3, z=%d", 5 * i)
                    .isCloseTo(THIRD[i], within(5e-8));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.10, 5", "0.15, 8", "0.20, 11", "0.25, 15", "0.30, 24", "0.35, 41", "0.40, 89", "0.45, 340"})
    @DisplayName("the confirmations for less than 0.1 percent are those of the paper's last table")
    void confirmations(double q, int z) {
        assertThat(AttackerSuccess.confirmationsFor(q, 0.001)).isEqualTo(z);
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 1, 0.2045873, 0.2000000, 0.0311111",
        "0.1, 5, 0.0009137, 0.0017818, 0.0003286",
        "0.1, 6, 0.0002428, 0.0005914, 0.0001103",
        "0.3, 5, 0.1773523, 0.1976173, 0.1117497",
        "0.3, 10, 0.0416605, 0.0651067, 0.0376999",
    })
    @DisplayName("paper, exact tie and exact overtaking differ as published")
    void threeAnswers(double q, int z, double paper, double tie, double overtake) {
        assertThat(AttackerSuccess.paper(q, z)).isCloseTo(paper, within(5e-8));
        assertThat(AttackerSuccess.tie(q, z)).isCloseTo(tie, within(5e-8));
        assertThat(AttackerSuccess.overtake(q, z)).isCloseTo(overtake, within(5e-8));
    }

    @Test
    @DisplayName("half of the work always succeeds, none never, and a thousand blocks don't underflow")
    void edges() {
        assertThat(AttackerSuccess.paper(0.5, 100)).isEqualTo(1);
        assertThat(AttackerSuccess.tie(0.7, 3)).isEqualTo(1);
        assertThat(AttackerSuccess.paper(0, 1)).isZero();
        assertThat(AttackerSuccess.overtake(0, 0)).isZero();
        assertThat(AttackerSuccess.tie(0.2, 0)).isEqualTo(1);
        assertThat(AttackerSuccess.paper(0.49, 1_000)).isCloseTo(AttackerSuccess.tie(0.49, 1_000), within(0.05));
        assertThatThrownBy(() -> AttackerSuccess.paper(1.1, 1)).hasMessageContaining("between 0 and 1, not 1.1");
    }

    @Test
    @DisplayName("selfish mining pays from a third of the work, or from a quarter if half of the others help")
    void selfish() {
        assertThat(SelfishMining.threshold(0)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(SelfishMining.threshold(0.5)).isCloseTo(0.25, within(1e-12));
        assertThat(SelfishMining.revenue(1.0 / 3, 0)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(SelfishMining.revenue(0.25, 0.5)).isCloseTo(0.25, within(1e-12));
        assertThat(SelfishMining.revenue(0.4, 0)).isCloseTo(0.48372, within(1e-5));
    }

    @Test
    @DisplayName("the supply ends at 20,999,999.9769 coins, and a year of headers takes 4.2 MB")
    void supplyAndDisk() {
        assertThat(SupplySchedule.at(0, 210_000)).isEqualTo(Amount.ofCoins(50));
        assertThat(SupplySchedule.at(209_999, 210_000)).isEqualTo(Amount.ofCoins(10_500_000));
        assertThat(SupplySchedule.at(210_000, 210_000)).isEqualTo(Amount.parseCoins("10500025"));
        assertThat(SupplySchedule.total(210_000)).hasToString("20999999.97690000");
        assertThat(DiskSpace.headerBytesPerYear(600)).isEqualTo(4_204_800);
        assertThat(DiskSpace.branchBytes(1)).isZero();
        assertThat(DiskSpace.branchBytes(2_000)).isEqualTo(352);
    }
}
