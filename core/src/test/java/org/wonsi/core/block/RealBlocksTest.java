package org.wonsi.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.pow.CompactTarget;

class RealBlocksTest {
    @Test
    @DisplayName("Bitcoin's genesis block reads and writes byte for byte, and its hash and root are the known ones")
    void genesis() {
        Block block = Block.decode(MainnetBlocks.GENESIS);
        assertThat(block.encode()).isEqualTo(MainnetBlocks.GENESIS);
        assertThat(block.size()).isEqualTo(285);
        assertThat(block.hash().toDisplay())
                .isEqualTo("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(MerkleTree.of(block).root().toDisplay())
                .isEqualTo("4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b");
        assertThat(meetsItsTarget(block)).isTrue();
        assertThat(new String(
                        block.transactions()
                                .get(0)
                                .inputs()
                                .get(0)
                                .scriptSig()
                                .bytes()
                                .slice(8, 77)
                                .toByteArray(),
                        java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("The Times 03/Jan/2009 Chancellor on brink of second bailout for banks");
    }

    @Test
    @DisplayName("block 170 reads and writes byte for byte, and its work and merkle root hold")
    void block170() {
        Block block = Block.decode(MainnetBlocks.BLOCK_170);
        assertThat(block.encode()).isEqualTo(MainnetBlocks.BLOCK_170);
        assertThat(block.hash().toDisplay())
                .isEqualTo("00000000d1145790a8694403d4063f323d499e655c83426834d4ce2f8dd4a2ee");
        assertThat(MerkleTree.of(block)).isEqualTo(new MerkleTree(block.header().merkleRoot(), false));
        assertThat(meetsItsTarget(block)).isTrue();
        assertThat(block.transactions().stream()
                        .map(tx -> tx.txid().toDisplay())
                        .toList())
                .isEqualTo(List.of(
                        "b1fea52486ce0c62bb442b530a3f0132b826c74e473d1f2c220bfa78111c5082",
                        "f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16"));
    }

    @Test
    @DisplayName("one changed byte of a real block changes its hash, or its root, or it is no block any more")
    void everyByteCounts() {
        Block block = Block.decode(MainnetBlocks.BLOCK_170);
        byte[] bytes = MainnetBlocks.BLOCK_170.toByteArray();
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= 1;
            assertThat(isTheSameBlock(ByteString.copyOf(changed), block))
                    .as("byte %d", i)
                    .isFalse();
        }
    }

    private static boolean isTheSameBlock(ByteString bytes, Block original) {
        try {
            Block block = Block.decode(bytes);
            return block.hash().equals(original.hash())
                    && MerkleTree.of(block).root().equals(original.header().merkleRoot());
        } catch (org.wonsi.core.bytes.MalformedException e) {
            return false;
        }
    }

    private static boolean meetsItsTarget(Block block) {
        return new CompactTarget(block.header().bits())
                .target()
                .orElseThrow()
                .isMetBy(block.hash().hash());
    }
}
