package org.wonsi.node.command.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.node.mirror.DatabaseAddress;
import org.wonsi.node.mirror.Mirror;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.store.db.Database;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option of {@code wonsi node} that names a database of PostgreSQL to be kept as the node's chain is. */
public final class MirrorOption {
    @Option(
            names = "--mirror",
            paramLabel = "jdbc:postgresql://HOST/DB",
            description = "keep this database of PostgreSQL as the node's chain and mempool are; see docs/mirror.md")
    private @Nullable String url;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * The database that was named.
     *
     * @throws CommandLine.ParameterException if it is none; the message doesn't repeat what was given
     */
    public Optional<DatabaseAddress> address() {
        try {
            return Optional.ofNullable(url).map(DatabaseAddress::parse);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--mirror: " + e.getMessage());
        }
    }

    /** A mirror that is written until it is closed, or none. */
    public static final class Running implements AutoCloseable {
        private final Optional<Mirror> mirror;

        private Running(Optional<Mirror> mirror) {
            this.mirror = mirror;
        }

        @Override
        public void close() {
            mirror.ifPresent(Mirror::close);
        }
    }

    /** Begins to mirror a node, if that was asked for. */
    public Running start(Node node, Logger log) {
        return new Running(address()
                .map(address -> Mirror.start(
                        new Mirror.Source(
                                node.dataDirectory().resolve(Database.FILE_NAME),
                                node.params(),
                                node.name(),
                                id(node.dataDirectory()),
                                () -> node.snapshot().mempool()),
                        address,
                        log)));
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // A machine without a name: the directory's name must do.
            return "";
        }
    }

    /** Of the directory on this machine: the same after each start, and no other node's. */
    private static String id(Path directory) {
        try {
            String place = machine() + " " + directory.toRealPath();
            return HexFormat.of().formatHex(Sha256d.single(place.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
