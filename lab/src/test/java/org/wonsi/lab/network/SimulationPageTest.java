package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("docs/simulation.md")
class SimulationPageTest {
    private static final Path PAGE = Path.of("../docs/simulation.md");

    @Test
    @DisplayName("lists every setting of a scenario with its range and meaning (-Dwonsi.write=true writes it anew)")
    void settings() throws IOException {
        StringBuilder table = new StringBuilder("| name | range | usual | stormy | meaning |\n|---|---|---|---|---|\n");
        Scenario calm = Scenario.withoutFaults(20, 2);
        Scenario stormy = Scenario.withFaults(20, 2);
        for (ScenarioSetting setting : ScenarioSetting.values()) {
            table.append(String.format(
                    "| `%s` | %s | %s | %s | %s |\n",
                    setting.settingName(),
                    setting.range(),
                    ScenarioSetting.plain(setting.of(calm)),
                    ScenarioSetting.plain(setting.of(stormy)),
                    setting.meaning()));
        }
        check("settings", table.toString());
    }

    /** Compares what stands between two marks of the page, or writes it. */
    static void check(String mark, String expected) throws IOException {
        String begin = "<!-- " + mark + " -->\n";
        String end = "<!-- /" + mark + " -->";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        if (Boolean.getBoolean("wonsi.write")) {
            Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("run this test with -Dwonsi.write=true")
                    .isEqualTo(expected);
        }
    }
}
