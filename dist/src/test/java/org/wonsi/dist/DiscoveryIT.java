package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes on hosts of their own that know nothing of each other; needs Linux and the right to make network namespaces. */
@Tag("long")
class DiscoveryIT {
    /** Longer than the five seconds after which the node that waits for the other's call would dial by itself. */
    private static final Duration WATCHED = Duration.ofSeconds(7);

    @TempDir
    private Path home;

    @Test
    @DisplayName(
            "two nodes with --lan --discover find each other, have one connection and keep to it, and notice a goodbye")
    void pair() {
        Optional<String> missing = NamespaceNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "discovery between hosts is not tried: " + missing.orElseThrow());
        try (NamespaceNetwork cable = NamespaceNetwork.of(2);
                RunningNode seoul = start(cable, 1, "Seoul");
                RunningNode busan = start(cable, 2, "Busan")) {
            RunningNode.await("one is connected", () -> peers(seoul).size() > 0);
            long end = System.nanoTime() + WATCHED.toNanos();
            while (System.nanoTime() < end) {
                assertThat(peers(seoul)).hasSize(1);
                assertThat(peers(busan)).hasSizeLessThanOrEqualTo(1);
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            assertThat(List.of(
                            peers(seoul).get(0).path("inbound").asBoolean(),
                            peers(busan).get(0).path("inbound").asBoolean()))
                    .containsExactlyInAnyOrder(true, false);
            assertThat(discovered(seoul)).containsExactly("Busan at 10.77.0.2:18444");
            assertThat(discovered(busan)).containsExactly("Seoul at 10.77.0.1:18444");
            assertThat(busan.program().stop()).isZero();
            RunningNode.await("Busan's goodbye", () -> discovered(seoul).isEmpty());
        }
    }

    private RunningNode start(NamespaceNetwork cable, int host, String name) {
        return RunningNode.start(cable.host(host), "0.0.0.0:18444", home, name, "--lan", "--discover");
    }

    private static JsonNode peers(RunningNode node) {
        return node.rpc("getpeerinfo");
    }

    private static List<String> discovered(RunningNode node) {
        List<String> found = new ArrayList<>();
        node.get("/node/status")
                .path("discovered")
                .forEach(n -> found.add(
                        n.path("name").asText() + " at " + n.path("p2p").asText()));
        return found;
    }
}
