package org.wonsi.core.script;

import static org.wonsi.core.script.Opcode.Kind.ARITHMETIC;
import static org.wonsi.core.script.Opcode.Kind.DISABLED;
import static org.wonsi.core.script.Opcode.Kind.FLOW;
import static org.wonsi.core.script.Opcode.Kind.HASH;
import static org.wonsi.core.script.Opcode.Kind.LOCK_TIME;
import static org.wonsi.core.script.Opcode.Kind.NOP;
import static org.wonsi.core.script.Opcode.Kind.PUSH;
import static org.wonsi.core.script.Opcode.Kind.RESERVED;
import static org.wonsi.core.script.Opcode.Kind.SIGNATURE;
import static org.wonsi.core.script.Opcode.Kind.STACK;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The operations that have a name; the one list of them.
 *
 * <p>The codes 0x01 to 0x4b have none: each pushes as many of the bytes that follow. Codes past 0xb9 have no meaning in
 * this language and fail when executed. Source: Bitcoin Core, {@code script.h}.
 *
 * <p>New ones can only be made of operations that do nothing: a node that doesn't know the change must not fail
 * where others go on. Two of the ten NOPs were used up in this way, for CHECKLOCKTIMEVERIFY and
 * CHECKSEQUENCEVERIFY.
 */
public enum Opcode {
    OP_0(0x00, PUSH, 0),
    OP_PUSHDATA1(0x4c, PUSH, 0),
    OP_PUSHDATA2(0x4d, PUSH, 0),
    OP_PUSHDATA4(0x4e, PUSH, 0),
    OP_1NEGATE(0x4f, PUSH, 0),
    OP_RESERVED(0x50, RESERVED, 0),
    OP_1(0x51, PUSH, 0),
    OP_2(0x52, PUSH, 0),
    OP_3(0x53, PUSH, 0),
    OP_4(0x54, PUSH, 0),
    OP_5(0x55, PUSH, 0),
    OP_6(0x56, PUSH, 0),
    OP_7(0x57, PUSH, 0),
    OP_8(0x58, PUSH, 0),
    OP_9(0x59, PUSH, 0),
    OP_10(0x5a, PUSH, 0),
    OP_11(0x5b, PUSH, 0),
    OP_12(0x5c, PUSH, 0),
    OP_13(0x5d, PUSH, 0),
    OP_14(0x5e, PUSH, 0),
    OP_15(0x5f, PUSH, 0),
    OP_16(0x60, PUSH, 0),

    OP_NOP(0x61, NOP, 0),
    OP_VER(0x62, RESERVED, 0),
    OP_IF(0x63, FLOW, 0),
    OP_NOTIF(0x64, FLOW, 0),
    OP_VERIF(0x65, RESERVED, 0),
    OP_VERNOTIF(0x66, RESERVED, 0),
    OP_ELSE(0x67, FLOW, 0),
    OP_ENDIF(0x68, FLOW, 0),
    OP_VERIFY(0x69, FLOW, 1),
    /**
     * Ends the script as failed.
     *
     * <p>Once it ended a script with what was on the stack, so that everybody could spend every coin
     * (CVE-2010-5141). Now it fails, and marks outputs that carry data.
     */
    OP_RETURN(0x6a, FLOW, 0),

    OP_TOALTSTACK(0x6b, STACK, 1),
    OP_FROMALTSTACK(0x6c, STACK, 0),
    OP_2DROP(0x6d, STACK, 2),
    OP_2DUP(0x6e, STACK, 2),
    OP_3DUP(0x6f, STACK, 3),
    OP_2OVER(0x70, STACK, 4),
    OP_2ROT(0x71, STACK, 6),
    OP_2SWAP(0x72, STACK, 4),
    OP_IFDUP(0x73, STACK, 1),
    OP_DEPTH(0x74, STACK, 0),
    OP_DROP(0x75, STACK, 1),
    OP_DUP(0x76, STACK, 1),
    OP_NIP(0x77, STACK, 2),
    OP_OVER(0x78, STACK, 2),
    OP_PICK(0x79, STACK, 2),
    OP_ROLL(0x7a, STACK, 2),
    OP_ROT(0x7b, STACK, 3),
    OP_SWAP(0x7c, STACK, 2),
    OP_TUCK(0x7d, STACK, 2),

