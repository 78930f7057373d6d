package org.wonsi.node.command;

import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.command.program.StartupBanner;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.lying.Lie;
import org.wonsi.node.lying.LyingNode;
import org.wonsi.node.platform.StopSignals;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi lying-node}: a node that lies to wallets, for the lesson on what a wallet may believe. */
@Command(
        name = "lying-node",
        mixinStandardHelpOptions = true,
        description = {
            "Runs between wallets and an honest node, passes everything on, and lies to wallets as asked.",
            "Point a wallet at it with --node and see what it believes; docs/lying-node.md shows how, step by step."
        })
final class LyingNodeCommand implements Callable<Integer> {
    @Option(
            names = "--lie",
            paramLabel = "LIE",
            required = true,
            split = ",",
            description = "amount, fee, inputs, history, hide, tip or proof; may be given several times")
    private List<String> lies = new ArrayList<>();

    @Option(
            names = "--node",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8001",
            description = "the honest node (${DEFAULT-VALUE})")
    private String node = "";

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8101",
            description = "where to listen (${DEFAULT-VALUE}: for this machine only)")
    private String http = "";

    @Spec
    private CommandSpec spec;

    /** Puts the lies at the end of the help. */
    @Spec
    void explain(CommandSpec command) {
        List<String> footer = new ArrayList<>();
        for (Lie lie : Lie.all()) {
            footer.addAll(List.of("", lie + ": " + lie.english(), lie.korean()));
        }
        command.usageMessage().footer(footer.toArray(String[]::new));
    }

    @Override
    public Integer call() {
        StopSignals.exitNormally();
        PrintWriter out = spec.commandLine().getOut();
        try (LyingNode liar = start(line -> {
            synchronized (out) {
                out.println(line);
                out.flush();
            }
        })) {
            Runtime.getRuntime().addShutdownHook(new Thread(liar::close, "shutdown"));
            printBanner(out, liar);
            awaitStop();
            return 0;
        }
    }

    private LyingNode start(Consumer<String> report) {
        Set<Lie> wanted = lies();
        checkUrl();
        ListenAddress address = listen();
        try {
            return LyingNode.start(node, HttpConfig.loopback(0).at(address.host(), address.port()), wanted, report);
        } catch (MalformedException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } catch (PortTakenException e) {
            throw new CommandFailedException(address.taken("HTTP", "--http"), e);
        }
    }

    private Set<Lie> lies() {
        Set<Lie> wanted = EnumSet.noneOf(Lie.class);
        try {
            lies.forEach(name -> wanted.add(Lie.parse(name.strip())));
        } catch (MalformedException e) {
            throw wrong("--lie: " + e.getMessage());
        }
        return wanted;
    }

    private void checkUrl() {
        try {
            URI uri = URI.create(node);
            if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
                return;
            }
        } catch (IllegalArgumentException e) {
            throw wrong("--node: '" + node + "' is no URL of a node, such as http://127.0.0.1:8001");
        }
        throw wrong("--node: '" + node + "' is no URL of a node, such as http://127.0.0.1:8001");
    }

    private ListenAddress listen() {
        try {
            return ListenAddress.parse(http);
        } catch (MalformedException e) {
            throw wrong("--http: " + e.getMessage());
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void printBanner(PrintWriter out, LyingNode liar) {
        out.println();
        out.println("Wonsi, a node that lies, on the " + liar.params() + " network");
        StartupBanner.line(out, "lies at", liar.url());
        StartupBanner.line(out, "before", liar.honestUrl());
        StartupBanner.line(out, "stop", "Ctrl-C");
        for (Lie lie : lies()) {
            out.println();
            out.println(lie + ": " + lie.english());
            out.println("  " + lie.korean());
        }
        out.println();
        out.flush();
    }

    private static void awaitStop() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
