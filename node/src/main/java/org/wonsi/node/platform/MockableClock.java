package org.wonsi.node.platform;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A clock that can be stopped at a moment and set going again; for tests that drive a node (JSON-RPC setmocktime). */
public final class MockableClock implements InstantSource {
    private final InstantSource real;
    private volatile Optional<Instant> stoppedAt = Optional.empty();

    /** Shows what {@code real} shows, until stopped. */
    public MockableClock(InstantSource real) {
        this.real = real;
    }

    /** Shows this moment from now on. */
    public void stopAt(Instant moment) {
        stoppedAt = Optional.of(moment);
    }

    /** Shows the real time again. */
    public void run() {
        stoppedAt = Optional.empty();
    }

    @Override
    public Instant instant() {
        return stoppedAt.orElseGet(real::instant);
    }
}
