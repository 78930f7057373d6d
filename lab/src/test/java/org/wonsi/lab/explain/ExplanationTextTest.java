package org.wonsi.lab.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;

class ExplanationTextTest {
    @Test
    @DisplayName("a header in the terminal: each field with place, bytes, value, meaning and order, then the verdict")
    void header() {
        ByteString header = ChainParams.mainnet().genesis().header().encode();
        String text = ExplanationText.of(new Explainer(ChainParams.mainnet(), PrevoutSource.NONE).explain(header));
        assertThat(text)
                .contains("    72     4  bits                     ffff001d\n")
                .contains("              0x1d00ffff\n")
                .contains("[little-endian: least significant byte first]\n")
                .contains("  holds: proof of work\n");
        assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(103));
    }
}
