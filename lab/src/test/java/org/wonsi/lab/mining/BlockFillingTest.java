package org.wonsi.lab.mining;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.ChainParams;

@DisplayName("a block that is filled up")
class BlockFillingTest {
    private static final Block BLOCK = ChainParams.regtest().genesis();

    @ParameterizedTest
    @ValueSource(ints = {310, 550, 560, 20_000, 65_800, 66_000, 1_000_000})
    @DisplayName("is at most so large, and at most ten bytes smaller; its root covers the filling")
    void size(int bytes) {
        Block filled = new BlockFilling(bytes).fill(BLOCK);
        assertThat(filled.size()).isBetween(bytes - 10, bytes);
        assertThat(filled.header().merkleRoot())
                .isEqualTo(MerkleTree.of(filled).root())
                .isNotEqualTo(BLOCK.header().merkleRoot());
        assertThat(filled.transactions().get(0).outputs()).hasSize(2).last().satisfies(output -> {
            assertThat(output.value().satoshis()).isZero();
            assertThat(output.scriptPubKey().isUnspendable()).isTrue();
            assertThat(output.scriptPubKey().operations()).hasSize(2);
        });
    }

    @Test
    @DisplayName("stays what it is if it is large enough, or lacks less than an output takes")
    void large() {
        int size = BLOCK.size();
        assertThat(new BlockFilling(0).fill(BLOCK)).isSameAs(BLOCK);
        assertThat(new BlockFilling(size).fill(BLOCK)).isSameAs(BLOCK);
        assertThat(new BlockFilling(size + 14).fill(BLOCK)).isSameAs(BLOCK);
        assertThat(new BlockFilling(size + 15).fill(BLOCK).size()).isEqualTo(size + 15);
    }
}
