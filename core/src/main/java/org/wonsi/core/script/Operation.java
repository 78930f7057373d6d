package org.wonsi.core.script;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;

/**
 * One step of a script: an operation code and, for a push, the bytes it pushes.
 *
 * @param offset where its first byte stands in the script
 * @param code 0 to 255
 * @param data what a push of bytes pushes; empty for everything else (also for OP_1 to OP_16)
 */
public record Operation(int offset, int code, ByteString data) {

    /** The named operation; none for the plain pushes 0x01 to 0x4b and for codes without meaning. */
    public Optional<Opcode> opcode() {
        return Opcode.of(code);
    }

    /** Whether this pushes bytes of the script: codes 0x00 to 0x4e. */
    public boolean isBytesPush() {
        return code <= Opcode.OP_PUSHDATA4.code();
    }

    /**
     * Whether this counts as a push: everything up to OP_16.
     *
     * <p>OP_RESERVED (0x50) lies in that range and counts too, though it fails when executed.
     *
     * <p>A quirk of the first version, which compared codes; part of consensus now, since it decides what counts
     * towards the 201 operations.
     */
    public boolean isPush() {
        return code <= Opcode.OP_16.code();
    }

    /** Whether the code is this operation's. */
    public boolean is(Opcode opcode) {
        return code == opcode.code();
    }

    /** The number that OP_1NEGATE, OP_0 or OP_1 to OP_16 pushes; empty for all else. */
    public Optional<Integer> smallNumber() {
        if (code == 0) {
            return Optional.of(0);
        }
        boolean small = code == Opcode.OP_1NEGATE.code() || (code >= Opcode.OP_1.code() && code <= Opcode.OP_16.code());
        return small ? Optional.of(code - Opcode.OP_1.code() + 1) : Optional.empty();
    }

    /**
     * Whether no shorter operation pushes the same bytes; for a push of bytes.
     *
     * <p>A push of one byte can be written in four ways at least that do the same. Anybody on a payment's way could
     * swap one for another and so change the payment's id. By policy only the shortest is passed on.
     *
     * <p>Source: BIP 62, rule 3; Bitcoin Core, {@code CheckMinimalPush}.
     */
    public boolean isMinimalPush() {
        int size = data.size();
        if (size == 0) {
            return is(Opcode.OP_0);
        }
        if (size == 1 && ((data.at(0) >= 1 && data.at(0) <= 16) || data.at(0) == 0x81)) {
            return false; // OP_1 to OP_16 and OP_1NEGATE do it in one byte.
        }
        if (size < Opcode.OP_PUSHDATA1.code()) {
            return code == size;
        }
        if (size <= 0xff) {
            return is(Opcode.OP_PUSHDATA1);
        }
        return size > 0xffff || is(Opcode.OP_PUSHDATA2);
    }
}
