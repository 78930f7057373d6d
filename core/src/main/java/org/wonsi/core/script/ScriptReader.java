package org.wonsi.core.script;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;

/**
 * A reader of a script's operations, front to back.
 *
 * <p>A push may claim more bytes than the script has; reading stops there for good.
 *
 * <pre>
 *    byte         01 - 4b      4c            4d            4e            4f and more
 *    followed by  so many      1 byte length 2 bytes       4 bytes       nothing
 *                 bytes        then those    then those    then those
 * </pre>
 *
 * <p>A script is made by strangers, so a length may be anything. Nothing is set aside for it before it is known
 * that the bytes are there.
 */
public final class ScriptReader {
    /** In place of a code: there is no whole operation. */
    public static final int NONE = -1;

    private final ByteString bytes;
    private int position;
    private int dataFrom;
    private boolean broken;

    /** Reads from the first byte. */
    public ScriptReader(Script script) {
        this.bytes = script.bytes();
    }

    /** Whether bytes are left and the last operation could be read. */
    public boolean hasNext() {
        return position < bytes.size() && !broken;
    }

    /**
     * Whether an operation was cut off by the end of the script.
     *
     * <p>Such a script is still a valid part of a transaction, and its output only can't be spent. So this is no
     * error of the format.
     */
    public boolean isBroken() {
        return broken;
    }

    /**
     * The offset of the next byte.
     *
     * <p>After an operation that was cut off: behind its code and its length, if that was whole. The signature hash
     * depends on it.
     */
    public int position() {
        return position;
    }

    /** Whether the next bytes are these. */
    public boolean startsWith(ByteString wanted) {
        if (bytes.size() - position < wanted.size()) {
            return false;
        }
        for (int i = 0; i < wanted.size(); i++) {
            if (bytes.at(position + i) != wanted.at(i)) {
                return false;
            }
        }
        return true;
    }

    /** Passes over so many bytes, which are there. */
    public void skip(int count) {
        position += count;
    }

    /**
     * The next operation; empty at the end, or if the script ends within it.
     *
     * <p>Lengths are little-endian and without a sign, up to 2^32-1; more than the rest of the script is always too
     * many.
     */
    public Optional<Operation> next() {
        int offset = position;
        int code = skip();
        return code == NONE
                ? Optional.empty()
                : Optional.of(new Operation(offset, code, bytes.slice(dataFrom, position)));
    }

    /**
     * Passes over the next operation and says its code; {@link #NONE} at the end, or if the script ends within it.
     *
     * <p>For those who only count: what a push pushes isn't copied.
     */
    public int skip() {
        if (!hasNext()) {
            return NONE;
        }
        int code = bytes.at(position++);
        long length = code > Opcode.OP_PUSHDATA4.code() ? 0 : readPushLength(code);
        if (length < 0 || length > bytes.size() - position) {
            broken = true;
            return NONE;
        }
        dataFrom = position;
        position += (int) length;
        return code;
    }

    /** How many bytes a push pushes; -1 if the script ends within the length. */
    private long readPushLength(int code) {
        if (code < Opcode.OP_PUSHDATA1.code()) {
            return code;
        }
        int width = 1 << (code - Opcode.OP_PUSHDATA1.code());
        if (bytes.size() - position < width) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < width; i++) {
            length |= (long) bytes.at(position++) << (8 * i);
        }
        return length;
    }
}
