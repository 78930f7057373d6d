package org.wonsi.node.command;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.command.program.MetricsOption;
import org.wonsi.node.http.MirrorServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.DatabaseAwayException;
import org.wonsi.node.mirror.MirrorException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.platform.HeapSettings;
import org.wonsi.node.platform.LogSetup;
import org.wonsi.node.platform.StopSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi serve}: the public paths from a mirror, until Ctrl-C. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Answers Esplora's paths and shows board and explorer from a database that a node mirrors itself into."
                        + " Reads only, and may run any number of times; docs/mirror.md explains it.")
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--database",
            paramLabel = "jdbc:postgresql://HOST/DB",
            required = true,
            description = "the mirror; its role must be one that can only read. A password stands best in ~/.pgpass")
    private String database = "";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8080",
            description = "where to answer (${DEFAULT-VALUE})")
    private String http = "127.0.0.1:8080";

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            split = ",",
            description = "a name by which people reach it, besides this machine's own; repeatable")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--max-age",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "answers of which the mirror is older than this are refused (${DEFAULT-VALUE})")
    private int maxAge = 300;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "connections with the database at most (${DEFAULT-VALUE})")
    private int connections = 16;

    @Option(
            names = "--behind-balancer",
            description = "take as many requests from one address as come, because something in front limits them")
    private boolean behindBalancer;

    @Option(names = "--log-json", description = "write one JSON object per line and nothing else, on standard output")
    private boolean logJson;

    @Mixin
    private MetricsOption metrics = new MetricsOption();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        HttpConfig config = config();
        DatabaseAddress address = address();
        Duration bound = Duration.ofSeconds(maxAge);
        try (MirrorReader reader = reader(address, bound)) {
            LogSetup.onConsole(new LogSetup.Style(logJson, Optional.empty()), Level.INFO);
            StopSignals.exitNormally();
            HeapSettings.apply();
            return serve(reader, address, config, bound);
        } catch (MirrorException e) {
            throw new CommandFailedException(address + ": " + e.getMessage(), e);
        }
    }

    private int serve(MirrorReader reader, DatabaseAddress address, HttpConfig config, Duration bound) {
        CountDownLatch stopped = new CountDownLatch(1);
        try (MirrorServer server = MirrorServer.start(reader, config, bound)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, reader, stopped), "shutdown"));
            say("serves " + address + " at " + server.url() + "; stop it with Ctrl-C");
            stopped.await();
            return 0;
        } catch (PortTakenException e) {
            throw new CommandFailedException(listen().taken("HTTP", "--http"), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    /**
     * Connections to the database, which may be away: then the server starts all the same and says that it isn't ready. A mirror that waiting
     * can't mend ends the command.
     */
    private MirrorReader reader(DatabaseAddress address, Duration bound) {
        MirrorReader reader = MirrorReader.toCome(address, connections, bound);
        try {
            reader.check();
        } catch (DatabaseAwayException e) {
            return reader;
        } catch (MirrorException e) {
            if (!e.isYetToCome()) {
                reader.close();
                throw e;
            }
        }
        return reader;
    }

    private static void end(MirrorServer server, MirrorReader reader, CountDownLatch stopped) {
        server.close();
        reader.close();
        stopped.countDown();
    }

    private void say(String line) {
        PrintWriter out =
                logJson ? spec.commandLine().getErr() : spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    private HttpConfig config() {
        if (maxAge < 1 || maxAge > 86_400) {
            throw wrong("--max-age is 1 to 86400 seconds, not " + maxAge);
        }
        if (connections < 1 || connections > 500) {
            throw wrong("--connections is 1 to 500, not " + connections);
        }
        ListenAddress address = listen();
        HttpConfig config = HttpConfig.loopback(0)
                .at(address.host(), address.port())
                .withNames(names)
                .withMetricsFrom(metrics.networks());
        return behindBalancer ? config.withLimits(HttpConfig.Limits.standard().withoutRates()) : config;
    }

    private ListenAddress listen() {
        try {
            return ListenAddress.parse(http);
        } catch (MalformedException e) {
            throw wrong("--http: " + e.getMessage());
        }
    }

    private DatabaseAddress address() {
        try {
            return DatabaseAddress.parse(database);
        } catch (IllegalArgumentException e) {
            throw wrong("--database: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
