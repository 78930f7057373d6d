package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar with DuckDB in it beside a running node, as the launcher starts it. */
class ColumnsJarIT {
    private static final String NOBODY = "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8";

    @TempDir
    private Path home;

    @Test
    @DisplayName(
            "a node's chain is exported while it runs, is asked, goes on after more blocks, and the node is asked directly")
    void exportAndAsk() {
        Path lake = home.resolve("lake");
        try (RunningNode node = RunningNode.start(home, "Seoul")) {
            node.mine(10, NOBODY);
            String data = home.resolve("regtest").resolve("Seoul").toString();
            assertThat(columns("export", "--network", "regtest", "--data-dir", data, "--parquet", lake.toString()))
                    .contains(
                            "5 blocks with 5 transactions written; the directory ends at height 4, the node's chain at 10");
            node.mine(2, NOBODY);
            assertThat(columns("export", "--network", "regtest", "--data-dir", data, "--parquet", lake.toString()))
                    .contains(
                            "2 blocks with 2 transactions written; the directory ends at height 6, the node's chain at 12");
            String query = "SELECT count(*) AS n, max(number) AS tip FROM blocks";
            assertThat(columns("sql", lake.toString(), "--csv", "--query", query))
                    .isEqualToIgnoringNewLines("n,tip\n7,6\n");
            assertThat(columns("sql", data, "--csv", "--query", query)).isEqualToIgnoringNewLines("n,tip\n13,12\n");
            assertThat(columns("sql", data, "--query", ".questions 5")).contains("An output doesn't name an owner");
        }
    }

    private String columns(String... arguments) {
        return Program.run(0, home, Program.COLUMNS_JAR, arguments);
    }
}
