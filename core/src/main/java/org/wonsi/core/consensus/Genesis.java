package org.wonsi.core.consensus;

import java.util.Map;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;

/**
 * The first block of each network, agreed on beforehand: nothing precedes it, and nobody can spend its coins.
 *
 * <p>All later blocks contain its hash, through the chain of links. So two networks with different first blocks can
 * have no block in common, and it is enough to compare this one to know which network a node is on.
 *
 * <p>Bitcoin's first version never put this block's output among the coins. To allow its spending now would be a
 * hard fork, so the 50 coins stay where they are.
 */
final class Genesis {
    /**
     * Bitcoin's, of 3 January 2009. Its coinbase quotes the headline of that day's Times, which shows that nobody
     * can have begun to mine in secret before.
     */
    private static final ByteString BITCOIN =
            ByteString.ofHex("0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b2"
                    + "7ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c010100000001000000"
                    + "0000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d010445546865"
                    + "2054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f6620736563"
                    + "6f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe554827"
                    + "1967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba"
                    + "0b8d578a4c702b6bf11d5fac00000000");

    /** The seminar network's, of 24 November 2026, with work of its own. */
    private static final ByteString SEMINAR =
            ByteString.ofHex("010000000000000000000000000000000000000000000000000000000000000000000000df4ae609fa532169"
                    + "9ab0026f5559f50ccb198642958cdd87cd2f1b083f27e0a680d3046bffff011ef8b92300010100000001000000"
                    + "0000000000000000000000000000000000000000000000000000000000ffffffff4804ffff011e010440576f6e"
                    + "73692032342f4e6f762f32303236204120636861696e20697320756e64657273746f6f64206f6e636520697420"
                    + "6973206275696c742e20ec9b90ec8b9cffffffff0100f2052a01000000226a206e6f626f64792063616e207370"
                    + "656e642074686520666972737420636f696e7300000000");

    /**
     * Nonces of the seminar's genesis block under easier targets, by their bits: for targets 2, 4, 8, 16, 32, 64 and 127 times
     * easier. Looking for one took a tab up to a minute: for the first of them it is 20 million tries.
     */
    private static final Map<Long, Long> FOUND = Map.of(
            0x1e03_fffeL, 19_830_248L,
            0x1e07_fffcL, 1_649_004L,
            0x1e0f_fff8L, 670_239L,
            0x1e1f_fff0L, 138_966L,
            0x1e3f_ffe0L, 775_143L,
            0x1e7f_ffc0L, 15_699L,
            0x1f00_fdffL, 16_500L);

    private Genesis() {}

    static Block bitcoin() {
        return Block.decode(BITCOIN);
    }

    /** Bitcoin's transaction under a header that takes two tries. */
    static Block regtest() {
        Block bitcoin = bitcoin();
        BlockHeader header = bitcoin.header();
        return new Block(
                new BlockHeader(
                        header.version(), header.prevBlock(), header.merkleRoot(), 1_296_688_602L, 0x207f_ffffL, 2),
                bitcoin.transactions());
    }

    static Block seminar() {
        return Block.decode(SEMINAR);
    }

    /** A genesis block's transaction under a header with an easier target, and a nonce that meets it: one found before, or else the least. */
    static Block easier(Block genesis, CompactTarget bits) {
        BlockHeader old = genesis.header();
        if (old.bits() == bits.bits()) {
            return genesis;
        }
        Target target = bits.target().orElseThrow();
        long first = FOUND.getOrDefault(bits.bits(), 0L);
        BlockHeader header =
                new BlockHeader(old.version(), old.prevBlock(), old.merkleRoot(), old.time(), bits.bits(), first);
        while (!target.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return new Block(header, genesis.transactions());
    }
}
