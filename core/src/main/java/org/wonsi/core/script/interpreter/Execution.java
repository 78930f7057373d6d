package org.wonsi.core.script.interpreter;

import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptNumber;
import org.wonsi.core.script.ScriptReader;
import org.wonsi.core.script.interpreter.Interpreter.Context;

/**
 * One script, running: its two stacks, its open IFs, what it has used of its limits.
 *
 * <p>The order of the checks decides which reason is given when several apply; it is Bitcoin Core's ({@code
 * EvalScript}). Operations throw {@link ScriptFailure} to end the script.
 *
 * <pre>
 *    limit                     value        without it
 *    length of a script        10,000       one script keeps a node busy
 *    an element                520          DUP and CAT fill the memory; CAT is gone, the limit stayed
 *    operations                201          thousands of hashes or copies
 *    elements on the stacks    1,000        copies of large elements fill the memory
 *    keys of a CHECKMULTISIG   20           each key may cost a signature check
 * </pre>
 *
 * <p>None can be loosened without a hard fork: somebody's script would become spendable for some nodes only.
 */
final class Execution {
    /** The longest element that can be pushed, in bytes. */
    static final int MAX_ELEMENT_SIZE = 520;

    /**
     * The most operations past OP_16, executed or not; each key of a CHECKMULTISIG counts as one more.
     *
     * <p>Those in branches that aren't taken count as well, so that the limit can be told from the bytes.
     */
    static final int MAX_OPERATIONS = 201;

    /** The most elements on both stacks together. */
    static final int MAX_STACK_SIZE = 1_000;

    final ScriptStack stack;
    final ScriptStack altStack = new ScriptStack();
    final Conditions conditions = new Conditions();
    final Context context;

    private final Step.Part part;
    private final Script script;
    private final ScriptReader reader;
    private int operationCount;
    private int signedFrom;

    Execution(Step.Part part, Script script, ScriptStack stack, Context context) {
        this.part = part;
        this.script = script;
        this.reader = new ScriptReader(script);
        this.stack = stack;
        this.context = context;
    }

    /**
     * Runs the script to its end; a failure is thrown.
     *
     * <p>An open IF at the end is an error: half a program must not count as a whole one.
     */
    void run() {
        if (script.size() > Script.MAX_SIZE) {
            throw new ScriptFailure(ScriptError.SCRIPT_SIZE);
        }
        while (reader.hasNext()) {
            // A push that is cut off ends the script even in a branch that isn't taken.
            Operation operation = reader.next().orElseThrow(() -> new ScriptFailure(ScriptError.BAD_OPCODE));
            boolean executed = conditions.allTaken();
            try {
                step(operation, executed);
            } catch (ScriptFailure failure) {
                report(operation, executed, failure.error());
                throw failure;
            }
            report(operation, executed, ScriptError.OK);
        }
        if (!conditions.isEmpty()) {
            throw new ScriptFailure(ScriptError.UNBALANCED_CONDITIONAL);
        }
    }

    /**
     * Reads one operation's rules and carries it out if its branch is taken.
     *
     * <p>The order matters: of two errors in one operation, all nodes name the same, and tests compare with Core's.
     */
    private void step(Operation operation, boolean executed) {
        if (operation.data().size() > MAX_ELEMENT_SIZE) {
            throw new ScriptFailure(ScriptError.PUSH_SIZE);
        }
        if (!operation.isPush()) {
            countOperations(1);
        }
        Optional<Opcode> opcode = operation.opcode();
        checkAllowedAnywhere(opcode);
        if (operation.isBytesPush()) {
            if (executed) {
                push(operation);
            }
        } else if (opcode.isEmpty() || opcode.get().kind() == Opcode.Kind.RESERVED) {
            if (executed || isVerIf(operation)) {
                throw new ScriptFailure(ScriptError.BAD_OPCODE);
            }
        } else if (executed || FlowOperations.keepsTrackOfBranches(opcode.get())) {
            execute(opcode.get(), executed);
        }
        // After each operation, not before: what was just pushed counts.
        if (stack.size() + altStack.size() > MAX_STACK_SIZE) {
            throw new ScriptFailure(ScriptError.STACK_SIZE);
        }
    }

