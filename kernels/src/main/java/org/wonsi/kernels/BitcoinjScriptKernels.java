package org.wonsi.kernels;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.Coin;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionWitness;
import org.bitcoinj.script.Script.VerifyFlag;
import org.bitcoinj.script.ScriptException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.BouncyCastleSecp256k1;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.SignatureChecker;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.TransactionSignatureChecker;

/**
 * The inputs of {@link ScriptKernels} judged by bitcoinj and by Wonsi, the scripts parsed anew each time.
 *
 * <p>bitcoinj verifies signatures with Bouncy Castle, the version that Wonsi has, too. So there is a row for Wonsi with Bouncy Castle beside
 * the one with what a node would take.
 *
 * <p>What bitcoinj does less: an input for one key's hash it doesn't interpret, but compares the hash and verifies the signature; and of
 * signatures for several keys it doesn't ask the strict form (BIP 66). What it does more: for several keys it copies the transaction.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1, jvmArgsAppend = "-Dslf4j.internal.verbosity=ERROR")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class BitcoinjScriptKernels {
    private static final Amount VALUE = Amount.ofCoins(3);
    private static final Set<VerifyFlag> THEIR_FLAGS = theirFlags();

    /** Who judges. */
    public enum Judge {
        BITCOINJ,
        WONSI_BOUNCY_CASTLE,
        WONSI
    }

    /** Who is measured. */
    @Param
    public Judge judge = Judge.BITCOINJ;

    private final BouncyCastleSecp256k1 bouncyCastle = new BouncyCastleSecp256k1();
    private final Input keyHash = new Input(Payment.ofKeyHash(new Random(1)));
    private final Input twoOfThree = new Input(Payment.ofTwoOfThree(new Random(2)));

    private static Set<VerifyFlag> theirFlags() {
        Set<VerifyFlag> flags = EnumSet.noneOf(VerifyFlag.class);
        ScriptKernels.FLAGS.forEach(flag -> flags.add(VerifyFlag.valueOf(flag.name())));
        return flags;
    }

    /** A payment, and what bitcoinj reads of it. */
    private static final class Input {
        private final Payment payment;
        private final Transaction theirs;
        private final byte[] scriptSig;
        private final byte[] scriptPubKey;

        Input(Payment payment) {
            this.payment = payment;
            theirs = Transaction.read(ByteBuffer.wrap(payment.tx().encode().toByteArray()));
            scriptSig = payment.scriptSig().bytes().toByteArray();
            scriptPubKey = payment.scriptPubKey().bytes().toByteArray();
        }
    }

    /** Signature checks as {@link TransactionSignatureChecker} has them, but with Bouncy Castle whatever else would load. */
    private record BouncyCastleChecker(Payment payment, BouncyCastleSecp256k1 curve) implements SignatureChecker {
        @Override
        public boolean checkSignature(ByteString signatureWithHashType, ByteString publicKey, Script scriptCode) {
            int last = signatureWithHashType.size() - 1;
            Optional<EcdsaSignature> signature = EcdsaSignature.parseLaxDer(signatureWithHashType.slice(0, last));
            Hash256 hash = SignatureHash.hash(payment.tx(), 0, scriptCode, signatureWithHashType.at(last));
            return signature.isPresent() && curve.verify(hash, signature.get(), PublicKey.parse(publicKey));
        }

        @Override
        public boolean checkLockTime(long lockTime) {
            return false;
        }

        @Override
        public boolean checkSequence(long sequence) {
            return false;
        }
    }

    /** Each must accept both inputs, and neither once an output is missing that was signed. */
    @Setup
    public void prepare() {
        for (Judge each : Judge.values()) {
            for (Input input : List.of(keyHash, twoOfThree)) {
                boolean accepted = accepts(each, input);
                boolean refused = !accepts(each, new Input(input.payment.withoutLastOutput()));
                if (!accepted || !refused) {
                    throw new IllegalStateException(each + " judges wrongly: " + input.payment);
                }
            }
        }
    }

    private boolean accepts(Judge by, Input input) {
        return switch (by) {
            case BITCOINJ -> bitcoinjAccepts(input);
            case WONSI_BOUNCY_CASTLE -> accepts(input.payment, new BouncyCastleChecker(input.payment, bouncyCastle));
            case WONSI -> accepts(input.payment, new TransactionSignatureChecker(input.payment.tx(), 0, VALUE));
        };
    }

    private static boolean accepts(Payment payment, SignatureChecker checker) {
        return Interpreter.verify(payment.scriptSig(), payment.scriptPubKey(), ScriptKernels.FLAGS, checker)
                == ScriptError.OK;
    }

    private static boolean bitcoinjAccepts(Input input) {
        try {
            org.bitcoinj.script.Script.parse(input.scriptSig)
                    .correctlySpends(
                            input.theirs,
                            0,
                            TransactionWitness.EMPTY,
                            Coin.valueOf(VALUE.satoshis()),
                            org.bitcoinj.script.Script.parse(input.scriptPubKey),
                            THEIR_FLAGS);
            return true;
        } catch (ScriptException e) {
            return false;
        }
    }

    /** One key's hash: one signature check. */
    @Benchmark
    public boolean keyHash() {
        return accepts(judge, keyHash);
    }

    /** Three signature checks for two signatures. */
    @Benchmark
    public boolean multisigTwoOfThree() {
        return accepts(judge, twoOfThree);
    }
}
