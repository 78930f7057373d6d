package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Attacks on a mining node from other hosts, since loopback is exempt from limits; needs Linux and the right to make network
 * namespaces.
 *
 * <p>In each of them mining goes on and other hosts get answers. How long the chain thread was busy at most is printed
 * ({@code chainThread} of {@code /node/status}), not asserted: it depends on the machine.
 */
@Tag("long")
class RedTeamIT {
    private static final String NOBODY = "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8";
    private static final int PORT = 18_444;
    private static final Pattern SENT = Pattern.compile("^sent$");

    /** The host of the node that is attacked; that of a user who must not notice; the first attacker's. */
    private static final int NODE = 1;

    private static final int USER = 2;
    private static final int ATTACKER = 3;

    @TempDir
    private Path home;

    private NamespaceNetwork cable;
    private RunningNode node;
    private final List<Program> attackers = new ArrayList<>();

    @BeforeEach
    void start() {
        Optional<String> missing = NamespaceNetwork.missing();
        assumeTrue(missing.isEmpty(), () -> "no attacks from other hosts are tried: " + missing.orElseThrow());
        cable = NamespaceNetwork.of(5);
        node = RunningNode.startOpen(cable.host(NODE), PORT, home, "Seoul");
        node.mine(105, NOBODY);
        assertThat(node.program().stop()).as(node.program().output()).isZero();
        node = startNode();
        awaitBlocks("before the attack", 2);
    }

    /** Mines about a block a second: each of a regtest miner's ranges of 16,384 tries finds one. */
    private RunningNode startNode() {
        return RunningNode.startOpen(
                cable.host(NODE), PORT, home, "Seoul", "--mine", NOBODY, "--max-hashrate", "20000");
    }

    @AfterEach
    void stop() {
        attackers.forEach(Program::close);
        if (node != null) {
            node.close();
        }
        if (cable != null) {
            cable.close();
        }
    }

    @Test
    @DisplayName("eight valid headers whose blocks never come stop no miner, nor after a restart")
    void headersWithoutBlocks() {
        Program attacker = attack(ATTACKER, "headers", 8);
        attacker.await(SENT);
        awaitBlocks("although eight headers are ahead", 12);
        report("headers without blocks");

        attacker = attack(ATTACKER, "headers", 200);
        attacker.await(SENT);
        assertThat(node.program().stop()).as(node.program().output()).isZero();
        node = startNode();
        awaitBlocks("after a restart", 3);
    }

    @Test
    @DisplayName("136,500 headers of weak branches end in a refusal, whatever the number of connections")
    void weakHeaders() {
        attack(ATTACKER, "weak", 136_500).await(Pattern.compile("refused after ([0-9]+) headers"));
        awaitBlocks("after a flood of weak headers", 2);
        report("weak headers");
    }

    @Test
    @DisplayName("936,000 getaddr from three hosts make no request of others fail")
    void ignoredMessages() {
        for (int host = ATTACKER; host < ATTACKER + 3; host++) {
            attack(host, "getaddr", 156_000);
            attack(host, "getaddr", 156_000);
        }
        List<Integer> statuses = new ArrayList<>();
        int height = node.height();
        while (statuses.size() < 40) {
            statuses.add(userGets("/node/status"));
            statuses.add(userGets("/api/blocks/tip/height"));
            node.rpc("getblocktemplate", "{\"rules\":[\"segwit\"]}");
        }
        assertThat(statuses).containsOnly(200);
        attackers.forEach(attacker -> attacker.await(SENT));
        awaitBlocks("after the flood", 1);
        assertThat(node.height()).isGreaterThan(height);
        report("ignored messages");
    }

    @Test
    @DisplayName("a transaction of 24,000 inputs whose ids collide under an unseeded hash holds nothing up")
    void collidingInputs() {
        attack(ATTACKER, "collide", 24_000).await(SENT);
        awaitBlocks("after the transaction", 2);
        assertThat(node.rpc("getmempoolinfo").path("size").asInt()).isZero();
        report("colliding inputs");
    }

    @Test
    @DisplayName("2,100 connections that never finish a request don't keep others out, and are closed")
    void unfinishedRequests() {
        for (int host = ATTACKER; host < ATTACKER + 3; host++) {
            attack(host, "idle", 700).await(SENT);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(userGets("/node/status")).isEqualTo(200);
        }
        attackers.forEach(attacker -> assertThat(
                        attacker.await(Pattern.compile("still open: ([0-9]+)")).group(1))
                .isEqualTo("0"));
        report("unfinished requests");
    }

    @Test
    @DisplayName("costly requests to explain a transaction leave the node to others")
    void costlyDecoding() {
        attack(ATTACKER, "decode", 60).await(SENT);
        for (int i = 0; i < 20; i++) {
            assertThat(userGets("/node/status")).isEqualTo(200);
        }
        awaitBlocks("under requests to decode", 2);
        report("costly decoding");
    }

    /** What somebody on another host gets, who has nothing to do with the attack. */
    private int userGets(String path) {
        return cable.host(USER).request("GET", node.url() + path, Map.of(), "").status();
    }

    private void report(String attack) {
        JsonNode status = node.get("/node/status");
        System.out.println("red team, " + attack + ": " + status.path("chain_thread"));
    }

    private Program attack(int host, String mode, int count) {
        boolean http = mode.equals("idle") || mode.equals("decode");
        int port = http ? URI.create(node.url()).getPort() : PORT;
        Program attacker = Program.startMain(
                cable.host(host),
                home,
                Attacker.class,
                mode,
                cable.host(NODE).address(),
                Integer.toString(port),
                Integer.toString(count));
        attackers.add(attacker);
        return attacker;
    }

    private void awaitBlocks(String when, int more) {
        int height = node.height();
        RunningNode.await("the node mines " + when, () -> node.height() >= height + more);
    }
}
