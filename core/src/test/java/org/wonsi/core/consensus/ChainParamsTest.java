package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.BlockHeader;
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

    @ParameterizedTest
    @CsvSource({
        "seminar, 776f6e73, 10, 12, 120, 210, 10, 73, 63, 201, wn, 9001",
        "regtest, fabfb5da, 600, 0, 7200, 150, 100, 111, 196, 239, bcrt, 18444",
        "mainnet, f9beb4d9, 600, 2016, 7200, 210000, 100, 0, 5, 128, bc, 8333",
    })
    @DisplayName("the numbers of each network")
    void numbers(
            String network,
            String magic,
            int spacing,
            int interval,
            int future,
            int halving,
            int maturity,
            int p2pkh,
            int p2sh,
            int wif,
            String hrp,
            int port) {
        ChainParams p = ChainParams.of(Network.parse(network));
        assertThat(p).hasToString(network);
        assertThat(p.network().id()).isEqualTo(network);
        assertThat(p.magic().toHex()).isEqualTo(magic);
        assertThat(List.of(
                        p.targetSpacing(),
                        p.retargetInterval(),
                        p.maxFutureSeconds(),
                        p.halvingInterval(),
                        p.coinbaseMaturity(),
                        p.p2pkhVersion(),
                        p.p2shVersion(),
                        p.wifVersion(),
                        p.defaultP2pPort()))
                .containsExactly(spacing, interval, future, halving, maturity, p2pkh, p2sh, wif, port);
        assertThat(p.bech32Hrp()).isEqualTo(hrp);
        assertThat(p.noRetargeting()).isEqualTo(interval == 0);
    }

    @Test
    @DisplayName("reject strings are Bitcoin Core's, with an argument where it has one")
    void rejectStrings() {
        assertThat(new Violation(RejectReason.BAD_VERSION, "0x00000001", "old"))
                .hasToString("bad-version(0x00000001), old");
        assertThat(new Violation(RejectReason.SCRIPT_FAILED, "OK", "").rejectString())
                .isEqualTo("mandatory-script-verify-flag-failed (OK)");
        assertThat(new Violation(RejectReason.POLICY_SCRIPT_FAILED, "OK", "").rejectString())
                .isEqualTo("non-mandatory-script-verify-flag (OK)");
        assertThat(new Violation(RejectReason.HIGH_HASH, "")).hasToString("high-hash");
        assertThat(RejectReason.BAD_VERSION.code()).isEqualTo("bad-version");
        assertThat(RejectReason.SCRIPT_FAILED.code()).isEqualTo("mandatory-script-verify-flag-failed");
    }

    @Test
    @DisplayName("the seminar's blocks can be made 127 times easier, not 128 times: that would be beyond its limit")
    void easierWork() {
        ChainParams seminar = ChainParams.seminar();
        ChainParams easier = seminar.withEasierWork(20);
        assertThat(easier.genesis().header().bits()).isEqualTo(0x1e27_ffecL);
        assertThat(new CompactTarget(easier.genesis().header().bits())
                        .target()
                        .orElseThrow()
                        .isMetBy(easier.genesisHash().hash()))
                .isTrue();
        assertThat(easier.genesis().transactions()).isEqualTo(seminar.genesis().transactions());
        assertThat(easier.genesisHash()).isNotEqualTo(seminar.genesisHash());
        assertThat(easier.targetSpacing()).isEqualTo(10);
        assertThat(seminar.withEasierWork(127).genesis().header().bits()).isEqualTo(0x1f00_fdffL);
        for (int times : new int[] {1, 2, 4, 8, 16, 32, 64, 127}) {
            BlockHeader first = seminar.withEasierWork(times).genesis().header();
            assertThat(new CompactTarget(first.bits())
                            .target()
                            .orElseThrow()
                            .isMetBy(first.hash().hash()))
                    .as("%d times easier", times)
                    .isTrue();
        }
        assertThat(seminar.withEasierWork(1).genesisHash()).isEqualTo(seminar.genesisHash());
        // Found by a search of its own, from 0 on: a tab's visitor doesn't wait for 20 million tries.
        assertThat(seminar.withEasierWork(2).genesis().header().nonce()).isEqualTo(19_830_248L);
        assertThat(seminar.withEasierWork(64).genesis().header().nonce()).isEqualTo(15_699L);
        for (int times : new int[] {128, 0, -1}) {
            assertThatThrownBy(() -> seminar.withEasierWork(times))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("blocks of seminar can't be " + times + " times easier");
        }
    }
}
