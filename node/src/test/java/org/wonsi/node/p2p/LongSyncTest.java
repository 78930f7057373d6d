package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;

/** How fast that is, {@code ./wonsi bench sync} tells. */
class LongSyncTest {
    @Test
    @DisplayName("ten thousand empty blocks are fetched from a neighbour, through several rounds of headers")
    void tenThousandBlocks() throws IOException {
        try (LiveNode seoul = new LiveNode("Seoul", ChainParams.regtest());
                LiveNode busan = new LiveNode("Busan", ChainParams.regtest())) {
            seoul.mineQuietly(10_000);
            busan.network.connect(seoul.address());
            busan.awaitTip(seoul.tip());
            assertThat(busan.height()).isEqualTo(10_000);
        }
    }
}
