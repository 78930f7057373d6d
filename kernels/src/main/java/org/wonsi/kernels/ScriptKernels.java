package org.wonsi.kernels;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.script.interpreter.SignatureChecker;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.TransactionSignatureChecker;

/** Inputs judged by their scripts, with the faster implementation of signatures that loads. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScriptKernels {
    /** As many as a script may hold beside pushes. */
    private static final int OPERATIONS = 201;

    /** The rules that these scripts are judged by. */
    static final Set<ScriptFlag> FLAGS =
            Collections.unmodifiableSet(EnumSet.of(ScriptFlag.P2SH, ScriptFlag.DERSIG, ScriptFlag.CHECKLOCKTIMEVERIFY));

    private final Payment keyHash = Payment.ofKeyHash(new Random(1));
    private final Payment twoOfThree = Payment.ofTwoOfThree(new Random(2));
    private final Script counting = counting();

    /** One, and then one more 201 times. */
    private static Script counting() {
        ScriptBuilder script = new ScriptBuilder().op(Opcode.OP_1);
        for (int i = 0; i < OPERATIONS; i++) {
            script.op(Opcode.OP_1ADD);
        }
        return script.build();
    }

    /** All three must be right before they are timed. */
    @Setup
    public void prepare() {
        require(keyHash());
        require(multisigTwoOfThree());
        require(arithmetic201());
    }

    private static void require(ScriptError result) {
        if (result != ScriptError.OK) {
            throw new IllegalStateException("a script made for measuring fails: " + result);
        }
    }

    private ScriptError judge(Payment payment) {
        return Interpreter.verify(
                payment.scriptSig(),
                payment.scriptPubKey(),
                FLAGS,
                new TransactionSignatureChecker(payment.tx(), 0, Amount.ofCoins(3)));
    }

    /** Five operations, one of them a signature check with its hash. */
    @Benchmark
    public ScriptError keyHash() {
        return judge(keyHash);
    }

    /** Three signature checks for two signatures. */
    @Benchmark
    public ScriptError multisigTwoOfThree() {
        return judge(twoOfThree);
    }

    /** What the interpreter itself costs: 201 additions, no signature. */
    @Benchmark
    public ScriptError arithmetic201() {
        return Interpreter.verify(Script.EMPTY, counting, FLAGS, SignatureChecker.NONE);
    }
}
