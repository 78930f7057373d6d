package org.wonsi.core.consensus;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The rules a transaction must meet on its own, before any coin is looked up.
 *
 * <p>They need nothing but the transaction's own bytes, so they come first: what they refuse has cost no look at a
 * disk. Two of them were added after coins had been made out of nothing, or could have been.
 *
 * <p>Source: paper, section 5 (nodes accept a block only if all transactions in it are valid); Bitcoin Core, {@code
 * CheckTransaction}.
 */
public final class TransactionRules {
    /** A transaction that doesn't fit a block is invalid by itself. */
    static final int MAX_SIZE = BlockRules.MAX_BLOCK_SIZE;

    private static final int MIN_COINBASE_SCRIPT = 2;
    private static final int MAX_COINBASE_SCRIPT = 100;

    private TransactionRules() {}

    /** All of them, in Bitcoin Core's order. */
    public static Optional<Violation> check(Transaction tx) {
        return checkHasInputs(tx)
                .or(() -> checkHasOutputs(tx))
                .or(() -> checkSize(tx))
                .or(() -> checkOutputValues(tx))
                .or(() -> checkNoDuplicateInputs(tx))
                .or(() -> tx.isCoinbase() ? checkCoinbaseScriptLength(tx) : checkNoNullPrevout(tx));
    }

    /**
     * A transaction spends something.
     *
     * <p>Money would come from nowhere. Besides, a transaction's id is unique only because each input names a coin
     * that can be spent once; one without inputs could be repeated word for word. SegWit builds on this rule: where
     * a transaction begins with a count of no inputs, it has the newer format (BIP 144).
     */
    static Optional<Violation> checkHasInputs(Transaction tx) {
        return tx.inputs().isEmpty()
                ? Violation.of(RejectReason.NO_INPUTS, "the transaction spends nothing")
                : Optional.empty();
    }

    /**
     * A transaction pays someone.
     *
     * <p>All it spends would be fee, and nothing would be left that anybody could build on or recognise it by.
     */
    static Optional<Violation> checkHasOutputs(Transaction tx) {
        return tx.outputs().isEmpty()
                ? Violation.of(RejectReason.NO_OUTPUTS, "the transaction pays nobody")
                : Optional.empty();
    }

    /**
     * A transaction has at most 1,000,000 bytes.
     *
     * <p>A larger one could never be in a block. It is refused here, so that no node keeps and passes on what can't
     * be mined.
     */
    static Optional<Violation> checkSize(Transaction tx) {
        return tx.size() > MAX_SIZE
                ? Violation.of(RejectReason.TRANSACTION_OVERSIZE, tx.size() + " bytes, at most " + MAX_SIZE)
                : Optional.empty();
    }

    /**
     * No output, and no running sum of outputs, may leave the range 0 to 21 million coins.
     *
     * <p>The sum is checked after every output, not once at the end: in August 2010 two huge outputs whose sum wrapped
     * around 64 bits created 184 billion bitcoin (CVE-2010-5139).
     *
     * <pre>
     *    15 August 2010, block 74,638                   satoshis
     *    output 0      92233720368.54277039     9,223,372,036,854,277,039
     *    output 1      92233720368.54277039     9,223,372,036,854,277,039
     *    their sum, in 64 bits with a sign                      -997,538     less than the input: "valid"
     * </pre>
     *
     * <p>A mended version was out within hours. Nodes that ran it built on the block before, and their branch had
     * overtaken the other by block 74,691.
     */
    static Optional<Violation> checkOutputValues(Transaction tx) {
        Amount total = Amount.ZERO;
        List<TxOut> outputs = tx.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Amount value = outputs.get(i).value();
            if (value.satoshis() < 0) {
                return Violation.of(RejectReason.OUTPUT_NEGATIVE, "output " + i + " holds " + value);
            }
            if (!value.isInMoneyRange()) {
                return Violation.of(RejectReason.OUTPUT_TOO_LARGE, "output " + i + " holds " + value);
            }
            total = total.plus(value);
            if (!total.isInMoneyRange()) {
                return Violation.of(RejectReason.OUTPUT_TOTAL_TOO_LARGE, "the outputs up to " + i + " hold " + total);
            }
        }
        return Optional.empty();
    }

    /**
     * A transaction doesn't name the same coin twice.
     *
     * <p>Looking each input up among the coins doesn't notice it: for two years Bitcoin Core could be made to print money
     * this way (CVE-2018-17144).
     *
     * <p>Bitcoin Core had the rule, and left it out for blocks from version 0.14 on, to save time: another check
     * was thought to cover it. In 0.14 such a block stopped the node; from 0.15 to 0.16.2 it was accepted, and one
     * coin paid twice. It was found in September 2018 before anybody used it on the main network.
     */
    static Optional<Violation> checkNoDuplicateInputs(Transaction tx) {
        if (tx.inputs().size() == 1) {
            return Optional.empty();
        }
        Set<OutPoint> seen = new HashSet<>(2 * tx.inputs().size());
        for (TxIn input : tx.inputs()) {
            if (!seen.add(input.prevout())) {
                return Violation.of(RejectReason.DUPLICATE_INPUTS, input.prevout() + " is spent twice");
            }
        }
        return Optional.empty();
    }

    /**
     * A coinbase's script, which is free text, has 2 to 100 bytes.
     *
     * <p>It spends nothing, so its script proves nothing. Miners write the height there (BIP 34), a name, and a
     * counter: the four bytes of a header's nonce are used up in less than a second, and each other coinbase gives
     * another merkle root, and so another four billion hashes to try. A hundred bytes are enough for that, and keep
     * it from becoming a place to store files.
     */
    static Optional<Violation> checkCoinbaseScriptLength(Transaction tx) {
        int length = tx.inputs().get(0).scriptSig().size();
        return length < MIN_COINBASE_SCRIPT || length > MAX_COINBASE_SCRIPT
                ? Violation.of(
                        RejectReason.COINBASE_SCRIPT_LENGTH,
                        "the coinbase script has " + length + " bytes, not 2 to 100")
                : Optional.empty();
    }

    /**
     * Only a coinbase spends nothing.
     *
     * <p>There is one place in a block where new coins may be made. An input without a coin elsewhere would be a
     * second one.
     */
    static Optional<Violation> checkNoNullPrevout(Transaction tx) {
        for (TxIn input : tx.inputs()) {
            if (input.prevout().isNull()) {
                return Violation.of(RejectReason.PREVOUT_NULL, "an input spends nothing, as only a coinbase may");
            }
        }
        return Optional.empty();
    }
}
