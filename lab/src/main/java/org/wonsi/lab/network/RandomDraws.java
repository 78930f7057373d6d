package org.wonsi.lab.network;

import java.util.random.RandomGenerator;

/**
 * Random draws that are the same on every machine: {@link Math}'s logarithm may differ in its last bit, and with it a whole
 * run.
 */
final class RandomDraws {
    private RandomDraws() {}

    /** Seconds until something happens that happens once in {@code mean} seconds, whatever happened before. */
    static double exponential(RandomGenerator random, double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }
}
