package org.wonsi.node.command.program;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.platform.HomeDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a command that reads a node's data: which network, and which node or directory. */
public final class NodePlace {
    /** What a command means if no network is named. */
    public static final String DEFAULT_NETWORK = "seminar";

    @Option(
            names = "--network",
            defaultValue = DEFAULT_NETWORK,
            description = "seminar, regtest or mainnet (${DEFAULT-VALUE})")
    private String network = DEFAULT_NETWORK;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "the node's data; by default $WONSI_HOME/<network>/<name>")
    private @Nullable Path dataDirectory;

    @Option(names = "--name", description = "the node's name, if no directory is given")
    private @Nullable String name;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** The network. */
    public ChainParams params() {
        try {
            return ChainParams.of(Network.parse(network));
        } catch (MalformedException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** What most people look for who named nothing. */
    private String ofSeminar(Map<String, String> environment) {
        Path seminar = HomeDirectory.ofSeminar(environment);
        return dataDirectory == null && name == null && Files.isDirectory(seminar)
                ? "; the seminar's first node has its in " + seminar
                : "";
    }

    /** The node's data directory, which is there. */
    public Path directory(Map<String, String> environment) {
        Path directory = Optional.ofNullable(dataDirectory)
                .orElseGet(() -> HomeDirectory.ofNode(
                        environment,
                        params().toString(),
                        Optional.ofNullable(name).orElseGet(HomeDirectory::defaultNodeName)));
        if (!Files.isDirectory(directory)) {
            throw new CommandFailedException(
                    "there is no data directory " + directory + "; name it with --data-dir" + ofSeminar(environment));
        }
        return directory;
    }
}
