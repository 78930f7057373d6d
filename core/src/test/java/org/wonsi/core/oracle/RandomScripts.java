package org.wonsi.core.oracle;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.ScriptNumber;
import org.wonsi.core.script.interpreter.ScriptFlag;

/**
 * Random scripts that mostly mean something: an operation is chosen among those whose operands are there.
 *
 * <p>Scripts of wholly random bytes nearly all end at their first or second operation, and so try nothing.
 */
public final class RandomScripts {
    private static final Opcode[] OPCODES = Opcode.values();
    private static final ScriptFlag[] FLAGS = ScriptFlag.values();

    /** Numbers at which something changes: signs, lengths, the limits of four and five bytes. */
    private static final long[] NUMBERS = {
        0,
        1,
        -1,
        2,
        3,
        16,
        17,
        -16,
        127,
        128,
        -127,
        -128,
        255,
        256,
        32767,
        32768,
        -32768,
        8388607,
        8388608,
        2147483647L,
        -2147483647L,
        2147483648L,
        499_999_999,
        500_000_000,
        500_000_100,
        500_000_101,
        0x40_0004,
        0x40_0005,
        0x40_0006,
        5,
        0x8000_0000L,
        0xffff_ffffL,
        0x7f_ffff_ffffL,
        0x80_0000_0000L
    };

    private final RandomGenerator random;

    /** Scripts of this chance. */
    public RandomScripts(RandomGenerator random) {
        this.random = random;
    }

