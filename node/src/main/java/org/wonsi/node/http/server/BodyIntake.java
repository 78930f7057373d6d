package org.wonsi.node.http.server;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.http.auth.BodyMemory;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.route.BodyLimits;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.ProblemAnswers;
import org.wonsi.node.http.server.HttpConfig.Limits;

/**
 * A handler that reads the whole body before our code runs, without a thread: a body that comes slowly holds up nobody.
 *
 * <p>What its route doesn't take is refused before it is read. The bytes are copied together: each network buffer that a client
 * fills with one byte would else be kept whole.
 */
final class BodyIntake extends Handler.Wrapper {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** So much of a body that is too large is read and dropped, so that its sender comes to read why: twice a large body. */
    private static final long DROPPED = 8_400_000;

    private final Limits limits;
    private final BodyLimits routes;
    private final BodyMemory memory;

    BodyIntake(Limits limits, BodyLimits routes, BodyMemory memory) {
        this.limits = limits;
        this.routes = routes;
        this.memory = memory;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        // -1: in chunks.
        long length = request.getLength();
        if (length == 0 || !hasBody(request)) {
            return super.handle(request, response, callback);
        }
        int most = routes.of(request.getMethod(), path(request));
        if (length > most) {
            refuseLarge(request, response, callback, most);
        } else {
            new Intake(request, response, callback, most).run();
        }
        return true;
    }

    private static boolean hasBody(Request request) {
        return request.getHeaders().contains(HttpHeader.CONTENT_LENGTH)
                || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    private static HttpProblemException tooLarge(Request request, int most) {
        return HttpProblemException.of(
                413,
                "the request's body is too large: " + request.getMethod() + " " + path(request) + " takes at most "
                        + most + " bytes");
    }

    /** Empty where the request names none: {@code OPTIONS *}. */
    private static String path(Request request) {
        return Optional.ofNullable(request.getHttpURI().getCanonicalPath()).orElse("");
    }

    /** Ends the connection: what comes on it is a body that nobody wants. */
    private static void refuse(Response response, Callback callback, HttpProblemException problem) {
        response.getHeaders().put(HttpHeader.CONNECTION, "close");
        JettySetup.refuse(response, problem, callback);
    }

    /**
     * Answers that a body is too large, and then reads what its sender still sends: a connection that is closed with bytes unread is
     * reset, and the answer may be lost with it.
     */
    private void refuseLarge(Request request, Response response, Callback callback, int most) {
        refuse(
                response,
                Callback.from(() -> new Dropping(request, callback).run(), callback::failed),
                tooLarge(request, most));
    }

    private boolean isTooSlow(long since, long count) {
        long elapsed = System.nanoTime() - since;
        return elapsed > limits.headers().toNanos() && count < elapsed / SECOND * limits.minimumBodyRate();
    }

    private boolean next(Request request, Response response, Callback callback) {
        try {
            return super.handle(request, response, callback);
        } catch (Exception | Error e) {
            // As in WorkerThreads: nobody else would answer.
            Response.writeError(request, response, callback, e);
            return true;
        }
    }

    /** The reading of one request's body. */
    private final class Intake implements Invocable.Task {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final int most;
        private final BodyMemory.Body body;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);
        private final long since = System.nanoTime();

        Intake(Request request, Response response, Callback callback, int most) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.most = most;
            this.body = memory.open(
                    ClientAddress.of(request.getConnectionMetaData().getRemoteSocketAddress()),
                    () -> request.getConnectionMetaData()
                            .getConnection()
                            .getEndPoint()
                            .close());
            Request.addCompletionListener(request, failure -> memory.close(body));
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    if (isTooSlow(since, bytes.size())) {
                        refuse(response, callback, HttpProblemException.of(408, ProblemAnswers.refusal(408)));
                    } else {
                        request.demand(this);
                    }
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    int status = chunk.getFailure() instanceof HttpException wrong ? wrong.getCode() : 408;
                    refuse(response, callback, HttpProblemException.of(status, ProblemAnswers.refusal(status)));
                    return;
                }
                boolean last = chunk.isLast();
                if (bytes.size() + (long) chunk.remaining() > most) {
                    chunk.release();
                    bytes.reset();
                    refuseLarge(request, response, callback, most);
                    return;
                }
                HttpProblemException problem = take(chunk);
                if (problem != null) {
                    refuse(response, callback, problem);
                    return;
                }
                if (last) {
                    memory.finish(body);
                    whole();
                    return;
                }
            }
        }

        /** Keeps a chunk's bytes; the problem if there is no memory for them. */
        private @Nullable HttpProblemException take(Content.Chunk chunk) {
            try {
                int more = chunk.remaining();
                HttpProblemException problem = switch (memory.grow(body, more)) {
                    case TAKEN -> null;
                    case ADDRESS_FULL ->
                        HttpProblemException.of(
                                429,
                                "the bodies of requests from your address take as much memory as they may; wait until"
                                        + " the others are answered");
                    case NODE_FULL ->
                        HttpProblemException.of(
                                503, "the bodies of requests take as much memory as they may; ask again later");
                };
                if (problem == null) {
                    byte[] copy = new byte[more];
                    chunk.getByteBuffer().get(copy);
                    bytes.write(copy, 0, more);
                }
                return problem;
            } finally {
                chunk.release();
            }
        }

        private void whole() {
            WholeRequest answered = new WholeRequest(request, bytes.toByteArray());
            if (!next(answered, response, callback)) {
                Response.writeError(answered, response, callback, 404);
            }
        }
    }

    /** The rest of a body that nobody wants, until it ends, stops, or is too much. */
    private final class Dropping implements Invocable.Task {
        private final Request request;
        private final Callback callback;
        private final long since = System.nanoTime();
        private long dropped;

        Dropping(Request request, Callback callback) {
            this.request = request;
            this.callback = callback;
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null && !isTooSlow(since, dropped)) {
                    request.demand(this);
                    return;
                }
                if (chunk == null || Content.Chunk.isFailure(chunk)) {
                    break;
                }
                dropped += chunk.remaining();
                chunk.release();
                if (chunk.isLast() || dropped > DROPPED) {
                    break;
                }
            }
            callback.succeeded();
        }
    }
}
