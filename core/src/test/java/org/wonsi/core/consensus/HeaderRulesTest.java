package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;

class HeaderRulesTest {
    private static final ChainParams MOVED = ChainParams.regtest()
            .withActivation("bip34@10")
            .withActivation("bip66@20")
            .withActivation("bip65@30");

    private static BlockHeader header(int version, long time) {
        return new BlockHeader(version, BlockHash.ZERO, Hash256.ZERO, time, 0x207f_ffffL, 0);
    }

    private static String reject(Optional<Violation> violation) {
        return violation.map(Violation::rejectString).orElse("");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 9, ''",
        "1, 10, bad-version(0x00000001)",
        "2, 10, ''",
        "2, 19, ''",
        "2, 20, bad-version(0x00000002)",
        "3, 20, ''",
        "3, 29, ''",
        "3, 30, bad-version(0x00000003)",
        "4, 30, ''",
        "536870912, 30, ''",
        "0, 10, bad-version(0x00000000)",
        "-1, 10, bad-version(0xffffffff)",
    })
    @DisplayName("a version is obsolete from the height of the rule change that it doesn't know")
    void versions(int version, int height, String expected) {
        assertThat(reject(HeaderRules.checkVersion(header(version, 0), height, MOVED)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "regtest, 7200, ''",
        "regtest, 7201, time-too-new",
        "mainnet, 7200, ''",
        "mainnet, 7201, time-too-new",
        "seminar, 120, ''",
        "seminar, 121, time-too-new",
    })
    @DisplayName("a block may be 7,200 seconds ahead of the clock, on the seminar network 120, and not one more")
    void future(String network, long ahead, String expected) {
        ChainParams params = ChainParams.of(Network.parse(network));
        assertThat(reject(HeaderRules.checkNotTooNew(header(4, 1_000_000 + ahead), params, 1_000_000)))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("in its place a header is asked for bits, then time, then clock, then version")
    void order() {
        FakeHeaders parent = FakeHeaders.of(ChainParams.regtest(), 1_500_000_000L);
        assertThat(reject(context(new BlockHeader(1, BlockHash.ZERO, Hash256.ZERO, 0, 0x207f_fffeL, 0), parent)))
                .isEqualTo("bad-diffbits");
        assertThat(reject(context(header(1, 0), parent))).isEqualTo("time-too-old");
        assertThat(reject(context(header(1, 1_600_000_000L), parent))).isEqualTo("time-too-new");
        assertThat(reject(context(header(1, 1_500_000_001L), parent))).isEqualTo("bad-version(0x00000001)");
        assertThat(reject(context(header(4, 1_500_000_001L), parent))).isEmpty();
    }

    private static Optional<Violation> context(BlockHeader header, FakeHeaders parent) {
        return HeaderRules.checkInContext(header, parent, ChainParams.regtest(), 1_500_000_001L);
    }

    @Test
    @DisplayName("the version is looked at for the block's own height, one above its parent's")
    void heightOfVersion() {
        FakeHeaders parent = FakeHeaders.of(MOVED, 1_500_000_000L);
        for (int height = 1; height < 8; height++) {
            parent = parent.next(1_500_000_000L + height, 0x207f_ffffL);
        }
        assertThat(parent.height()).isEqualTo(8);
        BlockHeader first = header(1, 1_500_000_100L);
        assertThat(reject(HeaderRules.checkInContext(first, parent, MOVED, 1_500_000_100L)))
                .isEmpty();
        FakeHeaders next = parent.next(1_500_000_050L, 0x207f_ffffL);
        assertThat(reject(HeaderRules.checkInContext(first, next, MOVED, 1_500_000_100L)))
                .isEqualTo("bad-version(0x00000001)");
    }
}
