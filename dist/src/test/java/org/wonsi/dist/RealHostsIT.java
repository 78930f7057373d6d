package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four nodes, each on a host of its own with its own address; needs Linux and the right to make network namespaces. */
@Tag("long")
class RealHostsIT {
    private static final String NOBODY = "\"mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8\"";
    private static final int LONG_CHAIN = 3_000;
    private static final int PORT = 18_444;

    @TempDir
    private Path home;

    private final List<RunningNode> nodes = new ArrayList<>();

    /**
     * <pre>
     *   Seoul -- Daejeon --x-- Daegu -- Busan
     *
     *   1 ... 3000 - 3001 - 3002            Seoul's, while the link x is down
     *              \ 3001 - 3002 - 3003     Busan's
     * </pre>
     *
     * <p>The link is down until both ends have noticed by themselves: packets just vanish, no connection is closed.
     * Busan is killed while it fetches the long chain.
     */
    @Test
    @DisplayName(
            "four hosts: one killed in its initial sync finishes it, and a link that loses everything heals into one chain")
    void killCutAndHeal() {
        Optional<String> missing = NamespaceNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "four hosts are not tried: " + missing.orElseThrow());
        try (NamespaceNetwork cable = NamespaceNetwork.of(4)) {
            try {
                RunningNode seoul = start(cable, 1, "Seoul");
                for (int made = 0; made < LONG_CHAIN; made += 100) {
                    seoul.rpc("generatetoaddress", "100", NOBODY);
                }
                RunningNode daejeon = start(cable, 2, "Daejeon", "--connect", at(cable, 1));
                RunningNode daegu = start(cable, 3, "Daegu", "--connect", at(cable, 2));
                RunningNode.await("Daegu has the long chain", () -> daegu.height() == LONG_CHAIN);

                cable.host(2).cutFrom(cable.host(3));
                RunningNode busan = killedWhileSyncing(cable);
                seoul.rpc("generatetoaddress", "2", NOBODY);
                busan.rpc("generatetoaddress", "3", NOBODY);
                RunningNode.await("Daejeon follows Seoul", () -> daejeon.tip().equals(seoul.tip()));
                RunningNode.await("Daegu follows Busan", () -> daegu.tip().equals(busan.tip()));
                assertThat(seoul.height()).isEqualTo(LONG_CHAIN + 2);
                assertThat(busan.height()).isEqualTo(LONG_CHAIN + 3);
                String heavier = busan.tip();

                RunningNode.await("both ends notice", () -> peers(daejeon) == 1 && peers(daegu) == 1);
                cable.host(2).mend();
                RunningNode.await(
                        "one tip",
                        () -> nodes.stream().allMatch(node -> node.tip().equals(heavier)));
                String coins = coins(seoul);
                assertThat(nodes)
                        .hasSize(4)
                        .allSatisfy(node -> assertThat(coins(node)).isEqualTo(coins));
            } finally {
                nodes.forEach(RunningNode::close);
            }
        }
    }

    private RunningNode killedWhileSyncing(NamespaceNetwork cable) {
        cable.slowDown(4);
        try (RunningNode first = start(cable, 4, "Busan", "--connect", at(cable, 3))) {
            nodes.remove(first);
            RunningNode.await("Busan is in the middle of its initial sync", () -> first.height() > LONG_CHAIN / 3);
            first.program().kill();
        }
        cable.speedUp(4);
        RunningNode again = start(cable, 4, "Busan");
        int reached = again.height();
        assertThat(reached).isBetween(1, LONG_CHAIN - 1);
        again.post("/node/peers", "{\"address\":\"" + at(cable, 3) + "\"}");
        RunningNode.await("Busan has the long chain", () -> again.height() == LONG_CHAIN);
        return again;
    }

    private RunningNode start(NamespaceNetwork cable, int host, String name, String... more) {
        RunningNode node = RunningNode.start(cable.host(host), at(cable, host), home, name, options(more));
        nodes.add(node);
        return node;
    }

    /** A dead link is to be noticed within the test's time: default is 30 s. */
    private static String[] options(String... more) {
        List<String> options = new ArrayList<>(List.of("--ping-timeout", "9"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static String at(NamespaceNetwork cable, int host) {
        return cable.host(host).address() + ":" + PORT;
    }

    private static int peers(RunningNode node) {
        return node.rpc("getconnectioncount").asInt();
    }

    private static String coins(RunningNode node) {
        return node.rpc("gettxoutsetinfo").path("hash_serialized_3").asText();
    }
}
