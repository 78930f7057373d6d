package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;

class AddressTableTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final long DAY = 86_400;

    private final AddressTable table = new AddressTable();

    /** Address {@code n} of a group, as somebody tells of it now. */
    private static PeerAddress address(int group, int n) {
        return new PeerAddress(
                NOW.getEpochSecond(), 1, NetworkAddress.ofIpv4(60 + group / 256, group % 256, n / 256, n % 256, 9001));
    }

    private static ByteString source(int group) {
        return address(group, 0).address().group();
    }

    private boolean learn(int group, int n, int source) {
        return table.learn(address(group, n), source(source), NOW);
    }

    private Optional<NetworkAddress> choose(SplittableRandom random, Instant when) {
        return table.choose(a -> false, random, when);
    }

    @Test
    @DisplayName("256 addresses of one group are taken, not 257; another group still has room")
    void groupLimit() {
        for (int i = 1; i <= 256; i++) {
            assertThat(learn(1, i, 100 + i % 2)).isTrue();
        }
        assertThat(learn(1, 257, 103)).isFalse();
        assertThat(learn(2, 1, 103)).isTrue();
    }

    @Test
    @DisplayName(
            "500 addresses told by one group of peers are taken, not 501; another source still has room, and this node itself")
    void sourceLimit() {
        for (int i = 1; i <= 500; i++) {
            assertThat(learn(i, 1, 500)).isTrue();
        }
        assertThat(learn(600, 1, 500)).isFalse();
        assertThat(learn(600, 1, 501)).isTrue();
        for (int i = 1_001; i <= 1_501; i++) {
            assertThat(table.learn(address(i, 1), ByteString.EMPTY, NOW)).isTrue();
        }
        // One that was tried no longer counts against who told of it.
        table.succeeded(address(7, 1).address(), 1, NOW);
        assertThat(learn(601, 1, 500)).isTrue();
        assertThat(learn(602, 1, 500)).isFalse();
    }

    @Test
    @DisplayName("2,000 addresses are kept, and a new one takes only the place of one that failed three times")
    void placesOfBadOnes() {
        for (int i = 1; i <= 2_000; i++) {
            assertThat(learn(i, 1, 3_000 + i / 200)).as("address %d", i).isTrue();
        }
        assertThat(learn(2_001, 1, 4_000)).isFalse();
        NetworkAddress bad = address(5, 1).address();
        table.failed(bad, NOW);
        table.failed(bad, NOW);
        assertThat(learn(2_001, 1, 4_000)).isFalse();
        table.failed(bad, NOW);
        assertThat(learn(2_001, 1, 4_000)).isTrue();
        assertThat(table.all())
                .hasSize(2_000)
                .extracting(k -> k.address().address())
                .doesNotContain(bad);
    }

    @Test
    @DisplayName("a tried address keeps its place for 9 failures, and after the 10th if it answered this week")
    void triedOnesStay() {
        assertThat(learn(1, 1, 9)).isTrue();
        NetworkAddress tried = address(1, 1).address();
        table.succeeded(tried, 1, NOW.minusSeconds(8 * DAY));
        for (int i = 0; i < 9; i++) {
            table.failed(tried, NOW);
        }
        assertThat(table.worthSharing(10, NOW)).hasSize(1);
        table.failed(tried, NOW);
        assertThat(table.worthSharing(10, NOW)).isEmpty();
        table.succeeded(tried, 1, NOW.minusSeconds(6 * DAY));
        for (int i = 0; i < 10; i++) {
            table.failed(tried, NOW);
        }
        assertThat(table.worthSharing(10, NOW)).hasSize(1);
    }

    @Test
    @DisplayName(
            "an address nobody saw for 30 days is told to nobody, and a time from the future is taken for 5 days old")
    void times() {
        PeerAddress template = address(1, 1);
        table.learn(new PeerAddress(NOW.getEpochSecond() - 30 * DAY, 1, template.address()), source(2), NOW);
        assertThat(table.worthSharing(10, NOW)).hasSize(1);
        assertThat(table.worthSharing(10, NOW.plusSeconds(1))).isEmpty();
        table.learn(new PeerAddress(NOW.getEpochSecond() + 600, 1, address(3, 1).address()), source(2), NOW);
        table.learn(new PeerAddress(NOW.getEpochSecond() + 601, 1, address(4, 1).address()), source(2), NOW);
        assertThat(table.all())
                .extracting(k -> k.address().time() - NOW.getEpochSecond())
                .containsExactly(-30 * DAY, 600L, -5 * DAY);
    }

    @Test
    @DisplayName(
            "an attacker's 256 addresses don't outweigh the two that were tried: each kind is chosen half the time")
    void chosenHalfTheTime() {
        long seed = 7;
        for (int i = 1; i <= 256; i++) {
            learn(i, 1, 500);
        }
        learn(900, 1, 501);
        learn(901, 1, 502);
        Set<NetworkAddress> honest =
                Set.of(address(900, 1).address(), address(901, 1).address());
        honest.forEach(a -> table.succeeded(a, 1, NOW));
        SplittableRandom random = new SplittableRandom(seed);
        int chosen = 0;
        for (int i = 0; i < 1_000; i++) {
            // A day later each time, so that all are due again.
            chosen += honest.contains(choose(random, NOW.plusSeconds(i * DAY)).orElseThrow()) ? 1 : 0;
        }
        assertThat(chosen).as("seed %d", seed).isBetween(450, 550);
    }

    @Test
    @DisplayName("an unwanted address isn't chosen, and a chosen one not again for 4 seconds")
    void dueOrNot() {
        learn(1, 1, 9);
        learn(2, 1, 9);
        SplittableRandom random = new SplittableRandom(1);
        NetworkAddress unwanted = address(1, 1).address();
        assertThat(table.choose(unwanted::equals, random, NOW))
                .contains(address(2, 1).address());
        assertThat(table.choose(unwanted::equals, random, NOW)).isEmpty();
        assertThat(table.choose(unwanted::equals, random, NOW.plusMillis(3_999)))
                .isEmpty();
        assertThat(table.choose(unwanted::equals, random, NOW.plusSeconds(4))).isPresent();
    }

    @Test
    @DisplayName("what was known comes back after a restart as it was, tried ones as tried")
    void restored() {
        learn(1, 1, 9);
        learn(2, 1, 9);
        table.succeeded(address(1, 1).address(), 9, NOW);
        table.failed(address(2, 1).address(), NOW);
        AddressTable again = new AddressTable();
        table.all().forEach(k -> again.restore(k, NOW));
        assertThat(again.all())
                .isEqualTo(table.all())
                .containsExactly(
                        new KnownAddress(
                                new PeerAddress(
                                        NOW.getEpochSecond(), 9, address(1, 1).address()),
                                0,
                                NOW.getEpochSecond(),
                                0),
                        new KnownAddress(address(2, 1), 0, 0, 1));
    }
}
