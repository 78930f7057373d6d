package org.wonsi.node.http.route;

import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * A test of whether the client of a request still waits for its answer, made while the answer is being worked out.
 *
 * <p>A closed connection is noticed only by reading from it. What is read, if the client sent more than its request, is
 * lost: so the answer says that the connection ends with it. For one thread.
 */
public final class ClientPresence {
    /** Looking costs a call of the operating system. */
    private static final long NANOS_BETWEEN_LOOKS = Duration.ofMillis(5).toNanos();

    private final EndPoint connection;
    private final ByteBuffer unwanted = ByteBuffer.allocate(256);
    private long lookedAt = System.nanoTime() - NANOS_BETWEEN_LOOKS;
    private boolean gone;

    private ClientPresence(EndPoint connection) {
        this.connection = connection;
    }

    /** Watches the client of a request whose body is here. */
    public static ClientPresence of(Context ctx) {
        ctx.header("Connection", "close");
        return new ClientPresence(ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint());
    }

    /** Whether the client has closed its connection, or stopped sending for ever. */
    public boolean isGone() {
        long now = System.nanoTime();
        if (!gone && now - lookedAt >= NANOS_BETWEEN_LOOKS) {
            lookedAt = now;
            gone = look();
        }
        return gone;
    }

    private boolean look() {
        try {
            unwanted.clear();
            unwanted.limit(0);
            return connection.fill(unwanted) < 0;
        } catch (IOException e) {
            // Reset by the other side.
            return true;
        }
    }
}
