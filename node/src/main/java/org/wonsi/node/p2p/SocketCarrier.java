package org.wonsi.node.p2p;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import org.wonsi.core.protocol.message.NetworkAddress;

/** A TCP socket that carries a connection. */
record SocketCarrier(Socket socket) implements Carrier {
    /** Takes an open socket; small messages then leave at once. */
    static SocketCarrier of(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        return new SocketCarrier(socket);
    }

    @Override
    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    @Override
    public NetworkAddress local() {
        return HostPort.toNetworkAddress((InetSocketAddress) socket.getLocalSocketAddress());
    }

    @Override
    public Optional<String> farewell() {
        return Optional.empty();
    }

    @Override
    public void close(String reason) throws IOException {
        socket.close();
    }
}
