package org.wonsi.core.script;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;

/**
 * A program of Bitcoin's stack language, as bytes: what an output demands (scriptPubKey) or an input offers (scriptSig).
 *
 * <p>Any bytes are a script; whether they can be parsed into operations, and what running them gives, is the
 * interpreter's business. Source: paper, section 2 (the owner signs the next owner's key), in the general form Bitcoin
 * gave it.
 *
 * <pre>
 *    output   scriptPubKey   "whoever shows a key with this hash, and a signature by it"
 *    input    scriptSig      "here they are"
 * </pre>
 *
 * <p>That an output holds a small program, and not just a key, is Bitcoin's own addition to the paper. It is what
 * made payments to several keys, time locks and payment channels possible without changing the format. It has no
 * loops, so a script always ends, and its cost can be bounded by its length.
 *
 * @param bytes the program; in transactions at most 10,000 bytes can be executed
 */
public record Script(ByteString bytes) {
    /** No program. */
    public static final Script EMPTY = new Script(ByteString.EMPTY);

    /**
     * The largest script that can be executed, in bytes.
     *
     * <p>Without a limit one script could keep every node busy. It is asked for when the script runs, not when it
     * is read: an output with a longer one is valid, and can never be spent.
     */
    public static final int MAX_SIZE = 10_000;

    /** A program given as hex digits. */
    public static Script ofHex(String hex) {
        return new Script(ByteString.ofHex(hex));
    }

    // Written out as in Txid, for the same reason.
    @Override
    public boolean equals(Object other) {
        return other instanceof Script that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    /** The length in bytes. */
    public int size() {
        return bytes.size();
    }

    /** Whether there is no operation at all. */
    public boolean isEmpty() {
        return bytes.isEmpty();
    }

    /** The operations up to the end, or to the first that is cut off by the end; see {@link #isParsable}. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        ScriptReader reader = new ScriptReader(this);
        while (reader.hasNext()) {
            reader.next().ifPresent(operations::add);
        }
        return List.copyOf(operations);
    }

    /** Whether every push has all its bytes. */
    public boolean isParsable() {
        ScriptReader reader = new ScriptReader(this);
        while (reader.hasNext()) {
            reader.next();
        }
        return !reader.isBroken();
    }

    /**
     * Whether every operation is whole and at most OP_16, so that running it only fills the stack.
     *
     * <p>Required where a script must not compute: a payment to a script hash, so that the script that is hashed is
     * really written down, and by policy everywhere.
     */
    public boolean isPushOnly() {
        return isParsable() && operations().stream().allMatch(Operation::isPush);
    }

    /**
     * Whether this is exactly {@code OP_HASH160 <20 bytes> OP_EQUAL} (BIP 16).
     *
     * <p>Recognised by its bytes alone, not by what it does. The same program with another push of the hash isn't
     * this form, and then only the hash is asked for: old nodes and new ones must agree on which outputs the fork
     * concerns.
     */
    public boolean isPayToScriptHash() {
        return size() == 23
                && bytes.at(0) == Opcode.OP_HASH160.code()
                && bytes.at(1) == 20
                && bytes.at(22) == Opcode.OP_EQUAL.code();
    }

    /**
     * Whether no input can ever satisfy this: it begins with OP_RETURN, or is too long to run.
     *
     * <p>Such outputs are kept out of the set of unspent outputs.
     */
    public boolean isUnspendable() {
        return (size() > 0 && bytes.at(0) == Opcode.OP_RETURN.code()) || size() > MAX_SIZE;
    }

    /** The operations as text, as Bitcoin Core prints them; see {@link ScriptText}. */
    @Override
    public String toString() {
        return ScriptText.format(this);
    }
}
