package org.wonsi.node.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.node.metrics.ChainMetrics;
import org.wonsi.node.runtime.NodeReporter;
import org.wonsi.node.runtime.sync.SyncMeter;
import org.wonsi.node.service.event.EventLog;

class SyncProgressTest {
    private static final Instant START = Instant.ofEpochSecond(1_700_000_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            3412  | 10000 | 6588  | 812    | block 3412 of 10000, 34.1 %, 812 blocks/s, 9 s left
            9999  | 10000 | 1     | 0.25   | block 9999 of 10000, 99.9 %, 0.3 blocks/s, 4 s left
            0     | 10000 | 10000 | 0      | block 0 of 10000, 0.0 %, 0.0 blocks/s, waiting for blocks
            0     | 1190  | 1190  | 10     | block 0 of 1190, 0.0 %, 10 blocks/s, 119 s left
            0     | 1201  | 1201  | 10     | block 0 of 1201, 0.0 %, 10 blocks/s, 3 min left
            0     | 72000 | 72000 | 10     | block 0 of 72000, 0.0 %, 10 blocks/s, 2 h 0 min left
            12    | 10    | 3     | 1      | block 12 of 10, 70.0 %, 1.0 blocks/s, 3 s left
            10    | 10    | 0     | 0      | block 10 of 10, 100.0 %, 0.0 blocks/s, waiting for blocks
            """)
    @DisplayName(
            "percent, rate and time left; 100 % only with the last block, also on a branch of less height and more work")
    void text(int height, int target, int missing, double rate, String text) {
        assertThat(new SyncProgress(height, target, missing, 0, rate)).hasToString(text);
    }

    @Test
    @DisplayName("the rate is that of the last ten seconds, and falls to nothing when no more blocks come")
    void rate() {
        SyncMeter meter = new SyncMeter();
        assertThat(meter.blocksPerSecond(0, START)).isZero();
        for (int second = 0; second <= 20; second++) {
            meter.note(second < 10 ? second * 100 : 1_000 + (second - 10) * 10, START.plusSeconds(second));
        }
        assertThat(meter.blocksPerSecond(1_100, START.plusSeconds(20))).isEqualTo(10.0);
        for (int second = 21; second <= 31; second++) {
            meter.note(1_100, START.plusSeconds(second));
        }
        assertThat(meter.blocksPerSecond(1_100, START.plusSeconds(31))).isZero();
    }

    @Test
    @DisplayName("no rate is told from less than half a second")
    void tooEarly() {
        SyncMeter meter = new SyncMeter();
        meter.note(0, START);
        assertThat(meter.blocksPerSecond(400, START.plusMillis(499))).isZero();
        assertThat(meter.blocksPerSecond(400, START.plusMillis(500))).isEqualTo(800.0);
    }

    @Test
    @DisplayName(
            "the log tells of catching up at its start, every five seconds, and at its end; of fifty blocks nothing")
    void log() {
        LoggerContext context = new LoggerContext();
        Logger logger = context.getLogger("node");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        NodeReporter reporter =
                new NodeReporter("Seoul", new EventLog(InstantSource.fixed(START), 10), new ChainMetrics(), logger);
        reporter.progress(new SyncProgress(0, 50, 50, 0, 0), START);
        assertThat(lines.list).isEmpty();
        reporter.progress(new SyncProgress(0, 51, 51, 0, 0), START);
        reporter.progress(new SyncProgress(10, 51, 41, 0, 2), START.plusMillis(4_999));
        reporter.progress(new SyncProgress(10, 51, 41, 0, 2), START.plusMillis(5_000));
        reporter.progress(new SyncProgress(51, 51, 0, 0, 0), START.plusMillis(6_500));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "catching up: 51 blocks to come",
                        "catching up: block 10 of 51, 19.6 %, 2.0 blocks/s, 21 s left",
                        "caught up with block 51: 51 blocks in 6.5 s");
        lines.list.clear();
        reporter.progress(new SyncProgress(51, 151, 100, 0, 0), START);
        reporter.progress(new SyncProgress(61, 61, 0, 90, 0), START.plusSeconds(20));
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "catching up: 100 blocks to come",
                        "stopped catching up at block 61: 90 more blocks were announced, but nobody delivers them");
    }
}
