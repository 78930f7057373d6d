package org.wonsi.core.pow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetargetTest {
    private static final Target MAINNET =
            new CompactTarget(0x1d00_ffffL).target().orElseThrow();

    @ParameterizedTest(name = "{4}")
    @CsvSource({
        "1261130161, 1262152739, 1d00ffff, 1d00d86a, block 32256: Bitcoin's first rise of difficulty",
        "1231006505, 1233061996, 1d00ffff, 1d00ffff, block 2016: too slow but already the easiest",
        "1279008237, 1279297671, 1c05a3f4, 1c0168fd, block 68544: four times as hard at most",
        "1263163443, 1269211443, 1c387f6f, 1d00e1fd, four times as easy at most",
        "1263163443, 1200000000, 1c387f6f, 1c0e1fdb, times that run backwards count as the fastest window",
    })
    @DisplayName("what Bitcoin's own windows gave")
    void mainnet(long first, long last, String before, String after, String what) {
        CompactTarget next =
                Retarget.next(new CompactTarget(Long.parseLong(before, 16)), last - first, 14L * 24 * 3600, MAINNET);
        assertThat(next.toDisplay()).as(what).isEqualTo(after);
    }
}
