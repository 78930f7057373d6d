package org.wonsi.node.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.events.EventRecording;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.service.event.LoggedEvent;

@DisplayName("a recording of events")
class EventRecordingTest {
    private static final Board EMPTY = new Board(
            "n0", "regtest", 600, "coin", List.of(), List.of(), List.of(), List.of(), List.of(), 0, List.of(),
            List.of(), null, 7);

    /** Counts bytes and keeps the last line. */
    private static final class LastLine extends Writer {
        private String last = "";
        private long length;

        @Override
        public void write(char[] buffer, int offset, int count) {
            last = new String(buffer, offset, count);
            length += count;
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    private static LoggedEvent status(long time, String detail) {
        return new LoggedEvent(1, time, "n0", new LoggedEvent.Status("running", detail));
    }

    private static LastLine record(int events, String detail) throws IOException {
        LastLine out = new LastLine();
        try (EventRecording recording = new EventRecording(out)) {
            recording.begin(EMPTY);
            for (int i = 1; i <= events; i++) {
                recording.add(status(7_000 + i, detail));
            }
            recording.end(9_000_000);
        }
        return out;
    }

    @Test
    @DisplayName("holds 200,000 events; of one more it says that it ended with the last it holds")
    void events() throws IOException {
        assertThat(record(200_000, "").last)
                .isEqualTo("{\"event\":\"end\",\"data\":{\"time\":9000000,\"complete\":true}}\n");
        assertThat(record(200_001, "").last)
                .isEqualTo("{\"event\":\"end\",\"data\":{\"time\":207000,\"complete\":false}}\n");
    }

    @Test
    @DisplayName("holds 64 MiB at most, the last line included")
    void bytes() throws IOException {
        LastLine out = record(70, "x".repeat(1_000_000));
        // 67 events of a million bytes fit, and the 68th is missing.
        assertThat(out.last).contains("\"time\":7067,\"complete\":false");
        assertThat(out.length).isBetween(66_000_000L, 64L * 1_024 * 1_024);
    }
}
