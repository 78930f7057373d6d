package org.wonsi.node.bench.against;

/**
 * One thing that was measured of one program.
 *
 * @param name what it is
 * @param value in {@code unit}
 * @param better whether more or less of it is better
 */
record Figure(String name, double value, String unit, Better better) {
    enum Better {
        MORE,
        LESS
    }

    /** A time that something took. */
    static Figure seconds(String name, double seconds) {
        return new Figure(name, seconds, "s", Better.LESS);
    }

    /** The same, of something short. */
    static Figure millis(String name, double millis) {
        return new Figure(name, millis, "ms", Better.LESS);
    }

    /** How often something was done in a second. */
    static Figure perSecond(String name, double rate) {
        return new Figure(name, rate, "/s", Better.MORE);
    }

    /** Memory. */
    static Figure megabytes(String name, long bytes) {
        return new Figure(name, bytes / 1e6, "MB", Better.LESS);
    }
}
