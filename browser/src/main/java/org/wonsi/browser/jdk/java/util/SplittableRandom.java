package org.wonsi.browser.jdk.java.util;

import java.util.random.RandomGenerator;

/**
 * A stand-in for the JDK's class of this name, which gives the same numbers; a test compares them.
 *
 * <p>A sequence with a constant step (gamma), each member mixed. Source: Steele, Lea, Flood, "Fast splittable pseudorandom
 * number generators", 2014, and the documentation of {@code java.util.random}.
 */
public final class SplittableRandom implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e37_79b9_7f4a_7c15L;

    private long seed;
    private final long gamma;

    public SplittableRandom(long seed) {
        this(seed, GOLDEN_GAMMA);
    }

    private SplittableRandom(long seed, long gamma) {
        this.seed = seed;
        this.gamma = gamma;
    }

    /** A generator whose numbers have nothing to do with this one's. */
    public SplittableRandom split() {
        return new SplittableRandom(nextLong(), mixGamma(step()));
    }

    @Override
    public long nextLong() {
        long z = step();
        z = (z ^ (z >>> 30)) * 0xbf58_476d_1ce4_e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d0_49bb_1331_11ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public int nextInt() {
        long z = step();
        z = (z ^ (z >>> 33)) * 0x62a9_d9ed_7997_05f5L;
        return (int) (((z ^ (z >>> 28)) * 0xcb24_d0a5_c88c_35b3L) >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive");
        }
        int most = bound - 1;
        int value = nextInt();
        if ((bound & most) == 0) {
            return value & most;
        }
        int half = value >>> 1;
        while (half + most - half % bound < 0) {
            half = nextInt() >>> 1;
        }
        return half % bound;
    }

    @Override
    public int nextInt(int origin, int bound) {
        if (origin >= bound) {
            throw new IllegalArgumentException("bound must be greater than origin");
        }
        int count = bound - origin;
        // 2^31 is a power of two, but negative as an int.
        if ((count & (count - 1)) == 0) {
            return origin + (nextInt() & (count - 1));
        }
        if (count > 0) {
            return origin + nextInt(count);
        }
        int value = nextInt();
        while (value < origin || value >= bound) {
            value = nextInt();
        }
        return value;
    }

    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive");
        }
        long most = bound - 1;
        long value = nextLong();
        if ((bound & most) == 0) {
            return value & most;
        }
        long half = value >>> 1;
        while (half + most - half % bound < 0) {
            half = nextLong() >>> 1;
        }
        return half % bound;
    }

    @Override
    public long nextLong(long origin, long bound) {
        if (origin >= bound) {
            throw new IllegalArgumentException("bound must be greater than origin");
        }
        long count = bound - origin;
        if ((count & (count - 1)) == 0) {
            return origin + (nextLong() & (count - 1));
        }
        if (count > 0) {
            return origin + nextLong(count);
        }
        long value = nextLong();
        while (value < origin || value >= bound) {
            value = nextLong();
        }
        return value;
    }

    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    @Override
    public boolean nextBoolean() {
        return nextInt() < 0;
    }

    @Override
    public void nextBytes(byte[] bytes) {
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = i % 8 == 0 ? nextLong() : word >>> 8;
            bytes[i] = (byte) word;
        }
    }

    private long step() {
        seed += gamma;
        return seed;
    }

    private static long mixGamma(long number) {
        long z = number;
        z = (z ^ (z >>> 33)) * 0xff51_afd7_ed55_8ccdL;
        z = (z ^ (z >>> 33)) * 0xc4ce_b9fe_1a85_ec53L;
        z = (z ^ (z >>> 33)) | 1L;
        return Long.bitCount(z ^ (z >>> 1)) < 24 ? z ^ 0xaaaa_aaaa_aaaa_aaaaL : z;
    }
}
