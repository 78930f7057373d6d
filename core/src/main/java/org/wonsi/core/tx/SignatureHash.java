package org.wonsi.core.tx;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptReader;

/**
 * The hash that a signature in an input signs: the transaction, cut down to what the hash type says.
 *
 * <pre>
 *   inputs     every other input's script is empty; the signed one's is the script being satisfied
 *   ALL        all outputs
 *   NONE       no outputs; the other inputs' sequences are 0
 *   SINGLE     the outputs up to the input's own, those before it blank; the other inputs' sequences are 0
 *   ANYONECANPAY added: no other inputs
 *   at the end the hash type, in four bytes
 * </pre>
 *
 * <p>A signature can't sign itself, so scripts are emptied first. What the type leaves out may be changed by others
 * later: that is how several people fund one payment without trusting each other (ANYONECANPAY), and how a payment
 * is signed before its other half is known (SINGLE, NONE).
 *
 * <p>Two old faults are part of consensus. Every input hashes the whole transaction anew, so the work grows with
 * the square of the size. And the amounts that are spent aren't signed, so a wallet without a view of the chain can
 * be deceived about the fee; SegWit mended both (BIP 143).
 *
 * <p>Source: paper, section 2 (sign the hash of the previous transaction and the next owner's key), in Bitcoin's
 * original form; Bitcoin Core, {@code SignatureHash} for {@code SigVersion::BASE}.
 */
public final class SignatureHash {
    /** Signs all outputs. */
    public static final int ALL = 1;

    /** Signs no output. */
    public static final int NONE = 2;

    /** Signs the output with the input's own index. */
    public static final int SINGLE = 3;

    /** Added to one of the others: signs no other input. */
    public static final int ANYONE_CAN_PAY = 0x80;

    /** The bits that choose among the outputs; what is neither NONE nor SINGLE works like ALL. */
    private static final int OUTPUT_MASK = 0x1f;

    /**
     * What is signed in place of a hash when SINGLE has no output of the input's index: the number 1.
     *
     * <p>A mistake of the first version that returned an error code where a hash was expected. Such a signature is good
     * for every transaction of that kind, and so gives the coin away; it is consensus all the same.
     */
    private static final Hash256 ONE =
            Hash256.of(ByteString.ofHex("01" + "00".repeat(31)).toByteArray());

    private final Transaction tx;
    private final int inputIndex;
    private final Script scriptCode;
    private final int hashType;

    private SignatureHash(Transaction tx, int inputIndex, Script scriptCode, int hashType) {
        this.tx = tx;
        this.inputIndex = inputIndex;
        this.scriptCode = scriptCode;
        this.hashType = hashType;
    }

    /**
     * The hash to sign or to check a signature against.
     *
     * @param scriptCode the script of the spent output, or for pay-to-script-hash the redeem script, from the last
     *     OP_CODESEPARATOR that was executed on; any further OP_CODESEPARATOR in it is left out
     * @param hashType any number; signatures carry one byte of it, 0 to 255
     */
    public static Hash256 hash(Transaction tx, int inputIndex, Script scriptCode, int hashType) {
        return new SignatureHash(tx, inputIndex, scriptCode, hashType).hash();
    }

    /**
     * The bytes that are hashed twice; empty where the hash is the number 1, see {@link #hash(Transaction, int, Script,
     * int)}.
     */
    public static Optional<ByteString> preimage(Transaction tx, int inputIndex, Script scriptCode, int hashType) {
        SignatureHash signed = new SignatureHash(tx, inputIndex, scriptCode, hashType);
        return signed.hasNoOutputToSign() ? Optional.empty() : Optional.of(signed.preimage());
    }

    private Hash256 hash() {
        if (inputIndex < 0 || inputIndex >= tx.inputs().size()) {
            throw new IllegalArgumentException(
                    "input " + inputIndex + " of " + tx.inputs().size());
        }
        return hasNoOutputToSign() ? ONE : Sha256d.hash(written());
    }

    private boolean hasNoOutputToSign() {
        return outputs() == SINGLE && inputIndex >= tx.outputs().size();
    }

    private int outputs() {
        return hashType & OUTPUT_MASK;
    }

    private boolean othersMayChange() {
        return outputs() == NONE || outputs() == SINGLE;
    }

    private ByteString preimage() {
        return written().toByteString();
    }

    private ByteWriter written() {
        ByteWriter writer = new ByteWriter(tx.size() + scriptCode.size() + 8);
        writer.writeInt32(tx.version());
        writeInputs(writer);
        writeOutputs(writer);
        return writer.writeUInt32(tx.lockTime()).writeInt32(hashType);
    }

    private void writeInputs(ByteWriter writer) {
        if ((hashType & ANYONE_CAN_PAY) != 0) {
            writer.writeCompactSize(1);
            writeInput(writer, inputIndex);
            return;
        }
        writer.writeCompactSize(tx.inputs().size());
        for (int i = 0; i < tx.inputs().size(); i++) {
            writeInput(writer, i);
        }
    }

    private void writeInput(ByteWriter writer, int index) {
        TxIn input = tx.inputs().get(index);
        boolean own = index == inputIndex;
        input.prevout().encode(writer);
        if (own) {
            writeScriptCode(writer);
        } else {
            writer.writeCompactSize(0);
        }
        writer.writeUInt32(!own && othersMayChange() ? 0 : input.sequence());
    }

    /**
     * Writes the script without its OP_CODESEPARATORs.
     *
     * <p>Behind an operation that is cut off by the script's end nothing is written, though the length counts it. Such a
     * script fails anyway, as soon as it gets there.
     */
    private void writeScriptCode(ByteWriter writer) {
        ByteString bytes = scriptCode.bytes();
        writer.writeCompactSize(bytes.size() - separators());
        int from = 0;
        ScriptReader reader = new ScriptReader(scriptCode);
        while (reader.hasNext()) {
            if (reader.skip() == Opcode.OP_CODESEPARATOR.code()) {
                writer.writeBytes(bytes.slice(from, reader.position() - 1));
                from = reader.position();
            }
        }
        writer.writeBytes(bytes.slice(from, reader.position()));
    }

    private int separators() {
        int separators = 0;
        ScriptReader reader = new ScriptReader(scriptCode);
        while (reader.hasNext()) {
            separators += reader.skip() == Opcode.OP_CODESEPARATOR.code() ? 1 : 0;
        }
        return separators;
    }

    private void writeOutputs(ByteWriter writer) {
        int count = switch (outputs()) {
            case NONE -> 0;
            case SINGLE -> inputIndex + 1;
            default -> tx.outputs().size();
        };
        writer.writeCompactSize(count);
        for (int i = 0; i < count; i++) {
            if (outputs() == SINGLE && i != inputIndex) {
                writer.writeInt64(-1).writeCompactSize(0);
            } else {
                tx.outputs().get(i).encode(writer);
            }
        }
    }
}
