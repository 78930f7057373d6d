package org.wonsi.node.http.auth;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A rate limit of requests by address: a token bucket that holds a burst and refills at a steady rate.
 *
 * <p>Remembers at most {@link #ADDRESSES} addresses; the address that asked longest ago is forgotten first, and a forgotten one
 * starts with a full bucket.
 */
public final class RequestRate {
    static final int ADDRESSES = 4_096;

    private final double perNano;
    private final int burst;
    private final LongSupplier nanoClock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    /** Allows {@code burst} requests at once and {@code perSecond} after that; time as {@link System#nanoTime}. */
    public RequestRate(int perSecond, int burst, LongSupplier nanoClock) {
        this.perNano = perSecond / (double) Duration.ofSeconds(1).toNanos();
        this.burst = burst;
        this.nanoClock = nanoClock;
    }

    /** Takes a request from the address's bucket; false if it's empty. */
    public boolean take(String address) {
        long now = nanoClock.getAsLong();
        synchronized (buckets) {
            return buckets.computeIfAbsent(address, a -> new Bucket(burst, now)).take(now);
        }
    }

    /** The token bucket of one address. */
    private final class Bucket {
        private double left;
        private long since;

        Bucket(double left, long since) {
            this.left = left;
            this.since = since;
        }

        boolean take(long now) {
            left = Math.min(burst, left + (now - since) * perNano);
            since = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }
}
