package org.wonsi.core.block;

import org.wonsi.core.bytes.ByteString;

/** Two real blocks of Bitcoin's main chain, as bytes, with what everybody knows about them. */
public final class MainnetBlocks {
    /** Block 0, 3 January 2009. */
    public static final ByteString GENESIS =
            ByteString.ofHex("0100000000000000000000000000000000000000000000000000000000000000"
                    + "000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
                    + "4b1e5e4a29ab5f49ffff001d1dac2b7c01010000000100000000000000000000"
                    + "00000000000000000000000000000000000000000000ffffffff4d04ffff001d"
                    + "0104455468652054696d65732030332f4a616e2f32303039204368616e63656c"
                    + "6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f75742066"
                    + "6f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe554827"
                    + "1967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4"
                    + "f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000");

    /** Block 170, 12 January 2009: the first payment from one person to another. */
    public static final ByteString BLOCK_170 =
            ByteString.ofHex("0100000055bd840a78798ad0da853f68974f3d183e2bd1db6a842c1feecf222a"
                    + "00000000ff104ccb05421ab93e63f8c3ce5c2c2e9dbb37de2764b3a3175c8166"
                    + "562cac7d51b96a49ffff001d283e9e7002010000000100000000000000000000"
                    + "00000000000000000000000000000000000000000000ffffffff0704ffff001d"
                    + "0102ffffffff0100f2052a01000000434104d46c4968bde02899d2aa0963367c"
                    + "7a6ce34eec332b32e42e5f3407e052d64ac625da6f0718e7b302140434bd7257"
                    + "06957c092db53805b821a85b23a7ac61725bac000000000100000001c997a5e5"
                    + "6e104102fa209c6a852dd90660a20b2d9c352423edce25857fcd370400000000"
                    + "4847304402204e45e16932b8af514961a1d3a1a25fdf3f4f7732e9d624c6c615"
                    + "48ab5fb8cd410220181522ec8eca07de4860a4acdd12909d831cc56cbbac4622"
                    + "082221a8768d1d0901ffffffff0200ca9a3b00000000434104ae1a62fe09c5f5"
                    + "1b13905f07f06b99a2f7159b2225f374cd378d71302fa28414e7aab37397f554"
                    + "a7df5f142c21c1b7303b8a0626f1baded5c72a704f7e6cd84cac00286bee0000"
                    + "000043410411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b1"
                    + "48a6909a5cb2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643"
                    + "f656b412a3ac00000000");

    private MainnetBlocks() {}
}
