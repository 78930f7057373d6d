package org.wonsi.lab.tamper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;

@DisplayName("The way to a merkle root")
class MerkleWayTest {
    private static List<Hash256> leaves(int count) {
        return IntStream.range(1, count + 1)
                .mapToObj(i -> Hash256.ofDisplay(String.format(Locale.ROOT, "%064x", i)))
                .toList();
    }

    @Test
    @DisplayName("ends at the root, and its siblings are those of the proof, for each leaf of trees of 1 to 20")
    void everyLeaf() {
        for (int count = 1; count <= 20; count++) {
            List<Hash256> leaves = leaves(count);
            for (int at = 0; at < count; at++) {
                MerkleWay way = MerkleWay.of(leaves, at);
                assertThat(way.root()).isEqualTo(MerkleTree.of(leaves).root());
                List<Hash256> siblings = new ArrayList<>();
                way.levels().stream().skip(1).forEach(level -> siblings.add(sibling(level)));
                Collections.reverse(siblings);
                assertThat(siblings)
                        .as("%s of %s", at, count)
                        .isEqualTo(MerkleProof.of(leaves, at).branch());
            }
        }
    }

    /** A lonely last hash is its own neighbour. */
    private static Hash256 sibling(List<MerkleWay.Place> level) {
        return level.stream()
                .filter(place -> place.part() == MerkleWay.Part.GIVEN)
                .findFirst()
                .or(() -> level.stream()
                        .filter(place -> place.part() == MerkleWay.Part.LIT)
                        .findFirst())
                .orElseThrow()
                .hash();
    }

    @Test
    @DisplayName("shows all of a tree of 8 leaves, and of 9 only the way and its siblings")
    void small() {
        assertThat(MerkleWay.of(leaves(8), 3).levels()).extracting(List::size).containsExactly(1, 2, 4, 8);
        assertThat(MerkleWay.of(leaves(9), 3).levels()).extracting(List::size).containsExactly(1, 2, 2, 2, 2);
        assertThat(MerkleWay.of(leaves(9), 8).levels()).extracting(List::size).containsExactly(1, 2, 1, 1, 1);
        assertThatThrownBy(() -> MerkleWay.of(leaves(8), 8)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
