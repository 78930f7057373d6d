package org.wonsi.core.consensus;

import java.util.Map;
import org.wonsi.core.block.BlockHash;

/**
 * The blocks of Bitcoin's chain that broke a rule before it was one, and must stay valid.
 *
 * <p>Named by hash, so that they concern no other network. Source: Bitcoin Core, {@code kernel/chainparams.cpp}, {@code
 * IsBIP30Repeat}.
 *
 * <p>A rule that comes later can't undo what is in the chain: whoever refused one of these blocks would refuse all
 * that is built on it, and be alone.
 */
final class HistoricBlocks {
    /**
     * The one block that breaks BIP 16, mined before it was in force.
     *
     * <p>It spends an output of the form of BIP 16 with a script whose hash fits and which, run as BIP 16 wants it,
     * fails.
     */
    private static final BlockHash BREAKS_P2SH =
            BlockHash.ofDisplay("00000000000002dc756eebf4f49723ed8d30cc28a5f108eb94b1ba88ac4f9c22");

    /**
     * The two blocks of 2010 whose coinbases repeat those of blocks 91,812 and 91,722 to the byte. The same
     * transaction has the same id, so the later coin took the earlier one's place: 50 coins are lost each time.
     */
    private static final Map<BlockHash, Integer> REPEATS_COINBASE = Map.of(
            BlockHash.ofDisplay("00000000000a4d0a398161ffc163c503763b1f4360639393e0e4c8e300e0caec"), 91_842,
            BlockHash.ofDisplay("00000000000743f190a18c5577a3c2d2a1f610ae9601ac046a38084ccb7cd721"), 91_880);

    /** The block with which BIP 34 came into force. */
    private static final BlockHash BIP34 =
            BlockHash.ofDisplay("000000000000024b89b42a942fe0d9fea3bb44ab7bd1b19115dd6a759c0808b8");

    /** From here on, coinbases of before BIP 34 exist that look as if made for these heights. */
    private static final int BIP34_IMPLIES_BIP30_LIMIT = 1_983_702;

    private HistoricBlocks() {}

    static boolean breaksP2sh(BlockHash hash) {
        return hash.equals(BREAKS_P2SH);
    }

    /**
     * Whether BIP 30 needs to be looked at for a block.
     *
     * <p>Not where heights in all coinbases (BIP 34) rule repetition out: two coinbases then differ, and so does all that
     * is made from them.
     *
     * <p>For each block the rule looks up every output it makes, and nearly always finds nothing: that is as slow
     * as looking up what isn't there. That is why it is skipped where it can't matter.
     */
    static boolean mayRepeat(BlockHash hash, HeaderView parent, ChainParams params) {
        int height = parent.height() + 1;
        if (REPEATS_COINBASE.getOrDefault(hash, -1) == height || params.activationHeight(SoftFork.BIP34) <= 1) {
            return false;
        }
        int bip34 = params.activationHeight(SoftFork.BIP34);
        boolean onBitcoin =
                parent.height() >= bip34 && parent.ancestor(bip34).hash().equals(BIP34);
        return !onBitcoin || height >= BIP34_IMPLIES_BIP30_LIMIT;
    }
}
