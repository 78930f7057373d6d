package org.wonsi.node.platform;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.node.http.route.Json;

@DisplayName("A log line as JSON")
class JsonLogEncoderTest {
    private static final LoggerContext CONTEXT = new LoggerContext();

    private static String line(String logger, String message, @Nullable Throwable thrown, Object... arguments) {
        Logger source = CONTEXT.getLogger(logger);
        LoggingEvent event = new LoggingEvent("", source, Level.WARN, message, thrown, arguments);
        event.setInstant(Instant.parse("2026-11-24T23:41:29.990123Z"));
        event.setThreadName("Seoul chain");
        String line = new String(new JsonLogEncoder(Optional.of("Busan")).encode(event), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n").doesNotContain("\r");
        return line.strip();
    }

    @Test
    @DisplayName("has its fields in one order, the time in UTC with three digits, the arguments in their places")
    void fields() {
        assertThat(line("wonsi.Seoul", "block {} by {}", null, 7, "Jeju"))
                .isEqualTo("{\"time\":\"2026-11-24T23:41:29.990Z\",\"level\":\"WARN\",\"node\":\"Seoul\","
                        + "\"logger\":\"wonsi.Seoul\",\"thread\":\"Seoul chain\",\"message\":\"block 7 by Jeju\"}");
    }

    @Test
    @DisplayName("names the only node where the logger is a class, and none where there are several")
    void whose() {
        assertThat(line("org.wonsi.Thing", "x", null)).contains("\"node\":\"Busan\",\"logger\":\"org.wonsi.Thing\"");
        LoggingEvent event =
                new LoggingEvent("", CONTEXT.getLogger("org.wonsi.Thing"), Level.INFO, "x", null, new Object[0]);
        String line = new String(new JsonLogEncoder(Optional.empty()).encode(event), StandardCharsets.UTF_8);
        assertThat(line)
                .contains("\"level\":\"INFO\",\"logger\":\"org.wonsi.Thing\"")
                .doesNotContain("\"node\"");
    }

    @Test
    @DisplayName("stays one line whatever a peer called itself, and comes back as it was")
    void hostileText() throws JsonProcessingException {
        String name = "a\"b\\c\n{\"level\":\"ERROR\"}\r\t\u0000\u001b[31m 서울 \ud83d\ude00";
        JsonNode line = Json.MAPPER.readTree(line("wonsi.Seoul", "peer {}", null, name));
        assertThat(line.get("message").asText()).isEqualTo("peer " + name);
        assertThat(line.get("level").asText()).isEqualTo("WARN");
    }

    @Test
    @DisplayName("holds the whole stack trace with its cause")
    void trace() throws JsonProcessingException {
        Throwable thrown = new IllegalStateException("outer", new IllegalArgumentException("inner"));
        JsonNode line = Json.MAPPER.readTree(line("wonsi.Seoul", "broken", thrown));
        assertThat(line.get("stack_trace").asText())
                .startsWith(
                        "java.lang.IllegalStateException: outer\n\tat org.wonsi.node.platform.JsonLogEncoderTest.trace(")
                .contains("\nCaused by: java.lang.IllegalArgumentException: inner\n");
    }
}
