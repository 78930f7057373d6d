package org.wonsi.node.platform;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A log line as a JSON object on a line of its own, in UTF-8.
 *
 * <pre>
 *   time         2026-11-24T23:41:29.997Z, always UTC and three digits
 *   level        ERROR, WARN, INFO
 *   node         the node's name; absent from the lines of what several nodes of a process share
 *   logger       wonsi. and the node's name, or a class
 *   thread
 *   message
 *   stack_trace  only if there is one; its lines parted by \n
 * </pre>
 */
final class JsonLogEncoder extends EncoderBase<ILoggingEvent> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] NOTHING = new byte[0];
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Optional<String> onlyNode;

    /** With the name of the node whose lines all lines are; empty if there are several. */
    JsonLogEncoder(Optional<String> onlyNode) {
        this.onlyNode = onlyNode;
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        ObjectNode line = MAPPER.createObjectNode();
        line.put("time", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
        line.put("level", event.getLevel().toString());
        LogSetup.node(event.getLoggerName()).or(() -> onlyNode).ifPresent(name -> line.put("node", name));
        line.put("logger", event.getLoggerName());
        line.put("thread", event.getThreadName());
        line.put("message", event.getFormattedMessage());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            line.put("stack_trace", ThrowableProxyUtil.asString(thrown).replace(System.lineSeparator(), "\n"));
        }
        try {
            return (MAPPER.writeValueAsString(line) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON for a log line", e);
        }
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
