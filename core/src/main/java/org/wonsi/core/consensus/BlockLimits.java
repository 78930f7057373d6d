package org.wonsi.core.consensus;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * The limits on how much a block may hold.
 *
 * <p>All nodes of a network must have the same limits, or the network splits at the first block that lies between them. That is what
 * an experiment shows with {@link ChainParams#withLimits}; every other node has {@link #BITCOIN}.
 *
 * <p>Bitcoin's limit of 1,000,000 bytes came in the summer of 2010, when
 * blocks rarely had a hundredth of that, and without a word why; it keeps anybody from filling every node's disk. To raise it is a hard fork: who doesn't go along refuses the first larger block,
 * and everything on it. SegWit (BIP 141) got round that by putting signatures where old nodes don't count.
 *
 * <pre>
 *                           / L1 - L2 - L3 - L4     larger blocks: most of the hash power
 *    ... - 100 - 101 - 102
 *                           \ 103 - 104             the others never look at L1's branch, however long
 * </pre>
 *
 * @param bytes of the largest block
 * @param touched transactions that a block may touch, see {@link #touchedBy}
 */
public record BlockLimits(int bytes, int touched) {
    private static final int LEAST_BYTES = 2_000;

    /** What a block may touch where nothing limits it. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** 1,000,000 bytes, as since 2010, and whatever fits into them. */
    public static final BlockLimits BITCOIN = new BlockLimits(BlockRules.MAX_BLOCK_SIZE, UNLIMITED);

    public BlockLimits {
        if (bytes < LEAST_BYTES || touched < 1) {
            throw new IllegalArgumentException("a block may have at least " + LEAST_BYTES
                    + " bytes, and touches at least its own coinbase; not " + bytes + " and " + touched);
        }
    }

    /** The same with another size of the largest block. */
    public BlockLimits withBytes(int most) {
        return new BlockLimits(most, touched);
    }

    /** The same with another number of transactions that a block may touch. */
    public BlockLimits withTouched(int most) {
        return new BlockLimits(bytes, most);
    }

    /**
     * The transactions that a block touches: its own, and those whose outputs it spends.
     *
     * <p>Versions before 0.8 locked database records for each, and had a limited number of locks: no rule that anybody had written
     * down. Version 0.8.1 made it one for two months, with 4,500. Source: Bitcoin 0.8.1, {@code CheckBlock}; BIP 50.
     *
     * <p>On 11 March 2013 a block touched more than the locks of most 0.7 nodes sufficed for. Version 0.8 took it,
     * the older ones refused it, and the network was split for hours, until large pools went back to 0.7 on
     * purpose. At least one payment was spent twice across the split.
     *
     * @param transactions of the block, the coinbase among them or not
     */
    public static int touchedBy(List<Transaction> transactions) {
        Set<Txid> touched = new HashSet<>();
        transactions.forEach(tx -> touch(tx, touched));
        return touched.size();
    }

    /**
     * How many of these transactions, from the first on, fit into a block together with its coinbase.
     *
     * <p>So that a node with a limit makes no block that it would itself refuse.
     */
    public int fitting(List<Transaction> payments) {
        Set<Txid> all = new HashSet<>();
        for (int i = 0; i < payments.size(); i++) {
            touch(payments.get(i), all);
            if (all.size() + 1L > touched) {
                return i;
            }
        }
        return payments.size();
    }

    private static void touch(Transaction tx, Set<Txid> touched) {
        touched.add(tx.txid());
        if (!tx.isCoinbase()) {
            for (TxIn input : tx.inputs()) {
                touched.add(input.prevout().txid());
            }
        }
    }
}
