package org.wonsi.node.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * The logging of a running node: readable lines on the console, and files in the data directory that rotate by day and size.
 *
 * <p>The loggers of this program's own lines are named after the node, so that each line says whose it is.
 */
public final class LogSetup {
    private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-9logger{0} %msg%n";
    private static final String FILE_PATTERN = "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level [%thread] %logger{0} %msg%n";
    private static final String LARGEST_FILE = "20 MB";
    private static final String LARGEST_SUM = "200 MB";
    private static final int DAYS = 14;

    /** The loggers of a node's own lines; its name follows. */
    private static final String NODE_PREFIX = "wonsi.";

    private LogSetup() {}

    /**
     * The style of log lines.
     *
     * @param json whether each is a JSON object, for programs, or text for people
     * @param onlyNode whose they all are; empty if the process has several nodes
     */
    public record Style(boolean json, Optional<String> onlyNode) {}

    /** Where a node writes its lines. */
    public static org.slf4j.Logger logger(String node) {
        return LoggerFactory.getLogger(NODE_PREFIX + node);
    }

    /** Whose lines a logger's are. */
    static Optional<String> node(String logger) {
        return logger.startsWith(NODE_PREFIX) ? Optional.of(logger.substring(NODE_PREFIX.length())) : Optional.empty();
    }

    /** The file that a node with this data directory writes now. */
    public static Path file(Path dataDirectory) {
        return dataDirectory.resolve("logs").resolve("wonsi.log");
    }

    /** Replaces whatever was set up before. */
    public static void start(Path dataDirectory, Style style, Level consoleLevel) {
        LoggerContext context = onConsole(style, consoleLevel);
        Path directory = file(dataDirectory).resolveSibling("");
        RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(file(dataDirectory).toString());
        SizeAndTimeBasedRollingPolicy<ILoggingEvent> rolling = new SizeAndTimeBasedRollingPolicy<>();
        rolling.setContext(context);
        rolling.setParent(file);
        rolling.setFileNamePattern(
                directory.resolve("wonsi.%d{yyyy-MM-dd}.%i.log.gz").toString());
        rolling.setMaxFileSize(FileSize.valueOf(LARGEST_FILE));
        rolling.setMaxHistory(DAYS);
        rolling.setTotalSizeCap(FileSize.valueOf(LARGEST_SUM));
        rolling.start();
        file.setRollingPolicy(rolling);
        file.setTriggeringPolicy(rolling);
        file.setEncoder(encoder(context, style, FILE_PATTERN));
        file.start();

        context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).addAppender(file);
    }

    /** Replaces whatever was set up before; for a program that keeps nothing on the disk. */
    public static LoggerContext onConsole(Style style, Level level) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setEncoder(encoder(context, style, PATTERN));
        console.addFilter(new LevelAtLeast(level));
        console.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        quieten(context);
        return context;
    }

    private static void quieten(LoggerContext context) {
        // Multicast DNS warns of every odd packet that another device of the network sends.
        context.getLogger("javax.jmdns").setLevel(Level.ERROR);
        context.getLogger("com.zaxxer.hikari").setLevel(Level.ERROR);
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
        // It writes out what a request calls its host, however long that is, before any limit is asked.
        context.getLogger("org.eclipse.jetty.util.HostPort").setLevel(Level.ERROR);
        context.getLogger("org.eclipse.jetty.http.HttpParser").setLevel(Level.ERROR);
        context.getLogger("io.javalin").setLevel(Level.WARN);
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context, Style style, String pattern) {
        if (style.json()) {
            JsonLogEncoder encoder = new JsonLogEncoder(style.onlyNode());
            encoder.setContext(context);
            encoder.start();
            return encoder;
        }
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }
}
