package org.wonsi.core.pow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.bytes.Hash256;

class CompactTargetTest {

    @ParameterizedTest
    @CsvSource({
        "1d00ffff, 00000000ffff0000000000000000000000000000000000000000000000000000",
        "1b0404cb, 00000000000404cb000000000000000000000000000000000000000000000000",
        "207fffff, 7fffff0000000000000000000000000000000000000000000000000000000000",
        "1e01ffff, 000001ffff000000000000000000000000000000000000000000000000000000",
        "01120000, 0000000000000000000000000000000000000000000000000000000000000012",
        "02008000, 0000000000000000000000000000000000000000000000000000000000000080",
        "03123456, 0000000000000000000000000000000000000000000000000000000000123456",
        "2100ffff, ffff000000000000000000000000000000000000000000000000000000000000",
        "220000ff, ff00000000000000000000000000000000000000000000000000000000000000",
    })
    @DisplayName("bits and target, both ways")
    void decodesAndEncodes(String bits, String target) {
        CompactTarget compact = new CompactTarget(Long.parseLong(bits, 16));
        assertThat(compact.target().orElseThrow().toDisplay()).isEqualTo(target);
        assertThat(CompactTarget.encode(Target.ofDisplay(target))
                        .target()
                        .orElseThrow()
                        .toDisplay())
                .isEqualTo(target);
        assertThat(compact.toDisplay()).isEqualTo(bits);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, false, false", "00123456, false, false", "01003456, false, false", "02000056, false, false",
        "04923456, true, false", "01fedcba, true, false", "20800001, true, false", "01803456, false, false",
        "23000001, false, true", "220001ff, false, true", "2101ffff, false, true", "ff123456, false, true",
    })
    @DisplayName("negative numbers, zero and those of more than 256 bits are no target")
    void noTarget(String bits, boolean negative, boolean overflow) {
        CompactTarget compact = new CompactTarget(Long.parseLong(bits, 16));
        assertThat(compact.target()).isEmpty();
        assertThat(compact.isNegative()).isEqualTo(negative);
        assertThat(compact.isOverflow()).isEqualTo(overflow);
        assertThat(compact.work()).isEqualTo(Work.ZERO);
    }

    @Test
    @DisplayName("encoding keeps the three most significant bytes and never sets the sign, for 10,000 random targets")
    void encodingRoundsDown() {
        Random random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            BigInteger number = new BigInteger(1 + random.nextInt(256), random).add(BigInteger.ONE);
            CompactTarget compact = CompactTarget.encode(Target.of(number));
            BigInteger back = compact.target().orElseThrow().toNumber();
            assertThat(back).as("seed 4, %s", number.toString(16)).isLessThanOrEqualTo(number);
            int dropped = Math.max(0, number.bitLength() - 16);
            assertThat(back.shiftRight(dropped)).isEqualTo(number.shiftRight(dropped));
            assertThat(CompactTarget.encode(Target.of(back))).isEqualTo(compact);
        }
    }

    @Test
    @DisplayName("a hash equal to the target is proof of work, one more is not")
    void limitIsInclusive() {
        Target target = Target.ofDisplay("00000000ffff0000000000000000000000000000000000000000000000000000");
        assertThat(target.isMetBy(
                        Hash256.ofDisplay("00000000ffff0000000000000000000000000000000000000000000000000000")))
                .isTrue();
        assertThat(target.isMetBy(
                        Hash256.ofDisplay("00000000ffff0000000000000000000000000000000000000000000000000001")))
                .isFalse();
    }

    @Test
    @DisplayName("a mainnet block of the easiest kind is worth 4,295,032,833 tries, a regtest block two")
    void work() {
        assertThat(new CompactTarget(0x1d00_ffffL).work().hashes()).isEqualTo(4_295_032_833L);
        assertThat(new CompactTarget(0x207f_ffffL).work().hashes()).isEqualTo(2);
    }
}
