package org.wonsi.core.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

class MerkleProofTest {
    private static List<Hash256> leaves(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sha256d.hash(new byte[] {(byte) i, (byte) (i >> 8)}))
                .toList();
    }

    private static Transaction tx(int scriptBytes) {
        return new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(new byte[scriptBytes])), 0)),
                List.of(new TxOut(Amount.ZERO, Script.EMPTY)),
                0);
    }

    private static BlockHeader header(Hash256 root) {
        return new BlockHeader(1, BlockHash.ZERO, root, 0, 0, 0);
    }

    @Test
    @DisplayName("the branch of every leaf of trees of 1 to 40 leaves leads to the root, and no other index does")
    void everyLeaf() {
        for (int count = 1; count <= 40; count++) {
            List<Hash256> leaves = leaves(count);
            Hash256 root = MerkleTree.of(leaves).root();
            for (int i = 0; i < count; i++) {
                MerkleProof proof = MerkleProof.of(leaves, i);
                assertThat(proof.root(leaves.get(i))).isEqualTo(root);
                assertThat(proof.root(leaves.get((i + 1) % count)).equals(root)).isEqualTo(count == 1);
            }
        }
    }

    @Test
    @DisplayName("a proof holds for its transaction, header and place, and for nothing else")
    void proves() {
        Transaction tx = tx(10);
        List<Hash256> leaves = new ArrayList<>(leaves(4));
        leaves.add(tx.txid().hash());
        Hash256 root = MerkleTree.of(leaves).root();
        MerkleProof proof = MerkleProof.of(leaves, 4);
        assertThat(proof.proves(tx, header(root))).isTrue();
        assertThat(proof.proves(tx(11), header(root))).isFalse();
        assertThat(proof.proves(tx, header(Hash256.ZERO))).isFalse();
        assertThat(new MerkleProof(4 + 8, proof.branch()).proves(tx, header(root)))
                .isFalse();
    }

    @Test
    @DisplayName("a place past the last one, which repetition of the last hash makes up, is refused")
    void phantomPlace() {
        Transaction tx = tx(10);
        List<Hash256> leaves = new ArrayList<>(leaves(2));
        leaves.add(tx.txid().hash());
        Hash256 root = MerkleTree.of(leaves).root();
        MerkleProof phantom = new MerkleProof(3, MerkleProof.of(leaves, 2).branch());
        assertThat(phantom.root(tx.txid().hash())).isEqualTo(root);
        assertThat(phantom.proves(tx, header(root))).isFalse();
    }

    @Test
    @DisplayName("a transaction of 64 bytes proves nothing, as it could be two hashes (CVE-2017-12842)")
    void sixtyFourBytes() {
        for (int scriptBytes : new int[] {3, 4, 5}) {
            Transaction tx = tx(scriptBytes);
            List<Hash256> leaves = List.of(tx.txid().hash());
            assertThat(MerkleProof.of(leaves, 0).proves(tx, header(tx.txid().hash())))
                    .as("%d bytes", tx.size())
                    .isEqualTo(tx.size() != 64);
        }
        assertThat(tx(4).size()).isEqualTo(64);
    }

    @Test
    @DisplayName("a partial tree of any selection of leaves gives back root and selection, after encoding too")
    void partialTrees() {
        Random random = new Random(37);
        int cases = 0;
        for (int count = 1; count <= 70; count++) {
            List<Hash256> leaves = leaves(count);
            for (int density = 0; density <= 4; density++, cases++) {
                int d = density;
                Set<Hash256> wanted =
                        leaves.stream().filter(leaf -> random.nextInt(4) < d).collect(Collectors.toSet());
                ByteWriter writer = new ByteWriter();
                PartialMerkleTree.of(leaves, wanted::contains).encode(writer);
                PartialMerkleTree tree =
                        PartialMerkleTree.decode(writer.toByteString().reader());
                PartialMerkleTree.Extract extract = tree.extract().orElseThrow();
                assertThat(extract.root()).isEqualTo(MerkleTree.of(leaves).root());
                assertThat(extract.leaves())
                        .containsExactlyElementsOf(IntStream.range(0, count)
                                .filter(i -> wanted.contains(leaves.get(i)))
                                .mapToObj(i -> new PartialMerkleTree.Leaf(i, leaves.get(i)))
                                .toList());
            }
        }
        assertThat(cases).isEqualTo(350);
    }

    @Test
    @DisplayName("a partial tree with a hash or flag too many or too few, equal children or no leaves makes no sense")
    void senselessPartialTrees() {
        List<Hash256> leaves = leaves(7);
        PartialMerkleTree tree = PartialMerkleTree.of(leaves, leaves.get(3)::equals);
        assertThat(tree.extract()).isPresent();
        List<Hash256> more = new ArrayList<>(tree.hashes());
        more.add(Hash256.ZERO);
        assertThat(new PartialMerkleTree(7, more, tree.flags()).extract()).isEmpty();
        assertThat(new PartialMerkleTree(
                                7, tree.hashes().subList(1, tree.hashes().size()), tree.flags())
                        .extract())
                .isEmpty();
        byte[] flags = tree.flags().toByteArray();
        assertThat(new PartialMerkleTree(7, tree.hashes(), ByteString.copyOf(Arrays.copyOf(flags, 3))).extract())
                .isEmpty();
        assertThat(new PartialMerkleTree(0, List.of(), ByteString.EMPTY).extract())
                .isEmpty();
        assertThat(new PartialMerkleTree(16_667, tree.hashes(), tree.flags()).extract())
                .isEmpty();
        Hash256 h = leaves.get(0);
        // Flags 1 1 1: root and both leaves marked, and the leaves are equal.
        assertThat(new PartialMerkleTree(2, List.of(h, h), ByteString.copyOf((byte) 7)).extract())
                .isEmpty();
    }
}
