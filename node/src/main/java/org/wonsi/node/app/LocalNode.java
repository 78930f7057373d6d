package org.wonsi.node.app;

import java.io.IOException;
import java.net.BindException;
import org.wonsi.node.http.HttpConfig;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.HttpThreads;
import org.wonsi.node.http.PortTakenException;

/** Starts a node with its web server for a command, and says in the user's terms why it can't. */
final class LocalNode {
    private LocalNode() {}

    /**
     * A node; its connections are taken at the configured place.
     *
     * @throws CommandFailed if the data directory can't be used or the port is taken
     */
    static Node start(NodeConfig config, Household household) {
        try {
            return Node.start(config, household);
        } catch (BindException e) {
            Place place = new Place(
                    config.listen().getAddress().getHostAddress(),
                    config.listen().getPort());
            throw new CommandFailed(
                    place.isFree()
                            ? "can't listen on " + place + " (" + e.getMessage()
                                    + "); is that an address of this machine?"
                            : place.taken("P2P", "--p2p"),
                    e);
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Its web server.
     *
     * @param publicHost the name by which others reach this machine; in the URL that the node tells
     * @throws CommandFailed if the port is taken
     */
    static HttpServer serve(Node node, HttpConfig config, HttpThreads threads, String publicHost) {
        try {
            HttpServer server = HttpServer.start(node, config, threads);
            node.serve(server, "http://" + new Place(publicHost, server.port()));
            return server;
        } catch (PortTakenException e) {
            throw new CommandFailed(new Place(config.host(), config.port()).taken("HTTP", "--http"), e);
        }
    }

    /** Waits until a node has stopped; exit code 0, or 1 if it stopped because something failed. */
    static int await(Node node) {
        node.stopped().join();
        return node.failure().isDone() ? 1 : 0;
    }
}
