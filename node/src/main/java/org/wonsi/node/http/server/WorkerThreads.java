package org.wonsi.node.http.server;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives a request, which the thread that waits for all connections has read, to a thread of its own: what comes behind may take its
 * time.
 */
final class WorkerThreads extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        request.getComponents().getExecutor().execute(() -> answer(request, response, callback));
        return true;
    }

    private void answer(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception | Error e) {
            // As Jetty does where it calls itself: without an answer the client would wait until the connection is idle
            // for too long.
            Response.writeError(request, response, callback, e);
        }
    }
}
