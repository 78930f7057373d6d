package org.wonsi.lab.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Transaction;

/**
 * A block without some of its transactions: a branch of the merkle tree under which nothing is left is stubbed off, so that its
 * hash stands for it and the root stays what it was.
 *
 * <pre>
 *          root
 *        /      \
 *     h(01)     h(23)        0, 1 and 2 left out: h(01) and the txid of 2 are the stubs,
 *     STUB      /   \        32 bytes each
 *             STUB   3
 * </pre>
 *
 * <p>Source: paper, section 7, "stubbing off branches of the tree".
 *
 * @param leftOut indexes of the transactions that are gone, from 0
 */
public record StubbedBlock(Block block, Set<Integer> leftOut) {
    private static final int HASH_BYTES = 32;

    /** The state of a hash of the tree after stubbing. */
    public enum State {
        /** Computed from what is below it. */
        KEPT,
        /** Nothing is left below it: it is stored instead. */
        STUB,
        /** Below a stub: gone. */
        CUT
    }

    public StubbedBlock {
        leftOut = java.util.Collections.unmodifiableSet(new TreeSet<>(leftOut));
        int transactions = block.transactions().size();
        if (leftOut.stream().anyMatch(index -> index < 0 || index >= transactions)) {
            throw new IllegalArgumentException(
                    "the block has transactions 0 to " + (transactions - 1) + ", so it can't be without " + leftOut);
        }
    }

    /** Each hash's state, the leaves first and the root last. */
    public List<List<State>> states() {
        List<List<Boolean>> gone = new ArrayList<>();
        List<Boolean> row = new ArrayList<>();
        for (int i = 0; i < block.transactions().size(); i++) {
            row.add(leftOut.contains(i));
        }
        gone.add(row);
        while (row.size() > 1) {
            List<Boolean> above = new ArrayList<>();
            for (int i = 0; i < row.size(); i += 2) {
                above.add(row.get(i) && row.get(Math.min(i + 1, row.size() - 1)));
            }
            row = above;
            gone.add(row);
        }
        List<List<State>> states = new ArrayList<>();
        for (int level = 0; level < gone.size(); level++) {
            List<State> here = new ArrayList<>();
            for (int i = 0; i < gone.get(level).size(); i++) {
                boolean below = level + 1 < gone.size() && gone.get(level + 1).get(i / 2);
                here.add(below ? State.CUT : gone.get(level).get(i) ? State.STUB : State.KEPT);
            }
            states.add(here);
        }
        return List.copyOf(states);
    }

    /** The stored hashes; none if everything is gone, since the root itself stands in the header. */
    public int stubs() {
        List<List<State>> states = states();
        return (int) states.subList(0, states.size() - 1).stream()
                .flatMap(List::stream)
                .filter(state -> state == State.STUB)
                .count();
    }

    /** The root computed from the transactions that are left and from the stubs alone. */
    public Hash256 root() {
        List<List<State>> states = states();
        int top = states.size() - 1;
        return states.get(top).get(0) == State.STUB ? block.header().merkleRoot() : hash(states, top, 0);
    }

    private Hash256 hash(List<List<State>> states, int level, int i) {
        if (states.get(level).get(i) == State.STUB) {
            return stored(level, i);
        }
        if (level == 0) {
            return block.transactions().get(i).txid().hash();
        }
        Hash256 left = hash(states, level - 1, 2 * i);
        boolean alone = 2 * i + 1 >= states.get(level - 1).size();
        // A lonely last hash is its own neighbour.
        Hash256 right = alone ? left : hash(states, level - 1, 2 * i + 1);
        return MerkleTree.of(List.of(left, right)).root();
    }

    /** The hash that is kept in the place of what was below it. */
    private Hash256 stored(int level, int i) {
        int from = i << level;
        int to = Math.min(block.transactions().size(), (i + 1) << level);
        List<Hash256> row = block.transactions().subList(from, to).stream()
                .map(tx -> tx.txid().hash())
                .toList();
        for (int above = 0; above < level; above++) {
            List<Hash256> next = new ArrayList<>();
            for (int at = 0; at < row.size(); at += 2) {
                next.add(MerkleTree.of(List.of(row.get(at), row.get(Math.min(at + 1, row.size() - 1))))
                        .root());
            }
            row = next;
        }
        return row.get(0);
    }

    /** Bytes of header and transactions, all of them. */
    public long bytesBefore() {
        return BlockHeader.SIZE
                + block.transactions().stream().mapToLong(Transaction::size).sum();
    }

    /** Bytes of the header, the transactions that are left and the stubs. */
    public long bytesAfter() {
        long kept = 0;
        for (int i = 0; i < block.transactions().size(); i++) {
            kept += leftOut.contains(i) ? 0 : block.transactions().get(i).size();
        }
        return BlockHeader.SIZE + kept + (long) HASH_BYTES * stubs();
    }
}
