package org.wonsi.node.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.platform.LocalNetworks;
import org.wonsi.node.service.Announcement;
import org.wonsi.node.service.Neighbour;

class NeighbourTableTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);
    private static final String SMALL = "0000000000000001";
    private static final String MIDDLE = "8000000000000000";

    private final NeighbourTable neighbours =
            new NeighbourTable(Announcement.of(MIDDLE, ChainParams.regtest(), "Seoul", ""));
    private final Set<String> connected = new HashSet<>();
    private final Set<String> unwanted = new HashSet<>();

    private static Neighbour neighbour(String id, String name, ChainParams params) {
        try {
            return new Neighbour(
                    Announcement.of(id, params, name, ""), InetAddress.getByAddress(new byte[] {10, 0, 0, 7}), 9001);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private NeighbourTable.Answer find(String id, String name) {
        return neighbours.found("service " + name, neighbour(id, name, ChainParams.regtest()), START);
    }

    private static String larger(int i) {
        return String.format("9%015x", i);
    }

    private List<String> due(int secondsLater) {
        return neighbours
                .due(
                        n -> connected.contains(n.announcement().name()),
                        n -> unwanted.contains(n.announcement().name()),
                        START.plusSeconds(secondsLater))
                .stream()
                .map(n -> n.announcement().name())
                .toList();
    }

    @Test
    @DisplayName("itself, another chain's node and the same node a second time are no news")
    void answers() {
        assertThat(find(MIDDLE, "Seoul")).isEqualTo(NeighbourTable.Answer.SELF);
        assertThat(neighbours.found("x", neighbour(SMALL, "Far", ChainParams.seminar()), START))
                .isEqualTo(NeighbourTable.Answer.OTHER_CHAIN);
        assertThat(find(SMALL, "Busan")).isEqualTo(NeighbourTable.Answer.NEW);
        assertThat(find(SMALL, "Busan")).isEqualTo(NeighbourTable.Answer.KNOWN);
        assertThat(neighbours.found("other network", neighbour(SMALL, "Busan", ChainParams.regtest()), START))
                .isEqualTo(NeighbourTable.Answer.KNOWN);
        assertThat(neighbours.all()).hasSize(1);
    }

    @Test
    @DisplayName("of two that find each other, the smaller id dials at once, the other after 5 seconds if need be")
    void courtesy() {
        find(SMALL, "Busan");
        find(larger(1), "Jeju");
        assertThat(due(0)).containsExactly("Jeju");
        assertThat(due(4)).doesNotContain("Busan");
        assertThat(due(5)).contains("Busan");
    }

    @Test
    @DisplayName("who doesn't answer is dialled after 2, 4, 8 ... 60 seconds; who was connected, after 2 again")
    void pauses() {
        find(larger(1), "Jeju");
        int[] expected = {0, 2, 6, 14, 30, 62, 122, 182};
        for (int at : expected) {
            assertThat(due(Math.max(0, at - 1))).isEqualTo(at == 0 ? List.of("Jeju") : List.of());
            assertThat(due(at)).isEqualTo(at == 0 ? List.of() : List.of("Jeju"));
        }
        connected.add("Jeju");
        assertThat(due(300)).isEmpty();
        connected.clear();
        assertThat(due(301)).containsExactly("Jeju");
        assertThat(due(303)).containsExactly("Jeju");
    }

    @Test
    @DisplayName("8 connections are enough, 64 nodes are remembered, and a goodbye makes room")
    void limits() {
        for (int i = 0; i < 64; i++) {
            assertThat(find(larger(i), "n" + i)).isEqualTo(NeighbourTable.Answer.NEW);
        }
        assertThat(find(larger(64), "n64")).isEqualTo(NeighbourTable.Answer.NO_ROOM);
        connected.addAll(List.of("n10", "n11", "n12"));
        assertThat(due(0)).containsExactly("n0", "n1", "n2", "n3", "n4");
        connected.addAll(List.of("n0", "n1", "n2", "n3", "n4"));
        assertThat(due(60)).isEmpty();
        assertThat(neighbours.lost("service n4")).isPresent();
        assertThat(neighbours.lost("service n4")).isEmpty();
        assertThat(find(larger(64), "n64")).isEqualTo(NeighbourTable.Answer.NEW);
        assertThat(due(61)).containsExactly("n5");
    }

    @Test
    @DisplayName("a node whose link the operator cut isn't dialled")
    void cut() {
        find(larger(1), "Jeju");
        unwanted.add("Jeju");
        assertThat(due(0)).isEmpty();
        unwanted.clear();
        assertThat(due(0)).containsExactly("Jeju");
    }

    @Test
    @DisplayName("only addresses of the same network count as neighbours")
    void samePrefix() {
        byte[] own = {10, 0, 1, 7};
        assertThat(LocalNetworks.samePrefix(own, new byte[] {10, 0, 1, (byte) 200}, 24))
                .isTrue();
        assertThat(LocalNetworks.samePrefix(own, new byte[] {10, 0, 2, 7}, 24)).isFalse();
        assertThat(LocalNetworks.samePrefix(own, new byte[] {10, 0, 2, 7}, 22)).isTrue();
        assertThat(LocalNetworks.samePrefix(own, new byte[] {10, 0, 4, 7}, 22)).isFalse();
        assertThat(LocalNetworks.samePrefix(own, new byte[16], 0)).isFalse();
    }
}
