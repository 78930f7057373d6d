package org.wonsi.node.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.service.lab.ExperimentService.Fact;
import org.wonsi.node.service.lab.ExperimentService.Seen;
import org.wonsi.node.service.lab.Panel;

@DisplayName("the experiment mining")
@InLabRoom
class MiningTest {
    private final LabRoom room;

    MiningTest(LabRoom room) {
        this.room = room;
    }

    @Test
    @DisplayName("each command makes by itself what it needs, in whatever order they come, also after a retarget")
    void anyOrder() {
        room.lab().reset("mining").join();
        assertThat(room.run("mining", "retarget").get(0)).startsWith("window blocks=12 ");
        assertThat(room.run("mining", "send", "block=easy", "to=Seoul"))
                .last()
                .isEqualTo("refused by=Seoul reason=bad-diffbits");
        assertThat(room.run("mining", "retarget", "seconds=10").get(0)).startsWith("window blocks=12 taken=110 ");
        assertThat(room.run("mining", "send")).last().isEqualTo("refused by=Busan reason=high-hash");
        assertThat(room.run("mining", "histogram", "bits=8", "searches=100")).hasSize(2);
        assertThat(room.run("mining", "try")).hasSize(2);
    }

    @Test
    @DisplayName("a guess hashes the header of the next block on the tip, and the best of all guesses is kept")
    void guesses() {
        room.lab().reset("mining").join();
        int most = 0;
        for (int nonce = 0; nonce < 10; nonce++) {
            List<String> facts = room.run("mining", "try", "nonce=" + nonce);
            int zeros = Integer.parseInt(facts.get(0).replaceAll(".*zerobits=(\\d+).*", "$1"));
            most = Math.max(most, zeros);
            assertThat(facts.get(0))
                    .contains(zeros >= 1 ? "solves=yes" : "solves=no")
                    .contains("needed=1");
            assertThat(facts.get(1)).contains("zerobits=" + most).endsWith("tries=" + (nonce + 1));
        }
        Panel.Values header = Shown.panel(room, "mining", "header", Panel.Values.class);
        assertThat(header.rows().get(1).value())
                .isEqualTo(room.nodes().get(0).snapshot().tip().hash().toDisplay());
        assertThat(header.rows().get(5).value()).isEqualTo("9");
    }

    @Test
    @DisplayName("what a search found begins with the zero bits that were asked for")
    void search() {
        String found = room.run("mining", "search", "bits=12").get(0);
        Hash256 hash = Hash256.ofDisplay(found.replaceAll(".*hash=", ""));
        assertThat(hash.toNumber().bitLength()).isLessThanOrEqualTo(244);
        assertThat(found).startsWith("found bits=12 expected=4096 tries=");
    }

    @Test
    @DisplayName("regtest never retargets, and a fact says so")
    void noRetarget() {
        List<String> facts = room.run("mining", "retarget");
        assertThat(facts.get(0)).contains("before=207fffff after=207fffff harder=1.00");
        assertThat(facts.get(1)).isEqualTo("noretarget network=regtest");
    }

    @Test
    @DisplayName(
            "on the seminar network a window stamped too fast makes the next blocks four times harder, a slower one less")
    void retarget(@TempDir Path directory) throws Exception {
        try (NodeGroup nodeGroup = new NodeGroup(java.time.InstantSource.system());
                Node seoul = Node.start(
                        NodeConfig.of("Seoul", ChainParams.seminar(), directory.resolve("Seoul")), nodeGroup);
                SeminarExperiments lab = new SeminarExperiments(
                        nodeGroup,
                        () -> List.of(seoul),
                        List.of("Seoul", "Busan"),
                        directory.resolve("lab"),
                        OptionalLong.of(LabRoom.SEED))) {
            long now = nodeGroup.clock().instant().getEpochSecond();
            for (int i = 0; i < 14; i++) {
                seoul.miner()
                        .generateAt(
                                List.of(now - 10L * (13 - i)),
                                seoul.faucetWallet().scriptPubKey())
                        .get(30, TimeUnit.SECONDS);
            }
            BlockHash tip = seoul.snapshot().tip().hash();
            Map<String, String> fast = window(lab, "2");
            assertThat(fast).containsEntry("taken", "22").containsEntry("intended", "120");
            // The compact form rounds, so four times is reached but for the last digits.
            assertThat(fast.get("harder")).isEqualTo("4.00");
            assertThat(window(lab, "5").get("harder")).isEqualTo("2.18");
            assertThat(window(lab, "10").get("harder")).isEqualTo("1.09");
            assertThat(seoul.snapshot().tip().hash()).isEqualTo(tip);
            lab.run("mining", "send", Map.of("block", "easy")).get(30, TimeUnit.SECONDS);
            assertThat(lab.seen("mining").facts()).last().hasToString("refused by=Busan reason=bad-diffbits");
        }
    }

    private static Map<String, String> window(SeminarExperiments lab, String seconds) throws Exception {
        Seen seen = lab.run("mining", "retarget", Map.of("seconds", seconds)).get(60, TimeUnit.SECONDS);
        return seen.facts().stream()
                .filter(fact -> fact.name().equals("window"))
                .map(Fact::values)
                .reduce((before, last) -> last)
                .orElseThrow();
    }

    @Test
    @DisplayName("a reset ends a search that takes long")
    void reset() throws Exception {
        CompletableFuture<Seen> search =
                room.lab().run("mining", "doubling", Map.of("from", "16", "to", "16", "searches", "500"));
        room.lab().reset("mining").join();
        assertThatThrownBy(() -> search.get(60, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    }

    @Test
    @DisplayName("a wrong argument is refused with its name and what would be right")
    void wrongArguments() {
        for (String bits : List.of("11", "27")) {
            assertThatThrownBy(() -> room.lab()
                            .run("mining", "search", Map.of("bits", bits))
                            .join())
                    .hasMessageContaining("bits is a whole number from 12 to 26, not '" + bits + "'");
        }
        assertThatThrownBy(() -> room.lab()
                        .run("mining", "try", Map.of("nonce", "4294967296"))
                        .join())
                .hasMessageContaining("nonce is a whole number from 0 to 4294967295");
        assertThatThrownBy(() -> room.lab()
                        .run("mining", "send", Map.of("block", "good"))
                        .join())
                .hasMessageContaining("block is one of [unworked, easy], not 'good'");
    }
}
