package org.wonsi.node.bench.against;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program whose node is measured: this project's or Bitcoin Core's. */
interface ComparedNode {
    /** User and password for JSON-RPC. */
    String LOGIN = "bench";

    /** What it is called in the report. */
    String name();

    /** The command that starts a node. */
    List<String> command(Setup setup);

    /** Environment variables that it needs besides this process's. */
    Map<String, String> variables();

    /**
     * The settings of a node's start, always on regtest and on loopback.
     *
     * @param data where it keeps its chain
     * @param rpcPort where it answers JSON-RPC and REST
     * @param p2pPort where it listens for other nodes
     * @param file blocks to connect first, if any
     * @param neighbour the port of the node that it dials, if any
     * @param addressIndex whether it keeps what an index of addresses needs, if it can
     */
    record Setup(
            Path data,
            int rpcPort,
            int p2pPort,
            Optional<Path> file,
            Optional<Integer> neighbour,
            boolean addressIndex) {
        /** A node that starts on what is in this directory; its ports were free a moment ago. */
        static Setup on(Path data) throws IOException {
            return new Setup(data, freePort(), freePort(), Optional.empty(), Optional.empty(), true);
        }

        Setup importing(Path blocks) {
            return new Setup(data, rpcPort, p2pPort, Optional.of(blocks), neighbour, addressIndex);
        }

        Setup dialling(int port) {
            return new Setup(data, rpcPort, p2pPort, file, Optional.of(port), addressIndex);
        }

        Setup withoutAddressIndex() {
            return new Setup(data, rpcPort, p2pPort, file, neighbour, false);
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }
    }
}
