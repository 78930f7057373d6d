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

    /** A transaction spends something. */
    static Optional<Violation> checkHasInputs(Transaction tx) {
        return tx.inputs().isEmpty()
                ? Violations.of(RejectReason.NO_INPUTS, "the transaction spends nothing")
                : Optional.empty();
    }

    /** A transaction pays someone. */
    static Optional<Violation> checkHasOutputs(Transaction tx) {
        return tx.outputs().isEmpty()
                ? Violations.of(RejectReason.NO_OUTPUTS, "the transaction pays nobody")
                : Optional.empty();
    }

    /** A transaction has at most 1,000,000 bytes. */
    static Optional<Violation> checkSize(Transaction tx) {
        return tx.size() > MAX_SIZE
                ? Violations.of(RejectReason.TRANSACTION_OVERSIZE, tx.size() + " bytes, at most " + MAX_SIZE)
                : Optional.empty();
    }

    /**
     * No output, and no running sum of outputs, may leave the range 0 to 21 million coins.
     *
     * <p>The sum is checked after every output, not once at the end: in August 2010 two huge outputs whose sum wrapped
     * around 64 bits created 184 billion bitcoin (CVE-2010-5139).
     */
    static Optional<Violation> checkOutputValues(Transaction tx) {
        Amount total = Amount.ZERO;
        List<TxOut> outputs = tx.outputs();
        for (int i = 0; i < outputs.size(); i++) {
            Amount value = outputs.get(i).value();
            if (value.satoshis() < 0) {
                return Violations.of(RejectReason.OUTPUT_NEGATIVE, "output " + i + " holds " + value);
            }
            if (!value.isInMoneyRange()) {
                return Violations.of(RejectReason.OUTPUT_TOO_LARGE, "output " + i + " holds " + value);
            }
            total = total.plus(value);
            if (!total.isInMoneyRange()) {
                return Violations.of(RejectReason.OUTPUT_TOTAL_TOO_LARGE, "the outputs up to " + i + " hold " + total);
            }
        }
        return Optional.empty();
    }

    /**
     * A transaction doesn't name the same coin twice.
     *
     * <p>Looking each input up among the coins doesn't notice it: for two years Bitcoin Core could be made to print money
     * this way (CVE-2018-17144).
     */
    static Optional<Violation> checkNoDuplicateInputs(Transaction tx) {
        if (tx.inputs().size() == 1) {
            return Optional.empty();
        }
        Set<OutPoint> seen = new HashSet<>(2 * tx.inputs().size());
        for (TxIn input : tx.inputs()) {
            if (!seen.add(input.prevout())) {
                return Violations.of(RejectReason.DUPLICATE_INPUTS, input.prevout() + " is spent twice");
            }
        }
        return Optional.empty();
    }

    /** A coinbase's script, which is free text, has 2 to 100 bytes. */
    static Optional<Violation> checkCoinbaseScriptLength(Transaction tx) {
        int length = tx.inputs().get(0).scriptSig().size();
        return length < MIN_COINBASE_SCRIPT || length > MAX_COINBASE_SCRIPT
                ? Violations.of(
                        RejectReason.COINBASE_SCRIPT_LENGTH,
                        "the coinbase script has " + length + " bytes, not 2 to 100")
                : Optional.empty();
    }

    /** Only a coinbase spends nothing. */
    static Optional<Violation> checkNoNullPrevout(Transaction tx) {
        for (TxIn input : tx.inputs()) {
            if (input.prevout().isNull()) {
                return Violations.of(RejectReason.PREVOUT_NULL, "an input spends nothing, as only a coinbase may");
            }
        }
        return Optional.empty();
    }
}
