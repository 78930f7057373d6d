package org.wonsi.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.BouncyCastleSecp256k1;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.NativeSecp256k1;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;

/** Signatures made and verified by each implementation: 256 keys and digests in turn, compressed keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureKernels {
    private static final int SAMPLES = 256;

    /** The implementations. */
    public enum Curve {
        /** Plain Java. */
        BOUNCY_CASTLE,
        /** The C library that Bitcoin Core uses, where it loads. */
        NATIVE
    }

    /** Which implementation is measured. */
    @Param
    public Curve curve = Curve.BOUNCY_CASTLE;

    private record Sample(PrivateKey key, PublicKey publicKey, Hash256 digest, EcdsaSignature signature) {}

    private final List<Sample> samples = new ArrayList<>();
    private Secp256k1 secp256k1 = new BouncyCastleSecp256k1();
    private int next;

    /** Makes the samples, and compares both implementations on each. */
    @Setup
    public void prepare() {
        secp256k1 = curve == Curve.NATIVE ? NativeSecp256k1.load().orElseThrow() : new BouncyCastleSecp256k1();
        Secp256k1 other = new BouncyCastleSecp256k1();
        Random random = new Random(1);
        for (int i = 0; i < SAMPLES; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            PrivateKey key = PrivateKey.generate(random);
            Sample sample = new Sample(
                    key, other.publicKey(key, true), Hash256.of(digest), other.sign(Hash256.of(digest), key));
            if (!secp256k1.sign(sample.digest(), key).equals(sample.signature())
                    || !secp256k1.verify(sample.digest(), sample.signature(), sample.publicKey())) {
                throw new IllegalStateException(secp256k1.name() + " differs at sample " + i);
            }
            samples.add(sample);
        }
    }

    private Sample sample() {
        next = (next + 1) % SAMPLES;
        return samples.get(next);
    }

    /** One signature made. */
    @Benchmark
    public EcdsaSignature sign() {
        Sample sample = sample();
        return secp256k1.sign(sample.digest(), sample.key());
    }

    /** One signature verified. */
    @Benchmark
    public boolean verify() {
        Sample sample = sample();
        return secp256k1.verify(sample.digest(), sample.signature(), sample.publicKey());
    }
}