    /**
     * What may not stand in a script at all, whether it is executed or not.
     *
     * <p>They fail even in a branch that isn't taken, as in Bitcoin Core since 2010: an output whose script holds
     * one can never be spent.
     */
    private void checkAllowedAnywhere(Optional<Opcode> opcode) {
        if (opcode.isPresent() && opcode.get().kind() == Opcode.Kind.DISABLED) {
            throw new ScriptFailure(ScriptError.DISABLED_OPCODE);
        }
        if (context.has(ScriptFlag.CONST_SCRIPTCODE) && opcode.equals(Optional.of(Opcode.OP_CODESEPARATOR))) {
            throw new ScriptFailure(ScriptError.OP_CODESEPARATOR);
        }
    }

    /** These two stand among IF, ELSE and ENDIF, so they are looked at, and found without meaning, in any branch. */
    private static boolean isVerIf(Operation operation) {
        return operation.is(Opcode.OP_VERIF) || operation.is(Opcode.OP_VERNOTIF);
    }

    /**
     * Puts the bytes of a push on the stack.
     *
     * <p>Only what is executed is held to the shortest form: the rest is never looked at.
     */
    private void push(Operation operation) {
        if (context.has(ScriptFlag.MINIMALDATA) && !operation.isMinimalPush()) {
            throw new ScriptFailure(ScriptError.MINIMALDATA);
        }
        stack.push(operation.data());
    }

    private void execute(Opcode opcode, boolean executed) {
        require(opcode.operands());
        switch (opcode.kind()) {
            case PUSH -> stack.push((long) opcode.code() - Opcode.OP_1.code() + 1);
            case NOP -> LockTimeOperations.nop(opcode, this);
            case FLOW -> FlowOperations.execute(opcode, executed, this);
            case STACK -> StackOperations.execute(opcode, this);
            case ARITHMETIC -> ArithmeticOperations.execute(opcode, this);
            case HASH -> HashOperations.execute(opcode, stack);
            case SIGNATURE -> SignatureOperations.execute(opcode, this);
            case LOCK_TIME -> LockTimeOperations.execute(opcode, this);
            case RESERVED, DISABLED -> throw new IllegalStateException(opcode + " is dealt with before");
        }
    }

    /**
     * Ends the script unless so many elements are on the stack.
     *
     * <p>Checked once for each operation, from its list, so that no operation has to think of an empty stack.
     */
    void require(int elements) {
        if (stack.size() < elements) {
            throw new ScriptFailure(ScriptError.INVALID_STACK_OPERATION);
        }
    }

    /** Counts towards the limit of operations. */
    void countOperations(int count) {
        operationCount += count;
        if (operationCount > MAX_OPERATIONS) {
            throw new ScriptFailure(ScriptError.OP_COUNT);
        }
    }

    /** The number at a depth of the stack, of at most four bytes. */
    long number(int depth) {
        return number(depth, ScriptNumber.MAX_SIZE);
    }

    /**
     * The number at a depth of the stack; under MINIMALDATA it must have its shortest form.
     *
     * <p>The two failures have one name in Bitcoin Core, and so here.
     */
    long number(int depth, int maxSize) {
        ByteString bytes = stack.peek(depth);
        if (bytes.size() > maxSize || (context.has(ScriptFlag.MINIMALDATA) && !ScriptNumber.isMinimal(bytes))) {
            throw new ScriptFailure(ScriptError.UNKNOWN_ERROR);
        }
        return ScriptNumber.decode(bytes);
    }

    /**
     * From here on signatures sign: behind this OP_CODESEPARATOR.
     *
     * <p>Where the reader stands, behind the operation: the separator itself isn't signed.
     */
    void separateCode() {
        signedFrom = reader.position();
    }

    /** The part of the script that signatures sign. */
    Script signedScript() {
        return signedFrom == 0 ? script : new Script(script.bytes().slice(signedFrom, script.size()));
    }

    private void report(Operation operation, boolean executed, ScriptError result) {
        if (context.listener() != Step.Listener.NONE) {
            context.listener()
                    .onStep(new Step(part, operation, executed, stack.elements(), altStack.elements(), result));
        }
    }
}
