package org.wonsi.node.http.inspect;

import java.util.List;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.lab.tamper.MerkleWay;

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
        MerkleWay way = MerkleWay.of(leaves, index);
        return new Branch(
                leaves.get(index).toDisplay(),
                index,
                leaves.size(),
                way.root().toDisplay(),
                way.levels().stream()
                        .map(level -> level.stream().map(Branch::json).toList())
                        .toList());
    }

    private static Hash json(MerkleWay.Place place) {
        return new Hash(place.index(), place.hash().toDisplay(), place.part().word());
    }
}