    /** Another one. */
    public ScriptCase next() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return ScriptCase.of(new Script(bytes(random.nextInt(20))), new Script(bytes(random.nextInt(30))), flags());
        }
        Script scriptSig = random.nextInt(10) == 0 ? program(random.nextInt(8), 0) : pushes(random.nextInt(7));
        if (kind <= 3) {
            Script redeemScript = program(1 + random.nextInt(15), 2);
            return payToScriptHash(scriptSig, redeemScript);
        }
        return ScriptCase.of(scriptSig, program(1 + random.nextInt(40), 3), flags());
    }

    private ScriptCase payToScriptHash(Script pushes, Script redeemScript) {
        Script scriptSig =
                new ScriptBuilder().script(pushes).push(redeemScript.bytes()).build();
        return ScriptCase.of(scriptSig, org.wonsi.core.script.StandardScript.payToScriptHash(redeemScript), flags());
    }

    /** No rules, all of them, or any mixture; CLEANSTACK only together with P2SH, without which it means nothing. */
    Set<ScriptFlag> flags() {
        EnumSet<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        switch (random.nextInt(6)) {
            case 0 -> {}
            case 1 -> flags.addAll(ScriptFlag.STANDARD);
            case 2 ->
                flags.addAll(EnumSet.of(
                        ScriptFlag.P2SH,
                        ScriptFlag.DERSIG,
                        ScriptFlag.CHECKLOCKTIMEVERIFY,
                        ScriptFlag.CHECKSEQUENCEVERIFY));
            default -> {
                for (ScriptFlag flag : FLAGS) {
                    if (random.nextInt(3) == 0) {
                        flags.add(flag);
                    }
                }
            }
        }
        if (flags.contains(ScriptFlag.CLEANSTACK)) {
            flags.add(ScriptFlag.P2SH);
        }
        return flags;
    }

    private Script pushes(int count) {
        ScriptBuilder builder = new ScriptBuilder();
        for (int i = 0; i < count; i++) {
            push(builder);
        }
        return builder.build();
    }

    /** So many operations, with about so many elements on the stack before. */
    private Script program(int length, int depth) {
        ScriptBuilder builder = new ScriptBuilder();
        int open = 0;
        for (int i = 0; i < length; i++) {
            int choice = random.nextInt(100);
            if (choice < 30 || depth == 0) {
                push(builder);
                depth++;
            } else if (choice < 38) {
                builder.number(random.nextInt(2)).op(random.nextBoolean() ? Opcode.OP_IF : Opcode.OP_NOTIF);
                open++;
            } else if (choice < 46 && open > 0) {
                boolean close = random.nextInt(3) > 0;
                builder.op(close ? Opcode.OP_ENDIF : Opcode.OP_ELSE);
                open -= close ? 1 : 0;
            } else {
                Opcode opcode = fitting(depth);
                if (opcode == Opcode.OP_PICK || opcode == Opcode.OP_ROLL) {
                    builder.number(random.nextInt(depth + 1));
                }
                builder.op(opcode);
                depth = Math.max(0, depth + change(opcode));
            }
        }
        for (; open > 0 && random.nextInt(40) > 0; open--) {
            builder.op(Opcode.OP_ENDIF);
        }
        return builder.build();
    }

    /** An operation whose operands are there; now and then any, or one that mostly fails. */
    private Opcode fitting(int depth) {
        while (true) {
            Opcode opcode = OPCODES[random.nextInt(OPCODES.length)];
            boolean mostlyFails = switch (opcode.kind()) {
                case RESERVED, DISABLED -> true;
                case SIGNATURE -> opcode != Opcode.OP_CODESEPARATOR;
                case FLOW -> opcode != Opcode.OP_VERIFY;
                default ->
                    opcode == Opcode.OP_FROMALTSTACK
                            || opcode == Opcode.OP_EQUALVERIFY
                            || opcode == Opcode.OP_NUMEQUALVERIFY;
            };
            boolean lengthPush = opcode.code() >= 0x4c && opcode.code() <= 0x4e;
            if (!lengthPush && random.nextInt(30) == 0) {
                return opcode;
            }
            if (!mostlyFails && !lengthPush && opcode.operands() <= depth) {
                return opcode;
            }
        }
    }

    /** About how many elements more there are afterwards. */
    private static int change(Opcode opcode) {
        return switch (opcode.kind()) {
            case PUSH -> 1;
            case ARITHMETIC -> 1 - opcode.operands();
            default ->
                switch (opcode) {
                    case OP_DUP, OP_OVER, OP_TUCK, OP_SIZE, OP_DEPTH, OP_IFDUP -> 1;
                    case OP_2DUP, OP_2OVER -> 2;
                    case OP_3DUP -> 3;
                    case OP_DROP, OP_NIP, OP_EQUAL, OP_TOALTSTACK, OP_VERIFY, OP_CHECKSIG -> -1;
                    case OP_2DROP, OP_EQUALVERIFY -> -2;
                    default -> 0;
                };
        };
    }

    private void push(ScriptBuilder builder) {
        switch (random.nextInt(12)) {
            case 0 -> builder.push(bytes(random.nextInt(6)));
            case 1 -> builder.push(bytes(random.nextInt(80)));
            case 2 -> builder.push(ScriptNumber.encode(NUMBERS[random.nextInt(NUMBERS.length)]));
            case 3 -> notMinimal(builder);
            case 4 -> builder.number(NUMBERS[random.nextInt(NUMBERS.length)]);
            default -> builder.number(random.nextInt(19) - 1);
        }
    }

    /** A push in a longer form than needed, or of a number with needless zeros. */
    private void notMinimal(ScriptBuilder builder) {
        ByteString data = bytes(random.nextInt(4));
        switch (random.nextInt(4)) {
            case 0 -> builder.op(Opcode.OP_PUSHDATA1).raw(ByteString.copyOf((byte) data.size()));
            case 1 -> builder.op(Opcode.OP_PUSHDATA2).raw(ByteString.copyOf((byte) data.size(), (byte) 0));
            case 2 ->
                builder.op(Opcode.OP_PUSHDATA4)
                        .raw(ByteString.copyOf((byte) data.size(), (byte) 0, (byte) 0, (byte) 0));
            default -> builder.raw(ByteString.copyOf((byte) (data.size() + 1)));
        }
        builder.raw(data);
    }

    ByteString bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        if (size > 0 && random.nextBoolean()) {
            bytes[size - 1] = (byte) (random.nextBoolean() ? 0 : 0x80);
        }
        return ByteString.copyOf(bytes);
    }
}
