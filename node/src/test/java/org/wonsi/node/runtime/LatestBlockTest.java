package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.ChainParams;

class LatestBlockTest {
    private final Block main = ChainParams.mainnet().genesis();
    private final Block regtest = ChainParams.regtest().genesis();

    @Test
    @DisplayName("the last block's bytes are there, as they are encoded; another's aren't, nor those of the one before")
    void latest() {
        LatestBlock latest = new LatestBlock();
        assertThat(latest.bytes(main.hash())).isEmpty();
        latest.set(main.hash(), main);
        assertThat(latest.bytes(main.hash())).contains(main.encode());
        assertThat(latest.bytes(main.hash()).orElseThrow())
                .isSameAs(latest.bytes(main.hash()).orElseThrow());
        assertThat(latest.bytes(regtest.hash())).isEmpty();
        latest.set(regtest.hash(), regtest);
        assertThat(latest.bytes(regtest.hash())).contains(regtest.encode());
        assertThat(latest.bytes(main.hash())).isEmpty();
    }
}
