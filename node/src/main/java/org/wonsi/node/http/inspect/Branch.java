package org.wonsi.node.http.inspect;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;

/**
 * A merkle branch: the way from a transaction up to its block's merkle root;
 * {@code GET /node/blocks/{hash}/txs/{index}/branch}.
 *
 * @param index the transaction's place in the block, from 0
 * @param count how many the block has
 * @param root what the transactions give
 * @param levels from the root down to the txids; of a small block every hash, of a larger one those on the way and the
 *     siblings that the proof needs
 */
public record Branch(String txid, int index, int count, String root, List<List<Hash>> levels) {
    /** A block with more transactions is shown by the way alone. */
    static final int SMALL = 8;

    public Branch {
        levels = levels.stream().map(List::copyOf).toList();
    }

    /**
     * A hash of a level.
     *
     * @param index its place in the level, from 0
     * @param state lit on the way, given if the proof needs it, else empty
     */
    public record Hash(int index, String hash, String state) {}

    /** The way of one of these leaves. */
    static Branch of(List<Hash256> leaves, int index) {
        List<List<Hash>> levels = new ArrayList<>();
        List<Hash256> row = leaves;
        for (int at = index; ; at /= 2) {
            levels.add(0, leaves.size() <= SMALL ? whole(row, at) : pair(row, at));
            if (row.size() == 1) {
                break;
            }
            row = parents(row);
        }
        String root = levels.get(0).get(0).hash();
        return new Branch(leaves.get(index).toDisplay(), index, leaves.size(), root, levels);
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

    private static List<Hash> whole(List<Hash256> row, int at) {
        List<Hash> hashes = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            hashes.add(new Hash(
                    i, row.get(i).toDisplay(), i == at ? "lit" : row.size() > 1 && i == (at ^ 1) ? "given" : ""));
        }
        return hashes;
    }

    private static List<Hash> pair(List<Hash256> row, int at) {
        Hash lit = new Hash(at, row.get(at).toDisplay(), "lit");
        if (row.size() == 1 || (at ^ 1) >= row.size()) {
            return List.of(lit);
        }
        Hash given = new Hash(at ^ 1, row.get(at ^ 1).toDisplay(), "given");
        return at % 2 == 0 ? List.of(lit, given) : List.of(given, lit);
    }
}
