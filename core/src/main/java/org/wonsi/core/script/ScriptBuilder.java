package org.wonsi.core.script;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;

/**
 * A builder of scripts, operation by operation, each push in its shortest form.
 *
 * <p>What is written here is what nodes relay: a longer push does the same, but then the same payment could be
 * written in several ways, and its id changed by whoever passes it on.
 */
public final class ScriptBuilder {
    private final ByteWriter writer = new ByteWriter(64);

    /** Adds an operation. */
    public ScriptBuilder op(Opcode opcode) {
        writer.writeUInt8(opcode.code());
        return this;
    }

    /**
     * Adds a push of these bytes with the shortest length prefix.
     *
     * <p>A single byte from 1 to 16, or 0x81, is pushed as a byte; {@link #number} has the operation for it that
     * MINIMALDATA wants.
     */
    public ScriptBuilder push(ByteString data) {
        int size = data.size();
        if (size < Opcode.OP_PUSHDATA1.code()) {
            writer.writeUInt8(size);
        } else if (size <= 0xff) {
            op(Opcode.OP_PUSHDATA1);
            writer.writeUInt8(size);
        } else if (size <= 0xffff) {
            op(Opcode.OP_PUSHDATA2);
            writer.writeUInt16(size);
        } else {
            op(Opcode.OP_PUSHDATA4);
            writer.writeInt32(size);
        }
        writer.writeBytes(data);
        return this;
    }

    /**
     * Adds a push of a number in its shortest form: an operation from -1 to 16, else its bytes.
     *
     * <p>There are operations for small numbers because they are frequent: one byte in place of two.
     */
    public ScriptBuilder number(long number) {
        return number >= -1 && number <= 16
                ? op(Opcode.ofSmallNumber((int) number))
                : push(ScriptNumber.encode(number));
    }

    /** Adds the operations of another script. */
    public ScriptBuilder script(Script script) {
        writer.writeBytes(script.bytes());
        return this;
    }

    /** Adds bytes as they are. */
    public ScriptBuilder raw(ByteString bytes) {
        writer.writeBytes(bytes);
        return this;
    }

    /** The script so far. */
    public Script build() {
        return new Script(writer.toByteString());
    }
}
