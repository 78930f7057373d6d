package org.wonsi.node.bench.against;

/**
 * A measured value of one program.
 *
 * @param name what it is
 * @param value in {@code unit}
 * @param better whether more or less of it is better
 */
record Measurement(String name, double value, String unit, Better better) {
    /** The direction in which a value is better. */
    enum Better {
        MORE,
        LESS
    }

    /** A time that something took. */
    static Measurement seconds(String name, double seconds) {
        return new Measurement(name, seconds, "s", Better.LESS);
    }

    /** The same, of something short. */
    static Measurement millis(String name, double millis) {
        return new Measurement(name, millis, "ms", Better.LESS);
    }

    /** The same, of one of very many. */
    static Measurement micros(String name, double micros) {
        return new Measurement(name, micros, "us", Better.LESS);
    }

    /** How often something was done in a second. */
    static Measurement perSecond(String name, double rate) {
        return new Measurement(name, rate, "/s", Better.MORE);
    }

    /** Memory. */
    static Measurement megabytes(String name, long bytes) {
        return new Measurement(name, bytes / 1e6, "MB", Better.LESS);
    }
}
