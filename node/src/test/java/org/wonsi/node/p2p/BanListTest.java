package org.wonsi.node.p2p;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.protocol.message.NetworkAddress;

class BanListTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final NetworkAddress INSIDE = NetworkAddress.ofIpv4(10, 1, 2, 3, 50_000);
    private static final NetworkAddress OUTSIDE = NetworkAddress.ofIpv4(11, 1, 2, 3, 50_000);

    private final List<List<Ban>> saved = new ArrayList<>();
    private final BanList bans = new BanList(saved::add);

    @Test
    @DisplayName("a ban holds until its end and not a second longer, for its network and no other")
    void expiry() {
        bans.ban(Subnet.parse("10.0.0.0/8"), NOW, NOW.plusSeconds(60));
        assertThat(bans.isBanned(INSIDE, NOW.plusSeconds(59))).isTrue();
        assertThat(bans.isBanned(OUTSIDE, NOW.plusSeconds(59))).isFalse();
        assertThat(bans.isBanned(INSIDE, NOW.plusSeconds(60))).isFalse();
        assertThat(bans.entries(NOW.plusSeconds(59))).hasSize(1);
        assertThat(bans.entries(NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    @DisplayName("each ban and each lifting is saved at once; what ended meanwhile doesn't come back")
    void saved() {
        bans.ban(Subnet.parse("10.0.0.0/8"), NOW, NOW.plusSeconds(60));
        bans.ban(Subnet.parse("11.0.0.1"), NOW, NOW.plusSeconds(90));
        assertThat(bans.lift(Subnet.parse("11.0.0.2"), NOW)).isFalse();
        assertThat(saved).hasSize(2);
        List<Ban> kept = saved.get(1);
        assertThat(kept).extracting(ban -> ban.subnet().toString()).containsExactly("10.0.0.0/8", "11.0.0.1/32");

        BanList again = new BanList(saved::add);
        again.restore(kept, NOW.plusSeconds(60));
        assertThat(again.entries(NOW.plusSeconds(60)))
                .extracting(ban -> ban.subnet().toString())
                .containsExactly("11.0.0.1/32");
        assertThat(again.lift(Subnet.parse("11.0.0.1"), NOW)).isTrue();
        again.clear();
        assertThat(saved.subList(2, 4)).containsExactly(List.of(), List.of());
    }

    @Test
    @DisplayName("10,000 bans are kept; one more pushes out the oldest")
    void limit() {
        BanList full = new BanList(list -> {});
        List<Ban> many = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            Subnet subnet = Subnet.of(NetworkAddress.ofIpv4(10, 0, i / 256, i % 256, 0));
            many.add(new Ban(subnet, NOW, NOW.plusSeconds(60)));
        }
        full.restore(many, NOW);
        assertThat(full.entries(NOW)).hasSize(10_000);
        full.ban(Subnet.of(OUTSIDE), NOW, NOW.plusSeconds(60));
        assertThat(full.entries(NOW)).hasSize(10_000);
        assertThat(full.isBanned(NetworkAddress.ofIpv4(10, 0, 0, 0, 1), NOW)).isFalse();
        assertThat(full.isBanned(NetworkAddress.ofIpv4(10, 0, 0, 1, 1), NOW)).isTrue();
    }
}
