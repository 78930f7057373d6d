package org.wonsi.node.command;

import ch.qos.logback.classic.Level;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.command.program.MetricsOption;
import org.wonsi.node.command.program.MirrorOption;
import org.wonsi.node.command.program.NodePlace;
import org.wonsi.node.command.program.StartupBanner;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.auth.RpcAuth;
import org.wonsi.node.http.auth.RpcLogin;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.platform.HeapSettings;
import org.wonsi.node.platform.HomeDirectory;
import org.wonsi.node.platform.LanAddresses;
import org.wonsi.node.platform.LogLines;
import org.wonsi.node.platform.LogSetup;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.platform.StopSignals;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.store.db.StoreOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code wonsi node}: one node, until Ctrl-C. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs one node until Ctrl-C.",
        footer = {
            "",
            "Each option can also be given as an environment variable (WONSI_MAX_HASHRATE) or as a line of wonsi.conf"
                    + " in the data directory (max-hashrate=300000); the command line wins, then the environment."
        })
final class NodeCommand implements Callable<Integer> {
    @Option(
            names = "--network",
            defaultValue = NodePlace.DEFAULT_NETWORK,
            description = "seminar, regtest or mainnet (${DEFAULT-VALUE})")
    private String network = NodePlace.DEFAULT_NETWORK;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "where to keep the chain; by default $WONSI_HOME/<network>/<name>")
    private @Nullable Path dataDirectory;

    @Option(names = "--name", description = "the name that other nodes see; the user's name by default")
    private @Nullable String name;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8001",
            description = "where to serve page and API (${DEFAULT-VALUE})")
    private String http = "127.0.0.1:8001";

    @Option(
            names = "--p2p",
            paramLabel = "HOST:PORT",
            description = "where to accept other nodes; by default 127.0.0.1 and the network's port")
    private @Nullable String p2p;

    @Option(
            names = "--lan",
            description = "listen on all of this machine's addresses, so that others in the room can connect")
    private boolean lan;

    @Option(
            names = "--connect",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "keep a connection with this node; repeatable")
    private List<String> connect = new ArrayList<>();

    @Option(
            names = "--join",
            paramLabel = "URL",
            description = "join the network of the node whose page is at this URL")
    private @Nullable String join;

    @Option(
            names = "--discover",
            description = "find other nodes on the local network (multicast DNS) and through those it knows")
    private boolean discover;

    @Option(
            names = "--peer-timeout",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "close a new connection that takes longer to exchange version and verack (${DEFAULT-VALUE})")
    private int peerTimeout = 20;

    @Option(
            names = "--ping-timeout",
            paramLabel = "SECONDS",
            description =
                    "close a connection on which nothing comes for so long after a ping (30, or what --peer-timeout"
                            + " says if that is more)")
    private @Nullable Integer pingTimeout;

    @Option(
            names = "--noban",
            paramLabel = "ADDRESS",
            arity = "0..1",
            fallbackValue = "all",
            split = ",",
            description =
                    "keep peers of this address or network whatever they send, and never ban them; 'all' for everybody")
    private List<String> noBan = new ArrayList<>();

    @Option(
            names = "--mine",
            paramLabel = "ADDRESS",
            description = "mine, and pay the rewards to this address; 'purse' is the node's own")
    private @Nullable String mine;

    @Option(
            names = "--miner-threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "number of threads that mine (${DEFAULT-VALUE})")
    private int minerThreads = 1;

    @Option(
            names = "--max-hashrate",
            paramLabel = "N",
            defaultValue = "300000",
            description = "tries per second at most, 0 for no limit (${DEFAULT-VALUE})")
    private long maxHashRate = 300_000;

    @Option(names = "--no-address-index", description = "don't index addresses: smaller, but no /api/address")
    private boolean noAddressIndex;

    @Option(names = "--reindex", description = "rebuild everything from the stored blocks")
    private boolean reindex;

    @Option(names = "--verify", description = "check all that is stored, say what is wrong, and end; changes nothing")
    private boolean verify;

    @Option(
            names = "--import",
            paramLabel = "FILE",
            description = "connect the blocks of a file in Bitcoin Core's format first")
    private @Nullable Path importFile;

    @Option(names = "--rpc-user", paramLabel = "U", description = "user for JSON-RPC, besides the cookie file")
    private @Nullable String rpcUser;

    @Option(names = "--rpc-password", paramLabel = "P", description = "password of that user")
    private @Nullable String rpcPassword;

    @Option(
            names = "--rpc-auth",
            paramLabel = "USER:SALT$HASH",
            split = ",",
            description =
                    "user for JSON-RPC with the password's HMAC, as Bitcoin Core's rpcauth.py prints it; repeatable")
    private List<String> rpcAuth = new ArrayList<>();

    @Option(
            names = "--log-json",
            description = "write one JSON object per line and nothing else, on standard output and in the log file")
    private boolean logJson;

    @Option(
            names = "--activation",
            paramLabel = "RULE@HEIGHT",
            split = ",",
            description = "the height from which a rule holds (bip34, bip65, bip66, csv); only on regtest and seminar")
    private List<String> activation = new ArrayList<>();

    @Mixin
    private RelayOptions relay = new RelayOptions();

    @Mixin
    private InitialDownloadOptions initialDownload = new InitialDownloadOptions();

    @Mixin
    private MetricsOption metrics = new MetricsOption();

    @Mixin
    private MirrorOption mirror = new MirrorOption();

    @Spec
    private CommandSpec spec;

    static String defaultName() {
        return HomeDirectory.defaultNodeName();
    }

    static Path defaultDirectory(Map<String, String> environment, String network, String name) {
        return HomeDirectory.ofNode(environment, network, name);
    }

    @Override
    public Integer call() {
        ChainParams params = params();
        NodeConfig config = config(params);
        checkUsage(params);
        LogSetup.start(config.dataDirectory(), new LogSetup.Style(logJson, Optional.of(config.name())), Level.INFO);
        StopSignals.exitNormally();
        HeapSettings.apply();
        Logger log = LogSetup.logger(config.name());
        if (!logJson) {
            return run(config, log, spec.commandLine().getOut());
        }
        try {
            return run(config, log, LogLines.of(log));
        } catch (CommandFailedException e) {
            log.error(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int run(NodeConfig config, Logger log, PrintWriter out) {
        try (NodeGroup nodeGroup = new NodeGroup(clock(config.params()));
                HttpThreads threads = HttpThreads.forServers(1)) {
            if (verify) {
                return Verify.run(config, nodeGroup, out);
            }
            HttpServer.loadAhead(threads);
            StorePreparation.run(config, nodeGroup, reindex, Optional.ofNullable(importFile), out);
            NodeConfig joined = join(config, config.params(), out);
            try (Node node = LocalNode.start(joined, nodeGroup);
                    MirrorOption.Running mirroring = mirror.start(node, log)) {
                HttpServer server = LocalNode.serve(node, httpConfig(), threads, publicHost());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(mirroring, node), "shutdown"));
                startMining(node, config.params());
                if (logJson) {
                    StartupBanner.log(log, node, server);
                } else {
                    StartupBanner.print(out, node, server, lan);
                }
                if (discover) {
                    node.discover(line -> {
                        out.println(line);
                        out.flush();
                    });
                }
                return LocalNode.await(node);
            }
        }
    }

    private static void end(MirrorOption.Running mirroring, Node node) {
        mirroring.close();
        node.close();
    }

    /** On regtest tests may set the clock (setmocktime). */
    private static InstantSource clock(ChainParams params) {
        return params.network() == Network.REGTEST ? new MockableClock(InstantSource.system()) : InstantSource.system();
    }

    private ChainParams params() {
        try {
            ChainParams params = ChainParams.of(Network.parse(network));
            for (String rule : activation) {
                params = params.withActivation(rule);
            }
            return params;
        } catch (MalformedException | IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void checkUsage(ChainParams params) {
        if (params.network() == Network.MAINNET && (join != null || discover || !connect.isEmpty())) {
            throw wrong(
                    "a mainnet node checks the blocks it is given and doesn't dial the internet: leave out --connect,"
                            + " --join and --discover");
        }
        if (verify && (reindex || importFile != null)) {
            throw wrong("--verify changes nothing: leave out --reindex and --import");
        }
        if ((rpcUser == null) != (rpcPassword == null)) {
            throw wrong("--rpc-user and --rpc-password go together");
        }
        int processors = Runtime.getRuntime().availableProcessors();
        if (minerThreads < 1 || minerThreads > processors) {
            throw wrong("--miner-threads is 1 to " + processors + " on this machine, not " + minerThreads);
        }
        if (peerTimeout < 1 || peerTimeout > 3600) {
            throw wrong("--peer-timeout is 1 to 3600 seconds, not " + peerTimeout);
        }
        if (pingTimeout() < 3 || pingTimeout() > 3600) {
            throw wrong("--ping-timeout is 3 to 3600 seconds, not " + pingTimeout());
        }
        if (maxHashRate < 0) {
            throw wrong("--max-hashrate can't be negative: " + maxHashRate);
        }
        payee(params);
        rpcAuths();
        metrics.networks();
        mirror.address();
    }

    private int pingTimeout() {
        return pingTimeout == null ? Math.max(30, peerTimeout) : pingTimeout;
    }

    private NodeConfig config(ChainParams params) {
        String called = Optional.ofNullable(name).orElseGet(NodeCommand::defaultName);
        Path directory = Optional.ofNullable(dataDirectory)
                .orElseGet(() -> defaultDirectory(System.getenv(), params.toString(), called));
        try {
            return NodeConfig.of(called, params, directory)
                    .listeningOn(p2pPlace(params).socketAddress())
                    .connectedTo(connect)
                    .withTimeouts(Timeouts.DEFAULT
                            .withHandshake(Duration.ofSeconds(peerTimeout))
                            .withSilence(Duration.ofSeconds(pingTimeout())))
                    .withNoBan(noBan())
                    .discovering(discover ? 8 : 0, lan ? LanAddresses.address() : Optional.empty())
                    .withInitialDownload(initialDownload.limits())
                    .withStore(StoreOptions.standard().withAddressIndex(!noAddressIndex))
                    .withPolicy(relay.policy());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private List<Subnet> noBan() {
        List<Subnet> networks = new ArrayList<>();
        for (String text : noBan) {
            if (text.equals("all")) {
                networks.add(Subnet.parse("0.0.0.0/0"));
                networks.add(Subnet.parse("::/0"));
            } else {
                networks.add(noBanNetwork(text));
            }
        }
        return networks;
    }

    private Subnet noBanNetwork(String text) {
        try {
            return Subnet.parse(text);
        } catch (MalformedException e) {
            throw wrong("--noban: " + e.getMessage() + "; give an address, a network, or 'all'");
        }
    }

    private ListenAddress p2pPlace(ChainParams params) {
        // Mainnet nodes are to find none of ours: any free port, for this machine alone.
        int port = params.network() == Network.MAINNET ? 0 : params.defaultP2pPort();
        ListenAddress address = p2p == null ? new ListenAddress("127.0.0.1", port) : listen(p2p);
        return lan && p2p == null ? new ListenAddress("0.0.0.0", port) : address;
    }

    private ListenAddress listen(String text) {
        try {
            return ListenAddress.parse(text);
        } catch (MalformedException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private HttpConfig httpConfig() {
        ListenAddress address = listen(http);
        HttpConfig config = HttpConfig.loopback(0)
                .at(lan ? "0.0.0.0" : address.host(), address.port())
                .withRpcAuths(rpcAuths())
                .withMetricsFrom(metrics.networks());
        String user = rpcUser;
        String password = rpcPassword;
        return user == null || password == null ? config : config.withRpcLogin(new RpcLogin(user, password));
    }

    private List<RpcAuth> rpcAuths() {
        try {
            return rpcAuth.stream().map(RpcAuth::parse).toList();
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private String publicHost() {
        String host = listen(http).host();
        return lan || host.equals("0.0.0.0") ? LanAddresses.address().orElse("127.0.0.1") : host;
    }

    private NodeConfig join(NodeConfig config, ChainParams params, PrintWriter out) {
        if (join == null) {
            return config;
        }
        JoinedNode other = JoinedNode.ask(join, params, InstantSource.system());
        out.println("joining " + other.name() + " at " + other.p2p());
        other.clockWarning(params).ifPresent(warning -> out.println("warning: " + warning));
        List<String> all = new ArrayList<>(connect);
        all.add(other.p2p().toString());
        return config.connectedTo(all);
    }

    private Optional<Address> payee(ChainParams params) {
        if (mine == null || mine.equals("purse")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Address.parse(mine, params));
        } catch (MalformedException e) {
            throw wrong("--mine: " + e.getMessage());
        }
    }

    private void startMining(Node node, ChainParams params) {
        node.miner().setMaxHashRate(maxHashRate);
        node.miner().setThreads(minerThreads);
        payee(params).ifPresent(address -> node.miner().payTo(address.scriptPubKey()));
        if (mine != null) {
            node.miner().start();
        }
    }
}
