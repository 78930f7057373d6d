package org.wonsi.node.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.BouncyCastleSecp256k1;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.NativeSecp256k1;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;

/** Signatures made and checked per second, by each implementation. */
final class SignatureBench implements Benchmark {
    private static final int SAMPLES = 256;
    private static final long WARM_UP_NANOS = 1_500_000_000L;
    private static final long TIMED_NANOS = 1_000_000_000L;

    private record Sample(PrivateKey key, PublicKey publicKey, Hash256 digest, EcdsaSignature signature) {}

    @Override
    public String name() {
        return "signatures";
    }

    @Override
    public String about() {
        return "signatures made and verified per second of one core's time, compressed keys";
    }

    @Override
    public void run(BenchReport report) {
        Random random = new Random(1);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < SAMPLES; i++) {
            byte[] digest = new byte[32];
            random.nextBytes(digest);
            PrivateKey key = PrivateKey.generate(random);
            samples.add(new Sample(key, key.publicKey(true), Hash256.of(digest), key.sign(Hash256.of(digest))));
        }
        List<Secp256k1> implementations = new ArrayList<>(List.of(new BouncyCastleSecp256k1()));
        NativeSecp256k1.load().ifPresent(implementations::add);
        for (Secp256k1 curve : implementations) {
            report.line(
                    curve.name() + " sign",
                    rate(i -> {
                        Sample s = samples.get(i);
                        check(curve.sign(s.digest(), s.key()).equals(s.signature()));
                    }),
                    "/s");
            report.line(
                    curve.name() + " verify",
                    rate(i -> {
                        Sample s = samples.get(i);
                        check(curve.verify(s.digest(), s.signature(), s.publicKey()));
                    }),
                    "/s");
        }
    }

    private static void check(boolean right) {
        if (!right) {
            throw new IllegalStateException("a signature is wrong: what is measured would mean nothing");
        }
    }

    private static double rate(IntConsumer work) {
        loop(work, WARM_UP_NANOS);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long done = loop(work, TIMED_NANOS);
        return done * 1e9 / Math.max(1, threads.getCurrentThreadCpuTime() - start);
    }

    private static long loop(IntConsumer work, long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + nanos;
        long done = 0;
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < SAMPLES / 8; i++) {
                work.accept((int) (done++ % SAMPLES));
            }
        }
        return done;
    }
}
