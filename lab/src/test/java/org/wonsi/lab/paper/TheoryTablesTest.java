package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@DisplayName("simulation against theory")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TheoryTablesTest {
    private static final Path PAGE = Path.of("../docs/simulation.md");

    private List<MeasuredValue> stale = List.of();
    private List<MeasuredValue> selfish = List.of();
    private List<MeasuredValue> networks = List.of();
    private List<MeasuredValue> attackers = List.of();

    @BeforeAll
    void measure() {
        stale = TheoryTables.staleRates();
        selfish = TheoryTables.selfishRevenues();
        networks = TheoryTables.selfishNetworks();
        attackers = TheoryTables.attackerSuccesses();
    }

    @Test
    @DisplayName("blocks go stale as often as 1 - e^(-delay/interval) says, from fast links to slow ones")
    void staleRates() {
        assertThat(stale).hasSize(5);
        assertThat(stale.get(0).value()).isLessThan(0.03);
        assertThat(stale.get(4).value()).isGreaterThan(0.15);
        assertClose(stale);
    }

    @Test
    @DisplayName(
            "a selfish pool earns what Eyal and Sirer's formula says, on both sides of the shares where it begins to pay")
    void selfish() {
        assertThat(selfish).hasSize(15);
        assertClose(selfish);
        // At a third, with γ = 0, it earns what it would honestly; at 30 % less, at 40 % more.
        assertThat(selfish.get(1).value()).isLessThan(0.3 - 0.02);
        assertThat(selfish.get(2).value()).isBetween(1.0 / 3 - 0.005, 1.0 / 3 + 0.005);
        assertThat(selfish.get(3).value()).isGreaterThan(0.4 + 0.05);
        // With γ = 0.5 the same at a quarter; with γ = 1 it pays from the first percent on.
        assertThat(selfish.get(6).value()).isLessThan(0.2);
        assertThat(selfish.get(7).value()).isBetween(0.25 - 0.005, 0.25 + 0.005);
        assertThat(selfish.get(8).value()).isGreaterThan(0.3);
        assertThat(selfish.get(10).value()).isGreaterThan(0.05);
    }

    @Test
    @DisplayName("a selfish miner among complete nodes earns what the formula says, and more with more links")
    void networks() {
        assertThat(networks).hasSize(3);
        assertClose(networks);
        // With 8 links to 8 nodes it is faster than the honest miners among each other, with one it is not.
        assertThat(networks.get(0).theory()).isLessThan(networks.get(1).theory());
        assertThat(networks.get(1).theory()).isLessThan(networks.get(2).theory());
        assertThat(networks.get(2).value()).isGreaterThan(networks.get(0).value());
        assertThat(networks.get(0).value()).isGreaterThan(0.4);
    }

    @Test
    @DisplayName("an attacker draws level as often as section 11 says exactly, and not as often as its estimate")
    void attackers() {
        assertThat(attackers).hasSize(20);
        assertClose(attackers);
        // q = 0.3, z = 10: the estimate is 4.17 %.
        assertThat(attackers.get(14).value()).isGreaterThan(0.06);
    }

    /** Of 40 rows, none further off than three and a half deviations: by chance alone that fails for one seed in 50. */
    private static void assertClose(List<MeasuredValue> rows) {
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.distance())
                        .as("seeds from 2009 on, %s", row)
                        .isLessThan(3.5));
    }

    @Test
    @DisplayName("docs/simulation.md has these tables (-Dwonsi.write=true writes them anew)")
    void page() throws IOException {
        String begin = "<!-- theory -->\n";
        String end = "<!-- /theory -->";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        String expected = TheoryTables.toMarkdown(stale, selfish, networks, attackers);
        if (Boolean.getBoolean("wonsi.write")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("run this test with -Dwonsi.write=true")
                    .isEqualTo(expected);
        }
    }
}
