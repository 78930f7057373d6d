package org.wonsi.node.mirror;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL of a test's own, from the programs of this machine, in a directory of its own and at a free port.
 *
 * <p>Root can't run it, so for root it runs as the user {@code postgres}, whom Debian's package makes.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    /** The superuser's name; whoever connects from this machine is believed. */
    public static final String SUPERUSER = "postgres";

    private final Path directory;
    private final int port;

    private PostgresServer(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    /** Whether this machine has it. */
    public static boolean isHere() {
        return programs().isPresent();
    }

    private static Optional<Path> programs() {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes one in a new directory under /tmp, and starts it. */
    public static PostgresServer start() throws IOException {
        Path directory = ownDirectory();
        PostgresServer server = new PostgresServer(directory, freePort());
        server.run("initdb", "-D", server.data(), "-A", "trust", "-U", SUPERUSER, "-E", "UTF8", "--no-sync");
        // Nothing of it must outlive the machine.
        server.up("-c fsync=off -c max_wal_senders=4 -c wal_level=replica -c hot_standby=on");
        return server;
    }

    /** Makes a copy of this one that follows it and can be read. */
    public PostgresServer replica() throws IOException {
        PostgresServer replica = new PostgresServer(ownDirectory(), freePort());
        replica.run(
                "pg_basebackup",
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "-U",
                SUPERUSER,
                "-D",
                replica.data(),
                "-R",
                "--no-sync",
                "-c",
                "fast");
        replica.up("-c fsync=off -c hot_standby=on");
        return replica;
    }

    private static Path ownDirectory() throws IOException {
        Path directory = Files.createTempDirectory("wonsi-postgres");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        if (ROOT) {
            Files.setOwner(
                    directory,
                    directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
        }
        return directory;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private void up(String options) throws IOException {
        run(
                "pg_ctl",
                "-D",
                data(),
                "-l",
                directory.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -k " + directory + " " + options,
                "-w",
                "-t",
                "60",
                "start");
    }

    /** Ends it at once, without a word to who is connected. */
    public void kill() throws IOException {
        run("pg_ctl", "-D", data(), "-m", "immediate", "-w", "-t", "60", "stop");
    }

    /** Starts it again after {@link #kill}. */
    public void restart() throws IOException {
        up("-c fsync=off -c max_wal_senders=4 -c wal_level=replica -c hot_standby=on");
    }

    /** Makes a replica a server that can be written to. */
    public void promote() throws IOException {
        run("pg_ctl", "-D", data(), "-w", "-t", "60", "promote");
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (ROOT) {
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs().orElseThrow().resolve(program).toString());
        command.addAll(List.of(arguments));
        // The server that pg_ctl starts inherits its output, so a pipe would never end.
        Path output = Files.createTempFile("wonsi-postgres", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(program + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    /** Makes a database with the two roles that docs/mirror.md asks for. */
    public void create(String database) throws SQLException {
        sql("postgres", "CREATE DATABASE " + database);
        sql(
                database,
                "DO $$ BEGIN CREATE ROLE wonsi_mirror LOGIN PASSWORD 'sesame'; CREATE ROLE wonsi_reader LOGIN;"
                        + " EXCEPTION WHEN duplicate_object THEN NULL; END $$",
                "GRANT CREATE ON SCHEMA public TO wonsi_mirror",
                "ALTER DEFAULT PRIVILEGES FOR ROLE wonsi_mirror GRANT SELECT ON TABLES TO wonsi_reader");
    }

    /** Runs statements as the superuser. */
    public void sql(String database, String... statements) throws SQLException {
        try (Connection connection = connect(database, SUPERUSER);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection as a role. */
    public Connection connect(String database, String role) throws SQLException {
        return DriverManager.getConnection(url(database, role));
    }

    /** The address of a database for a role. */
    public String url(String database, String role) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + role;
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        try {
            kill();
        } catch (IOException e) {
            // It was killed before; what is left of it goes with its directory.
            if (!String.valueOf(e.getMessage()).contains("PID file")) {
                throw e;
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
