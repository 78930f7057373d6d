package org.wonsi.node.http.server;

import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.wonsi.node.http.auth.ConnectionSlots;

/** A handler that tells {@link ConnectionSlots} on which connections a request is being answered. */
final class AnsweredConnections extends Handler.Wrapper {
    private final ConnectionSlots slots;

    AnsweredConnections(ConnectionSlots slots) {
        this.slots = slots;
    }

    /** Up to {@link WorkerThreads} nothing waits, so that a request needn't change threads to be read. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.NON_BLOCKING;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Connection connection = request.getConnectionMetaData().getConnection();
        slots.begin(connection);
        Request.addCompletionListener(request, failure -> slots.end(connection));
        return super.handle(request, response, callback);
    }

    /** Comes after what takes the body in, and tells that it is here. */
    Handler.Wrapper whole() {
        return new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                slots.whole(request.getConnectionMetaData().getConnection());
                return super.handle(request, response, callback);
            }
        };
    }
}
