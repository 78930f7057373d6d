package org.wonsi.lab.explain;

import static org.wonsi.lab.explain.FieldRecorder.AS_IS;
import static org.wonsi.lab.explain.FieldRecorder.HASH_ORDER;
import static org.wonsi.lab.explain.FieldRecorder.LITTLE_ENDIAN;

import java.time.Instant;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.script.LockTime;
import org.wonsi.core.tx.TxIn;
import org.wonsi.lab.explain.FieldRecorder.Label;

/**
 * A reader of a transaction's fields for an explanation: version, inputs, outputs, lock time, in the order of the bytes.
 *
 * <p>Each field gets its place, its value, a sentence on its meaning and the rule that guards it. It reads the bytes by itself,
 * since {@code Transaction.decode} keeps no places; a test checks that the fields cover every byte once.
 */
final class TransactionFields {
    private static final Label VERSION =
            new Label("tx.version", "version", ByteKind.COUNT, LITTLE_ENDIAN, "version", "Transaction.version()");
    private static final Label INPUTS = new Label(
            "tx.inputs",
            "number of inputs",
            ByteKind.COUNT,
            "compact size",
            "bad-txns-vin-empty",
            "Transaction.inputs()");
    private static final Label PREV_TXID = new Label(
            "tx.in.txid",
            "previous transaction",
            ByteKind.HASH,
            HASH_ORDER,
            "bad-txns-inputs-missingorspent",
            "OutPoint.txid()");
    private static final Label PREV_INDEX = new Label(
            "tx.in.index",
            "previous output's index",
            ByteKind.COUNT,
            LITTLE_ENDIAN,
            "bad-txns-inputs-missingorspent",
            "OutPoint.index()");
    private static final Label SEQUENCE =
            new Label("tx.in.sequence", "sequence", ByteKind.TIME, LITTLE_ENDIAN, "non-BIP68-final", "TxIn.sequence()");
    private static final Label OUTPUTS = new Label(
            "tx.outputs",
            "number of outputs",
            ByteKind.COUNT,
            "compact size",
            "bad-txns-vout-empty",
            "Transaction.outputs()");
    private static final Label VALUE = new Label(
            "tx.out.value", "amount", ByteKind.AMOUNT, LITTLE_ENDIAN, "bad-txns-vout-toolarge", "TxOut.value()");
    private static final Label LOCK_TIME = new Label(
            "tx.lock_time", "lock time", ByteKind.TIME, LITTLE_ENDIAN, "bad-txns-nonfinal", "Transaction.lockTime()");

    private final FieldRecorder recorder;
    private final ScriptFields scripts;

    TransactionFields(FieldRecorder recorder, ScriptFields scripts) {
        this.recorder = recorder;
        this.scripts = scripts;
    }

    /** Reads one transaction; {@code title} heads its section. */
    void read(String title) {
        int start = recorder.position();
        recorder.read(
                VERSION,
                ByteReader::readInt32,
                v -> Integer.toString(v),
                "Usually 1 or 2; from 2 on, sequence numbers of inputs may be relative lock times (BIP 68).");
        int inputs = recorder.read(
                INPUTS,
                ByteReader::readCompactSize,
                n -> Integer.toString(n),
                "How many outputs this transaction spends.");
        for (int i = 0; i < inputs; i++) {
            readInput();
        }
        int outputs = recorder.read(
                OUTPUTS,
                ByteReader::readCompactSize,
                n -> Integer.toString(n),
                "How many outputs this transaction makes.");
        for (int i = 0; i < outputs; i++) {
            recorder.read(
                    VALUE,
                    ByteReader::readInt64,
                    v -> v + " satoshis",
                    v -> AmountText.of(v) + "; a hundred million satoshis are one coin.");
            scripts.readScriptPubKey(recorder);
        }
        recorder.read(LOCK_TIME, ByteReader::readUInt32, t -> Long.toString(t), TransactionFields::lockTimeMeaning);
        int size = recorder.position() - start;
        recorder.section(
                title + ", " + size + " bytes, " + count(inputs, "input") + ", " + count(outputs, "output"), start);
    }

    private void readInput() {
        Hash256 txid = recorder.read(
                PREV_TXID,
                ByteReader::readHash,
                Hash256::toDisplay,
                hash -> hash.isZero()
                        ? "No transaction: this input makes new coins (a coinbase)."
                        : "Names the transaction whose output is spent: the double SHA-256 of its bytes.");
        long index = recorder.read(
                PREV_INDEX,
                ByteReader::readUInt32,
                n -> Long.toString(n),
                n -> n == 0xffff_ffffL ? "No output, as in every coinbase." : "Which of its outputs, counted from 0.");
        if (txid.isZero() && index == 0xffff_ffffL) {
            scripts.readCoinbaseScript(recorder);
        } else {
            scripts.readScriptSig(recorder);
        }
        recorder.read(
                SEQUENCE, ByteReader::readUInt32, n -> String.format("0x%08x", n), TransactionFields::sequenceMeaning);
    }

    private static String sequenceMeaning(long sequence) {
        if (sequence == TxIn.SEQUENCE_FINAL) {
            return "Final: if every input is, the lock time does not apply.";
        }
        return sequence <= TxIn.SEQUENCE_REPLACEABLE
                ? "Not final, so the lock time applies; and it signals that a transaction with a higher fee may replace this one (BIP 125)."
                : "Not final: the lock time applies.";
    }

    private static String lockTimeMeaning(long lockTime) {
        if (lockTime == 0) {
            return "May be in any block.";
        }
        return LockTime.isTime(lockTime)
                ? "May be in a block once the chain's time has passed " + Instant.ofEpochSecond(lockTime)
                        + ", unless every input is final."
                : "May be in a block after height " + lockTime + ", unless every input is final.";
    }

    private static String count(int n, String thing) {
        return n + " " + thing + (n == 1 ? "" : "s");
    }

    /** The label of a script's length, the same before every script. */
    static Label scriptLength(String id, String code) {
        return new Label(id, "script length", ByteKind.COUNT, "compact size", "", code);
    }

    /** The label of bytes that are read as they stand. */
    static Label plain(String id, String name, ByteKind kind, String rule, String code) {
        return new Label(id, name, kind, AS_IS, rule, code);
    }
}
