package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;

class SyncSpeedTest {
    @Test
    @DisplayName("ten thousand empty blocks are fetched from a neighbour in seconds")
    void tenThousandBlocks() throws IOException {
        try (LiveNode seoul = new LiveNode("Seoul", ChainParams.regtest());
                LiveNode busan = new LiveNode("Busan", ChainParams.regtest())) {
            seoul.mineQuietly(10_000);
            long started = System.nanoTime();
            busan.network.connect(seoul.address());
            busan.awaitTip(seoul.tip());
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            System.out.println("10,000 empty blocks over TCP: " + took.toMillis() + " ms");
            // Far above what it takes, for machines that do something else as well.
            assertThat(took).isLessThan(Duration.ofSeconds(50));
            assertThat(busan.height()).isEqualTo(10_000);
        }
    }
}
