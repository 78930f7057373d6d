package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.pow.CompactTarget;

class ChainParamsTest {

    @ParameterizedTest
    @CsvSource({
        "mainnet, 000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f",
        "regtest, 0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206",
        "seminar, 000001d767fada7f4b14aee3bd18dd6bc2f1231a394378893695175d08f3d3f9",
    })
    @DisplayName("each network's genesis block has its known hash, true work and merkle root")
    void genesis(String network, String hash) {
        ChainParams params = ChainParams.of(Network.parse(network));
        assertThat(params.genesisHash().toDisplay()).isEqualTo(hash);
        assertThat(BlockRules.check(params.genesis(), params.genesisHash(), params))
                .isEqualTo(Optional.empty());
        assertThat(MerkleTree.of(params.genesis()).root())
                .isEqualTo(params.genesis().header().merkleRoot());
    }

    @ParameterizedTest
    @EnumSource(Network.class)
    @DisplayName("the genesis block's bits are within the network's easiest target")
    void genesisBits(Network network) {
        ChainParams params = ChainParams.of(network);
        CompactTarget bits = new CompactTarget(params.genesis().header().bits());
        assertThat(bits.target().orElseThrow()).isLessThanOrEqualTo(params.powLimit());
    }

    @Test
    @DisplayName("'bip34@100' moves a rule on regtest: 99 without it, 100 with it")
    void activation() {
        ChainParams moved = ChainParams.regtest().withActivation("bip34@100");
        assertThat(moved.isActive(SoftFork.BIP34, 99)).isFalse();
        assertThat(moved.isActive(SoftFork.BIP34, 100)).isTrue();
        assertThat(moved.isActive(SoftFork.BIP65, 1)).isTrue();
        assertThat(ChainParams.regtest().isActive(SoftFork.BIP34, 1)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bip34", "bip34@", "bip34@x", "bip34@-1", "bip34@9999999999", "segwit@1"})
    @DisplayName("other forms of activation are refused with what to write")
    void badActivation(String text) {
        assertThatThrownBy(() -> ChainParams.regtest().withActivation(text))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("bip34");
    }

    @Test
    @DisplayName("mainnet's rules can't be moved")
    void mainnetIsFixed() {
        assertThatThrownBy(() -> ChainParams.mainnet().withActivation("csv@1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("regtest or seminar");
    }
}
