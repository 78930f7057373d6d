package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Requests and connections are counted by address")
class RequestRateTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();
    private final RequestRate rate = new RequestRate(2, 5, now::get);

    private int taken(String address, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += rate.take(address) ? 1 : 0;
        }
        return taken;
    }

    @Test
    @DisplayName("five at once, then two a second; the next address has its own five")
    void bucket() {
        assertThat(taken("a", 10)).isEqualTo(5);
        assertThat(taken("b", 10)).isEqualTo(5);
        now.addAndGet(SECOND / 2);
        assertThat(taken("a", 10)).isEqualTo(1);
        now.addAndGet(SECOND);
        assertThat(taken("a", 10)).isEqualTo(2);
        now.addAndGet(100 * SECOND);
        assertThat(taken("a", 10)).isEqualTo(5);
    }

    @Test
    @DisplayName("ten thousand addresses don't fill the memory: the one that asked longest ago is forgotten")
    void manyAddresses() {
        assertThat(taken("first", 10)).isEqualTo(5);
        for (int i = 0; i < 10_000; i++) {
            rate.take("x" + i);
        }
        assertThat(taken("first", 10)).isEqualTo(5);
        assertThat(taken("x9999", 10)).isEqualTo(4);
    }
}
