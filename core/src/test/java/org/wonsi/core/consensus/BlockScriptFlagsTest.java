package org.wonsi.core.consensus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.core.script.interpreter.ScriptFlag.CHECKLOCKTIMEVERIFY;
import static org.wonsi.core.script.interpreter.ScriptFlag.CHECKSEQUENCEVERIFY;
import static org.wonsi.core.script.interpreter.ScriptFlag.DERSIG;
import static org.wonsi.core.script.interpreter.ScriptFlag.P2SH;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;

class BlockScriptFlagsTest {
    private static final ChainParams MAINNET = ChainParams.mainnet();

    @Test
    @DisplayName("on mainnet each script rule is in force from its block on, and not one before")
    void mainnetHeights() {
        assertThat(BlockScriptFlags.ofNext(1, MAINNET)).containsExactly(P2SH);
        assertThat(BlockScriptFlags.ofNext(363_724, MAINNET)).containsExactly(P2SH);
        assertThat(BlockScriptFlags.ofNext(363_725, MAINNET)).containsExactlyInAnyOrder(P2SH, DERSIG);
        assertThat(BlockScriptFlags.ofNext(388_380, MAINNET)).containsExactlyInAnyOrder(P2SH, DERSIG);
        assertThat(BlockScriptFlags.ofNext(388_381, MAINNET))
                .containsExactlyInAnyOrder(P2SH, DERSIG, CHECKLOCKTIMEVERIFY);
        assertThat(BlockScriptFlags.ofNext(419_327, MAINNET))
                .containsExactlyInAnyOrder(P2SH, DERSIG, CHECKLOCKTIMEVERIFY);
        assertThat(BlockScriptFlags.ofNext(419_328, MAINNET))
                .containsExactlyInAnyOrder(P2SH, DERSIG, CHECKLOCKTIMEVERIFY, CHECKSEQUENCEVERIFY);
    }

    @Test
    @DisplayName("only the one block of 2012 that breaks P2SH is spared it")
    void p2shException() {
        BlockHash exception = BlockHash.ofDisplay("00000000000002dc756eebf4f49723ed8d30cc28a5f108eb94b1ba88ac4f9c22");
        assertThat(BlockScriptFlags.of(170_060, exception, MAINNET)).isEmpty();
        assertThat(BlockScriptFlags.of(170_060, BlockHash.ZERO, MAINNET)).containsExactly(P2SH);
    }

    @Test
    @DisplayName("repeated coinbases are looked for before BIP 34, not in the two blocks of 2010 that have them")
    void bip30() {
        BlockHash repeat = BlockHash.ofDisplay("00000000000a4d0a398161ffc163c503763b1f4360639393e0e4c8e300e0caec");
        assertThat(HistoricBlocks.mayRepeat(repeat, at(91_841), MAINNET)).isFalse();
        assertThat(HistoricBlocks.mayRepeat(repeat, at(91_840), MAINNET)).isTrue();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, at(91_841), MAINNET))
                .isTrue();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, at(227_930), MAINNET))
                .isTrue();
    }

    @Test
    @DisplayName("after BIP 34 they aren't on Bitcoin's chain until 1,983,702, on another always, and on regtest never")
    void bip30AfterBip34() {
        BlockHash bip34 = BlockHash.ofDisplay("000000000000024b89b42a942fe0d9fea3bb44ab7bd1b19115dd6a759c0808b8");
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, new At(227_931, bip34), MAINNET))
                .isFalse();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, new At(1_983_700, bip34), MAINNET))
                .isFalse();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, new At(1_983_701, bip34), MAINNET))
                .isTrue();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, at(300_000), MAINNET))
                .isTrue();
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, at(300), ChainParams.regtest()))
                .isFalse();
        ChainParams late = ChainParams.regtest().withActivation("bip34@2");
        assertThat(HistoricBlocks.mayRepeat(BlockHash.ZERO, at(300), late)).isTrue();
    }

    private static HeaderView at(int height) {
        return new At(height, BlockHash.ZERO);
    }

    /** Some height of a chain in which every block has this hash. */
    private record At(int height, BlockHash hash) implements HeaderView {
        @Override
        public BlockHeader header() {
            return MAINNET.genesis().header();
        }

        @Override
        public long medianTimePast() {
            return 0;
        }

        @Override
        public Optional<HeaderView> previous() {
            return Optional.empty();
        }

        @Override
        public HeaderView ancestor(int wanted) {
            return new At(wanted, hash);
        }
    }
}