    /**
     * Joins two elements; switched off.
     *
     * <p>Joined two elements. Repeated DUP and CAT made a string twice as long each time: a short script could fill
     * any memory. It and its neighbours were switched off in one go in 2010.
     */
    OP_CAT(0x7e, DISABLED, 0),
    OP_SUBSTR(0x7f, DISABLED, 0),
    OP_LEFT(0x80, DISABLED, 0),
    OP_RIGHT(0x81, DISABLED, 0),
    OP_SIZE(0x82, STACK, 1),
    OP_INVERT(0x83, DISABLED, 0),
    OP_AND(0x84, DISABLED, 0),
    OP_OR(0x85, DISABLED, 0),
    OP_XOR(0x86, DISABLED, 0),
    OP_EQUAL(0x87, STACK, 2),
    OP_EQUALVERIFY(0x88, STACK, 2),
    OP_RESERVED1(0x89, RESERVED, 0),
    OP_RESERVED2(0x8a, RESERVED, 0),

    OP_1ADD(0x8b, ARITHMETIC, 1),
    OP_1SUB(0x8c, ARITHMETIC, 1),
    OP_2MUL(0x8d, DISABLED, 0),
    OP_2DIV(0x8e, DISABLED, 0),
    OP_NEGATE(0x8f, ARITHMETIC, 1),
    OP_ABS(0x90, ARITHMETIC, 1),
    OP_NOT(0x91, ARITHMETIC, 1),
    OP_0NOTEQUAL(0x92, ARITHMETIC, 1),
    OP_ADD(0x93, ARITHMETIC, 2),
    OP_SUB(0x94, ARITHMETIC, 2),
    OP_MUL(0x95, DISABLED, 0),
    OP_DIV(0x96, DISABLED, 0),
    OP_MOD(0x97, DISABLED, 0),
    /**
     * Shifts a number; switched off.
     *
     * <p>Shifts crashed nodes in 2010 (CVE-2010-5137); the operations that multiply and divide went with them.
     */
    OP_LSHIFT(0x98, DISABLED, 0),
    OP_RSHIFT(0x99, DISABLED, 0),
    OP_BOOLAND(0x9a, ARITHMETIC, 2),
    OP_BOOLOR(0x9b, ARITHMETIC, 2),
    OP_NUMEQUAL(0x9c, ARITHMETIC, 2),
    OP_NUMEQUALVERIFY(0x9d, ARITHMETIC, 2),
    OP_NUMNOTEQUAL(0x9e, ARITHMETIC, 2),
    OP_LESSTHAN(0x9f, ARITHMETIC, 2),
    OP_GREATERTHAN(0xa0, ARITHMETIC, 2),
    OP_LESSTHANOREQUAL(0xa1, ARITHMETIC, 2),
    OP_GREATERTHANOREQUAL(0xa2, ARITHMETIC, 2),
    OP_MIN(0xa3, ARITHMETIC, 2),
    OP_MAX(0xa4, ARITHMETIC, 2),
    OP_WITHIN(0xa5, ARITHMETIC, 3),

    OP_RIPEMD160(0xa6, HASH, 1),
    OP_SHA1(0xa7, HASH, 1),
    OP_SHA256(0xa8, HASH, 1),
    OP_HASH160(0xa9, HASH, 1),
    OP_HASH256(0xaa, HASH, 1),
    /**
     * Says where the signed part of the script begins.
     *
     * <p>Signatures sign only what comes behind it. Made for scripts that others would complete; hardly anybody
     * ever used it.
     */
    OP_CODESEPARATOR(0xab, SIGNATURE, 0),
    OP_CHECKSIG(0xac, SIGNATURE, 2),
    OP_CHECKSIGVERIFY(0xad, SIGNATURE, 2),
    /** How many elements it needs is itself on the stack. */
    OP_CHECKMULTISIG(0xae, SIGNATURE, 1),
    OP_CHECKMULTISIGVERIFY(0xaf, SIGNATURE, 1),

