package org.wonsi.node.command.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.store.db.ImportProgress;

class ImportLinesTest {
    private final StringWriter text = new StringWriter();
    private final MockableClock clock = new MockableClock(InstantSource.system());

    private ImportLines begunAt(Instant moment) {
        clock.stopAt(moment);
        return new ImportLines(new PrintWriter(text), clock);
    }

    private static ImportProgress after(long bytes, int blocks) {
        return new ImportProgress(bytes, 1_000, blocks, 0, blocks * 2L, 0, 0);
    }

    @Test
    @DisplayName(
            "percent, blocks and transactions at once; rate and time left once a second has passed; no time at the end")
    void lines() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        ImportLines lines = begunAt(begin);
        clock.stopAt(begin.plusMillis(999));
        lines.show(after(100, 40));
        clock.stopAt(begin.plusMillis(1_000));
        lines.show(after(100, 40));
        clock.stopAt(begin.plusSeconds(30));
        lines.show(after(200, 60));
        clock.stopAt(begin.plusSeconds(100));
        lines.show(after(1_000, 300));
        assertThat(text.toString().lines())
                .containsExactly(
                        "  10 %, 40 blocks, 80 transactions",
                        "  10 %, 40 blocks, 80 transactions, 40 blocks/s, 9 s left",
                        "  20 %, 60 blocks, 120 transactions, 2 blocks/s, 2 min left",
                        "  100 %, 300 blocks, 600 transactions, 3 blocks/s");
    }

    @Test
    @DisplayName("a file whose blocks all were known, or of nothing, has a rate of 0")
    void nothingNew() {
        Instant begin = Instant.parse("2026-01-01T00:00:00Z");
        ImportLines lines = begunAt(begin);
        clock.stopAt(begin.plusSeconds(2));
        lines.show(after(0, 0));
        assertThat(text.toString().strip()).isEqualTo("0 %, 0 blocks, 0 transactions, 0 blocks/s");
    }
}
