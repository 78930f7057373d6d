package org.wonsi.lab.tamper;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;

/**
 * The way from a transaction up to its block's merkle root, with what a drawing shows beside it.
 *
 * <p>Source: paper, section 8.
 *
 * @param levels from the root down to the txids; of a small block every hash, of a larger one those on the way and the siblings that
 *     the proof needs
 */
public record MerkleWay(List<List<Place>> levels) {
    /** A block with more transactions is shown by the way alone. */
    public static final int SMALL = 8;

    public MerkleWay {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** What a hash is to the way. */
    public enum Part {
        /** On the way. */
        LIT("lit"),
        /** A sibling that the proof needs. */
        GIVEN("given"),
        NEITHER("");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        /** As answers name it. */
        public String word() {
            return word;
        }
    }

    /**
     * A hash of a level.
     *
     * @param index its place in the level, from 0
     */
    public record Place(int index, Hash256 hash, Part part) {}

    /**
     * The way of one of these leaves.
     *
     * @throws IndexOutOfBoundsException if there is no such leaf
     */
    public static MerkleWay of(List<Hash256> leaves, int index) {
        Objects.checkIndex(index, leaves.size());
        List<List<Place>> levels = new ArrayList<>();
        List<Hash256> row = leaves;
        for (int at = index; ; at /= 2) {
            levels.add(0, leaves.size() <= SMALL ? whole(row, at) : pair(row, at));
            if (row.size() == 1) {
                return new MerkleWay(levels);
            }
            row = parents(row);
        }
    }

    /** The root that the leaves give. */
    public Hash256 root() {
        return levels.get(0).get(0).hash();
    }

    private static List<Hash256> parents(List<Hash256> row) {
        List<Hash256> above = new ArrayList<>();
        for (int i = 0; i < row.size(); i += 2) {
            // A lonely last hash is its own neighbour.
            above.add(MerkleTree.of(List.of(row.get(i), row.get(Math.min(i + 1, row.size() - 1))))
                    .root());
        }
        return above;
    }

    private static List<Place> whole(List<Hash256> row, int at) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            Part part = i == at ? Part.LIT : row.size() > 1 && i == (at ^ 1) ? Part.GIVEN : Part.NEITHER;
            places.add(new Place(i, row.get(i), part));
        }
        return places;
    }

    private static List<Place> pair(List<Hash256> row, int at) {
        Place lit = new Place(at, row.get(at), Part.LIT);
        if (row.size() == 1 || (at ^ 1) >= row.size()) {
            return List.of(lit);
        }
        Place given = new Place(at ^ 1, row.get(at ^ 1), Part.GIVEN);
        return at % 2 == 0 ? List.of(lit, given) : List.of(given, lit);
    }
}
