package org.wonsi.lab.tamper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * A block in which one output of one payment was changed, and the ways to put it before others.
 *
 * <pre>
 *   amount, or receiver -> txid -> merkle branch -> merkle root -> header -> block hash -X- next block's prev
 * </pre>
 *
 * <p>Source: paper, section 3.
 *
 * @param payment the changed transaction's place in the block, from 1: the coinbase isn't a payment
 * @param output which of its outputs
 */
public record TamperedBlock(Block original, int payment, int output, Transaction changed) {

    /**
     * Changes an output.
     *
     * @param amount its new amount
     * @param receiver its new script; empty to keep it
     * @throws IllegalArgumentException if the block has no such payment, or it no such output
     */
    public static TamperedBlock of(Block block, int payment, int output, Amount amount, Optional<Script> receiver) {
        int payments = block.transactions().size() - 1;
        if (payment < 1 || payment > payments) {
            throw new IllegalArgumentException(
                    "the block has payments 1 to " + payments + ", so there is no payment " + payment);
        }
        Transaction old = block.transactions().get(payment);
        if (output < 0 || output >= old.outputs().size()) {
            throw new IllegalArgumentException(
                    "the payment has outputs 0 to " + (old.outputs().size() - 1) + ", so there is no output " + output);
        }
        List<TxOut> outputs = new ArrayList<>(old.outputs());
        outputs.set(
                output, new TxOut(amount, receiver.orElse(outputs.get(output).scriptPubKey())));
        return new TamperedBlock(
                block, payment, output, new Transaction(old.version(), old.inputs(), outputs, old.lockTime()));
    }

    /** The payment as it was. */
    public Transaction before() {
        return original.transactions().get(payment);
    }

    /** The block's transactions with the changed one among them. */
    public List<Transaction> transactions() {
        List<Transaction> transactions = new ArrayList<>(original.transactions());
        transactions.set(payment, changed);
        return transactions;
    }

    /** The forged content under the old header, whose work is real. */
    public Block underOldHeader() {
        return new Block(original.header(), transactions());
    }

    /**
     * The header with the root of the forged content; it has no work any more.
     *
     * <p>The nonce is the old one, unless that has the luck to be right again: with a target that is met by every second hash it
     * often is.
     */
    public BlockHeader header() {
        Target target = new CompactTarget(original.header().bits()).target().orElseThrow();
        BlockHeader header = withNewRoot();
        while (target.isMetBy(header.hash().hash())) {
            header = header.withNonce(header.nonce() + 1);
        }
        return header;
    }

    private BlockHeader withNewRoot() {
        BlockHeader header = original.header();
        Hash256 root = MerkleTree.of(
                        transactions().stream().map(tx -> tx.txid().hash()).toList())
                .root();
        return new BlockHeader(
                header.version(), header.prevBlock(), root, header.time(), header.bits(), header.nonce());
    }

    /** The forged content under a header that names it, with the old nonce. */
    public Block underNewHeader() {
        return new Block(header(), transactions());
    }
}
