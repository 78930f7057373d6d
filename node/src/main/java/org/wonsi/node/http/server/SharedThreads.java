package org.wonsi.node.http.server;

import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.route.AsyncAnswer;

/** A handler that answers requests within {@link ThreadShares}, those with an {@link AsyncAnswer} too. */
final class SharedThreads extends Handler.Wrapper {
    private final ThreadShares shares;

    SharedThreads(ThreadShares shares) {
        this.shares = shares;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        ClientAddress client = ClientAddress.of(request.getConnectionMetaData().getRemoteSocketAddress());
        Executor threads = request.getComponents().getExecutor();
        request.setAttribute(AsyncAnswer.THREADS, (Executor) task -> runWhenFree(client, threads, task));
        if (!shares.enter(client, onThread(client, threads, () -> answer(request, response, callback)))) {
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            leave(client);
        }
    }

    private void runWhenFree(ClientAddress client, Executor threads, Runnable task) {
        Runnable start = onThread(client, threads, task);
        if (shares.enter(client, start)) {
            start.run();
        }
    }

    private Runnable onThread(ClientAddress client, Executor threads, Runnable task) {
        return () -> threads.execute(() -> {
            try {
                task.run();
            } finally {
                leave(client);
            }
        });
    }

    private void leave(ClientAddress client) {
        shares.leave(client).ifPresent(Runnable::run);
    }

    private void answer(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception e) {
            Response.writeError(request, response, callback, e);
        }
    }
}
