package org.wonsi.node.command;

import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.lab.live.CityNames;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.command.program.QrText;
import org.wonsi.node.command.program.StartupBanner;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.auth.OperatorToken;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.lab.SeminarExperiments;
import org.wonsi.node.p2p.HostPort;
import org.wonsi.node.platform.HeapSettings;
import org.wonsi.node.platform.HomeDirectory;
import org.wonsi.node.platform.LanAddress;
import org.wonsi.node.platform.LanAddresses;
import org.wonsi.node.platform.LogSetup;
import org.wonsi.node.platform.StopSignals;
import org.wonsi.node.platform.Tempo;
import org.wonsi.node.platform.Version;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.runtime.faucet.FaucetKey;
import org.wonsi.node.seminar.DemoPayments;
import org.wonsi.node.seminar.Seminar;
import org.wonsi.node.seminar.SeminarDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi seminar}: the network of a talk in one process. */
@Command(
        name = "seminar",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Runs the network of a talk: several nodes in one process that mine and exchange blocks, until Ctrl-C.")
final class SeminarCommand implements Callable<Integer> {
    /** However many nodes there are, this much hashing in all is left to them when one is turned up. */
    private static final long LEAST_TOGETHER = 2_000_000;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "3",
            description = "how many nodes, 1 to 30 (${DEFAULT-VALUE})")
    private int count = 3;

    @Option(names = "--lang", paramLabel = "ko|en", description = "the page's language; the browser's by default")
    private Optional<Language> language = Optional.empty();

    @Option(
            names = "--lan",
            description =
                    "listen on all of this machine's addresses, so that others can connect; print URL and QR code")
    private boolean lan;

    @Option(names = "--resume", description = "go on with the chain of the last run; the operator's URL stays the same")
    private boolean resume;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "the same purse keys, and so addresses, for the same number: for rehearsing; anyone can guess them")
    private @Nullable Long seed;

    @Option(
            names = "--max-hashrate",
            paramLabel = "N",
            defaultValue = "300000",
            description = "tries per second at most for each node, 0 for no limit (${DEFAULT-VALUE})")
    private long maxHashRate = 300_000;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where to keep the runs; by default $WONSI_HOME/seminar/talk")
    private @Nullable Path dataDirectory;

    @Option(
            names = "--http-port",
            paramLabel = "N",
            defaultValue = "8001",
            description = "the first node's HTTP port (${DEFAULT-VALUE}); the others take those after it")
    private int httpPort = 8001;

    @Option(
            names = "--p2p-port",
            paramLabel = "N",
            defaultValue = "9001",
            description = "the first node's port for other nodes (${DEFAULT-VALUE}); the others take those after it")
    private int p2pPort = 9001;

    @Option(
            names = "--no-demo-payments",
            description = "no small payments between the nodes; they can be switched on and off on the page too")
    private boolean noDemoPayments;

    @Option(
            names = "--operate-from-lan",
            description =
                    "with --lan: the operator's URL works from other machines too; its token crosses the network in the"
                            + " clear")
    private boolean operateFromLan;

    @Option(names = "--log-json", description = "write the log as JSON; text for people then goes to standard error")
    private boolean logJson;

    @Spec
    private CommandSpec spec;

    private final Set<Integer> chosen = new HashSet<>();
    private final Map<String, Served> places = new ConcurrentHashMap<>();
    private volatile boolean ending;

    /** A node's web server, and how it was started. */
    private record Served(HttpConfig http, String publicHost) {}

    /** The languages of the page. */
    enum Language {
        KO,
        EN
    }

    static Path defaultDirectory(Map<String, String> environment) {
        return HomeDirectory.of(environment).resolve("seminar").resolve("talk");
    }

    @Override
    public Integer call() {
        if (count < 1 || count > CityNames.count()) {
            throw new ParameterException(
                    spec.commandLine(), "a seminar has 1 to " + CityNames.count() + " nodes, not " + count);
        }
        checkPorts("--http-port", httpPort);
        checkPorts("--p2p-port", p2pPort);
        if (maxHashRate < 0) {
            throw new ParameterException(spec.commandLine(), "--max-hashrate can't be negative: " + maxHashRate);
        }
        Path base = Optional.ofNullable(dataDirectory).orElseGet(() -> defaultDirectory(System.getenv()));
        try (SeminarDirectory directory = SeminarDirectory.open(base)) {
            return run(directory);
        } catch (IOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    private void checkPorts(String option, int first) {
        if (first < 0 || first + count - 1 > HostPort.LAST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " " + first + " leaves no port for " + count + (count == 1 ? " node" : " nodes")
                            + "; ports go from 1 to " + HostPort.LAST_PORT);
        }
    }

    private PrintWriter out() {
        return logJson ? spec.commandLine().getErr() : spec.commandLine().getOut();
    }

    private int run(SeminarDirectory directory) throws IOException {
        boolean goOn = resume && directory.hasRun();
        if (!goOn) {
            Optional<Path> kept = directory.setAside(LocalDateTime.now(ZoneId.systemDefault()));
            kept.ifPresent(
                    path -> out().println("the last run is kept in " + path + "; with --resume it would have gone on"));
        }
        LogSetup.start(directory.now(), new LogSetup.Style(logJson, Optional.empty()), Level.WARN);
        StopSignals.exitNormally();
        HeapSettings.apply();
        try (NodeGroup nodeGroup = new NodeGroup(InstantSource.system());
                HttpThreads threads = HttpThreads.forServers(count);
                Seminar seminar = new Seminar(nodeGroup)) {
            List<HttpServer> servers = new ArrayList<>();
            seminar.start(configs(directory.now()), config -> start(config, nodeGroup, threads, servers));
            seminar.restartWith(config -> startAnew(config, nodeGroup, threads));
            nodeGroup.setRestarter(seminar);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(seminar), "shutdown"));
            print(seminar, servers, directory);
            if (!goOn) {
                mineFirstBlocks(seminar);
            }
            seminar.mine(maxHashRate, maxHashRate == 0 ? 0 : Math.max(LEAST_TOGETHER, count * maxHashRate));
            out().println("the nodes mine; a block about every "
                    + ChainParams.seminar().targetSpacing() + " s");
            out().flush();
            try (DemoPayments payments = demoPayments(seminar);
                    SeminarExperiments experiments = experiments(nodeGroup, seminar, directory)) {
                nodeGroup.setPayments(payments);
                nodeGroup.setExperimentService(experiments);
                payments.start();
                seminar.ended().join();
            }
            ending = true;
            seminar.stopAll();
            seminar.failure().ifPresent(failure -> spec.commandLine().getErr().println("wonsi: " + failure));
            return seminar.failure().isPresent() ? 1 : 0;
        }
    }

    private SeminarExperiments experiments(NodeGroup nodeGroup, Seminar seminar, SeminarDirectory directory)
            throws IOException {
        return new SeminarExperiments(
                nodeGroup,
                seminar::nodes,
                CityNames.first(CityNames.count()),
                directory.lab(),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed));
    }

    private DemoPayments demoPayments(Seminar seminar) {
        DemoPayments payments =
                new DemoPayments(seminar::running, seed == null ? new Random() : new Random(seed), Tempo.REAL);
        payments.setOn(!noDemoPayments);
        if (!noDemoPayments && count > 1) {
            out().println("the nodes pay each other small amounts, for the page to show; --no-demo-payments leaves"
                    + " that");
            out().flush();
        }
        return payments;
    }

    private List<NodeConfig> configs(Path now) throws IOException {
        List<NodeConfig> configs = new ArrayList<>();
        OptionalLong start = seed == null ? OptionalLong.empty() : OptionalLong.of(seed);
        for (String name : CityNames.first(count)) {
            Path data = now.resolve(name);
            if (start.isPresent()) {
                // Guessable on purpose, as its description says.
                FaucetKey.createFrom(new Random(start.getAsLong() * 31 + name.hashCode()), data, ChainParams.seminar());
            }
            ListenAddress address =
                    freePlace("P2P", lan ? "0.0.0.0" : "127.0.0.1", p2pPort + configs.size(), p2pPort + count);
            configs.add(NodeConfig.of(name, ChainParams.seminar(), data)
                    .listeningOn(address.socketAddress())
                    .discovering(0, lan ? LanAddresses.address() : Optional.empty()));
        }
        return configs;
    }

    /** The wished port, or the next free one beyond those the other nodes wish. */
    private ListenAddress freePlace(String what, String host, int wished, int beyond) {
        ListenAddress address = new ListenAddress(host, wished);
        if (wished == 0) {
            return address;
        }
        if (!chosen.contains(wished) && address.isFree()) {
            chosen.add(wished);
            return address;
        }
        int port = beyond - 1;
        do {
            port = address.withPort(port)
                    .nextFreePort()
                    .orElseThrow(() -> new CommandFailedException(what + " port " + wished
                            + " is taken, and so are the hundred after it; close what uses them"));
        } while (!chosen.add(port));
        out().println(what + " port " + wished + " is taken by another program; " + port + " is used instead");
        return address.withPort(port);
    }

    private Node start(NodeConfig config, NodeGroup nodeGroup, HttpThreads threads, List<HttpServer> servers) {
        Node node = LocalNode.start(config, nodeGroup);
        try {
            String host = lan ? "0.0.0.0" : "127.0.0.1";
            ListenAddress address =
                    freePlace("HTTP", host, httpPort == 0 ? 0 : httpPort + servers.size(), httpPort + count);
            String publicHost = lan ? LanAddresses.address().orElse("127.0.0.1") : "127.0.0.1";
            HttpConfig http = HttpConfig.loopback(0)
                    .at(host, address.port())
                    .withOperatorToken(OperatorToken.keptIn(config.dataDirectory(), new SecureRandom()));
            if (!operateFromLan) {
                http = http.operatedHere();
            }
            HttpServer server = LocalNode.serve(node, http, threads, publicHost);
            servers.add(server);
            places.put(config.name(), new Served(http.at(host, server.port()), publicHost));
            printWhenItStops(node);
            return node;
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /** A node that has stopped, with its chain, at its place. */
    private Node startAnew(NodeConfig config, NodeGroup nodeGroup, HttpThreads threads) throws IOException {
        Served address = Optional.ofNullable(places.get(config.name())).orElseThrow();
        try {
            Node node = LocalNode.start(config, nodeGroup);
            try {
                LocalNode.serve(node, address.http, threads, address.publicHost);
            } catch (RuntimeException e) {
                node.close();
                throw e;
            }
            printWhenItStops(node);
            out().println(node.name() + " runs again, at block "
                    + node.snapshot().tip().height());
            out().flush();
            return node;
        } catch (CommandFailedException e) {
            String why = config.name() + " can't be started: " + e.getMessage();
            out().println(why);
            out().flush();
            throw new IOException(why, e);
        }
    }

    /** Of one of several, for the others go on; not of the first, with which the seminar ends. */
    private void printWhenItStops(Node node) {
        if (places.size() > 1) {
            var unused = node.stopped().thenRun(() -> {
                if (!ending) {
                    out().println(node.name() + " has stopped; h on the page starts it again");
                    out().flush();
                }
            });
        }
    }

    private void mineFirstBlocks(Seminar seminar) {
        out().println("mining the first " + Seminar.FIRST_BLOCKS + " blocks at full power ...");
        out().flush();
        try {
            seminar.mineFirstBlocks(done -> {
                out().print("\r  " + "█".repeat(done) + "░".repeat(Seminar.FIRST_BLOCKS - done) + " " + done + " of "
                        + Seminar.FIRST_BLOCKS);
                out().flush();
            });
            out().println();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("stopped while mining the first blocks", e);
        } catch (CancellationException e) {
            throw new CommandFailedException("stopped while mining the first blocks", e);
        }
    }

    private void end(Seminar seminar) {
        ending = true;
        seminar.close();
    }

    private void print(Seminar seminar, List<HttpServer> servers, SeminarDirectory directory) {
        PrintWriter out = out();
        String query = language.map(l -> "/?lang=" + l.name().toLowerCase(java.util.Locale.ROOT))
                .orElse("");
        out.println();
        out.println("Wonsi " + Version.release() + ", a seminar of " + count + " node" + (count == 1 ? "" : "s"));
        for (int i = 0; i < count; i++) {
            Node node = seminar.nodes().get(i);
            StartupBanner.line(
                    out,
                    node.name(),
                    servers.get(i).url() + query + "   height "
                            + node.snapshot().tip().height());
        }
        StartupBanner.line(out, "board", servers.get(0).url() + query);
        String operator = servers.get(0).operatorUrl()
                + language.map(l -> "&lang=" + l.name().toLowerCase(java.util.Locale.ROOT))
                        .orElse("");
        StartupBanner.line(out, "operator", operator);
        StartupBanner.line(out, "lessons", operator + "#/lessons");
        StartupBanner.line(out, "", "(whoever has these two controls the node: open them, don't show them)");
        StartupBanner.line(out, "data", directory.now().toAbsolutePath().toString());
        StartupBanner.line(out, "stop", "Ctrl-C");
        out.println();
        if (lan) {
            printRoom(seminar.nodes().get(0).httpUrl(), query.replaceFirst("^/", ""));
        }
        out.flush();
    }

    /** Where the room's phones and laptops go, and why there; other addresses in case they don't get through. */
    private void printRoom(Optional<String> url, String query) {
        PrintWriter out = out();
        List<LanAddress> all = LanAddresses.all();
        List<LanAddress> reached =
                all.stream().filter(address -> address.place().mayBeReached()).toList();
        if (reached.isEmpty() || url.isEmpty()) {
            StartupBanner.line(
                    out, "in the room", "no network, so nobody can join; connect to the Wi-Fi and start again");
            return;
        }
        String phones = url.get() + "/phone" + query;
        StartupBanner.line(out, "in the room", url.get());
        StartupBanner.line(out, "phones", phones);
        StartupBanner.line(out, "", "(" + reason(reached.get(0)) + ")");
        all.stream()
                .filter(address -> !address.equals(reached.get(0)))
                .forEach(address -> StartupBanner.line(
                        out,
                        "",
                        (address.place().mayBeReached() ? "else try " : "not ") + address.text() + " ("
                                + reason(address) + ")"));
        StartupBanner.line(out, "to join", "java -jar wonsi.jar node --join " + url.get());
        out.println();
        out.println(QrText.of(phones));
    }

    private static String reason(LanAddress address) {
        return address.networkInterface() + ", " + address.place().words();
    }
}
