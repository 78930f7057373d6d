package org.wonsi.node.http.server;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.PacedEndPoint;
import org.wonsi.node.http.route.AsyncAnswer;

/**
 * Answers requests within {@link ThreadShares}, those that are answered {@link AsyncAnswer} too. While one waits for a thread, it is looked
 * once a second whose reading holds it up.
 */
final class SharedThreads extends Handler.Wrapper {
    private static final long BETWEEN_LOOKS = TimeUnit.SECONDS.toNanos(1);

    private final ThreadShares shares;
    /** When it was looked last, or will be next. */
    private final AtomicLong looked = new AtomicLong(System.nanoTime() - BETWEEN_LOOKS);

    SharedThreads(ThreadShares shares) {
        this.shares = shares;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Asker asker = new Asker(request);
        request.setAttribute(AsyncAnswer.THREADS, (Executor) task -> runWhenFree(asker, task));
        Request.addCompletionListener(request, failure -> asker.over = true);
        if (!enter(asker, onThread(asker, () -> answer(request, response, callback)))) {
            return true;
        }
        try {
            return super.handle(request, response, callback);
        } finally {
            leave(asker);
        }
    }

    /** Whose request it is, and how he reads. */
    private static final class Asker implements ThreadShares.Reader {
        private final ClientAddress client;
        private final Executor threads;
        private final Scheduler scheduler;
        private final EndPoint endPoint;
        private volatile boolean over;

        Asker(Request request) {
            client = ClientAddress.of(request.getConnectionMetaData().getRemoteSocketAddress());
            threads = request.getComponents().getExecutor();
            scheduler = request.getComponents().getScheduler();
            endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        }

        @Override
        public long waitedNanos() {
            return endPoint instanceof PacedEndPoint paced ? paced.waitedNanos() : 0;
        }

        @Override
        public void giveUp() {
            endPoint.close(new EofException("given up"));
        }
    }

    private boolean enter(Asker asker, Runnable start) {
        boolean entered = shares.enter(asker.client, asker, start);
        if (!entered) {
            long now = System.nanoTime();
            long before = looked.get();
            if (now - before >= BETWEEN_LOOKS && looked.compareAndSet(before, now)) {
                relieveLater(asker.scheduler);
            }
        }
        return entered;
    }

    private void relieveLater(Scheduler scheduler) {
        Scheduler.Task unused = scheduler.schedule(
                () -> {
                    if (shares.relieve()) {
                        looked.set(System.nanoTime());
                        relieveLater(scheduler);
                    }
                },
                BETWEEN_LOOKS,
                TimeUnit.NANOSECONDS);
    }

    /** What is worked out only after the request's end, because the server stops, has nowhere to go. */
    private void runWhenFree(Asker asker, Runnable task) {
        Runnable start = onThread(asker, () -> {
            if (!asker.over) {
                task.run();
            }
        });
        if (enter(asker, start)) {
            start.run();
        }
    }

    private Runnable onThread(Asker asker, Runnable task) {
        return () -> asker.threads.execute(() -> {
            try {
                task.run();
            } finally {
                leave(asker);
            }
        });
    }

    private void leave(Asker asker) {
        shares.leave(asker.client, asker).ifPresent(Runnable::run);
    }

    private void answer(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) {
                Response.writeError(request, response, callback, 404);
            }
        } catch (Exception | Error e) {
            // As in WorkerThreads: nobody else would answer.
            Response.writeError(request, response, callback, e);
        }
    }
}