    OP_NOP1(0xb0, NOP, 0),
    /** Was OP_NOP2 until BIP 65. Needs an element only where BIP 65 holds. */
    OP_CHECKLOCKTIMEVERIFY(0xb1, LOCK_TIME, 0),
    /** Was OP_NOP3 until BIP 112. Needs an element only where BIP 112 holds. */
    OP_CHECKSEQUENCEVERIFY(0xb2, LOCK_TIME, 0),
    OP_NOP4(0xb3, NOP, 0),
    OP_NOP5(0xb4, NOP, 0),
    OP_NOP6(0xb5, NOP, 0),
    OP_NOP7(0xb6, NOP, 0),
    OP_NOP8(0xb7, NOP, 0),
    OP_NOP9(0xb8, NOP, 0),
    OP_NOP10(0xb9, NOP, 0);

    /** What an operation is about; each kind is implemented in one class. */
    public enum Kind {
        /** Puts bytes or a small number on the stack. */
        PUSH,
        /** Decides what is executed, or whether the script goes on. */
        FLOW,
        /** Moves, copies, measures or compares elements. */
        STACK,
        /** Takes elements as numbers. */
        ARITHMETIC,
        /** Replaces an element by its hash. */
        HASH,
        /** Checks signatures. */
        SIGNATURE,
        /** Compares with the transaction's lock time or the input's sequence. */
        LOCK_TIME,
        /** Does nothing; NOP1 and NOP4 to NOP10 are kept for later soft forks. */
        NOP,
        /** Fails when executed (OP_VERIF and OP_VERNOTIF wherever they stand). */
        RESERVED,
        /** Fails wherever it stands, executed or not: switched off in August 2010 (CVE-2010-5137). */
        DISABLED
    }

    private static final @Nullable Opcode[] BY_CODE = new Opcode[256];
    private static final Map<String, Opcode> BY_NAME = new HashMap<>();

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
            BY_NAME.put(opcode.name(), opcode);
        }
        BY_NAME.put("OP_FALSE", OP_0);
        BY_NAME.put("OP_TRUE", OP_1);
        BY_NAME.put("OP_NOP2", OP_CHECKLOCKTIMEVERIFY);
        BY_NAME.put("OP_NOP3", OP_CHECKSEQUENCEVERIFY);
    }

    private final int code;
    private final Kind kind;
    private final int operands;

    Opcode(int code, Kind kind, int operands) {
        this.code = code;
        this.kind = kind;
        this.operands = operands;
    }

    /** The byte that stands for it, 0 to 255. */
    public int code() {
        return code;
    }

    /** What it is about. */
    public Kind kind() {
        return kind;
    }

    /** How many elements must be on the stack before it; it may need more, see the constants. */
    public int operands() {
        return operands;
    }

    /** The operation of a code, if that has a name. */
    public static Optional<Opcode> of(int code) {
        return code < 0 || code > 255 ? Optional.empty() : Optional.ofNullable(BY_CODE[code]);
    }

    /** The operation of a name such as "OP_DUP" or "DUP", in capital or small letters; also by older names. */
    public static Optional<Opcode> ofName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(BY_NAME.get(upper.startsWith("OP_") ? upper : "OP_" + upper));
    }

    /** The operation that pushes a number from -1 to 16. */
    public static Opcode ofSmallNumber(int number) {
        if (number < -1 || number > 16) {
            throw new IllegalArgumentException("no operation pushes " + number);
        }
        return of(number == 0 ? 0 : OP_1.code - 1 + number).orElseThrow();
    }
}
