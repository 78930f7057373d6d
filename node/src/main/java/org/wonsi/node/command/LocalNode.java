package org.wonsi.node.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.Optional;
import org.wonsi.node.command.program.CommandFailedException;
import org.wonsi.node.command.program.ListenAddress;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.NodeConfig;
import org.wonsi.node.runtime.NodeGroup;
import org.wonsi.node.store.db.StorageException;

/** A starter of a node with its web server for a command; a failure is told in the user's terms. */
public final class LocalNode {
    private LocalNode() {}

    /**
     * A node; its connections are taken at the configured place.
     *
     * @throws CommandFailedException if the data directory can't be used or the port is taken
     */
    public static Node start(NodeConfig config, NodeGroup nodeGroup) {
        try {
            return Node.start(config, nodeGroup);
        } catch (BindException e) {
            ListenAddress address = new ListenAddress(
                    config.listen().getAddress().getHostAddress(),
                    config.listen().getPort());
            throw new CommandFailedException(
                    address.isFree()
                            ? "can't listen on " + address + " (" + e.getMessage()
                                    + "); is that an address of this machine?"
                            : address.taken("P2P", "--p2p"),
                    e);
        } catch (IOException | UncheckedIOException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Its web server.
     *
     * @param publicHost the name by which others reach this machine; in the URL that the node tells
     * @throws CommandFailedException if the port is taken
     */
    public static HttpServer serve(Node node, HttpConfig config, HttpThreads threads, String publicHost) {
        try {
            HttpServer server = HttpServer.start(node, config, threads);
            node.serve(server, "http://" + new ListenAddress(publicHost, server.port()));
            return server;
        } catch (UncheckedIOException e) {
            throw new CommandFailedException(unwritable(e), e);
        } catch (PortTakenException e) {
            throw new CommandFailedException(
                    new ListenAddress(config.host(), config.port()).taken("HTTP", "--http"), e);
        }
    }

    private static String unwritable(UncheckedIOException e) {
        IOException cause = Optional.ofNullable(e.getCause()).orElseThrow();
        String reason = StorageException.reason(cause);
        return e.getMessage() + " (" + reason + "); "
                + (reason.contains("No space left on device")
                        ? "nothing that was announced is lost; free some space and start again"
                        : "move what is in its place away, or choose another directory with --data-dir");
    }

    /** Waits until a node has stopped; exit code 0, or 1 if it stopped because something failed. */
    static int await(Node node) {
        node.stopped().join();
        return node.failure().isDone() ? 1 : 0;
    }
}
