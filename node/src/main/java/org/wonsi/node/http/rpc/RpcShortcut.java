package org.wonsi.node.http.rpc;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.NanoTime;
import org.wonsi.node.http.auth.AccessFilter;
import org.wonsi.node.http.auth.LocalPrograms;
import org.wonsi.node.http.auth.ResponseHeaders;
import org.wonsi.node.http.route.RequestMeter;
import org.wonsi.node.http.server.WholeRequest;

/**
 * A short way to JSON-RPC for the programs of this machine, past servlets and routes: half of the work of a small call is there.
 *
 * <p>Only what is sure to be answered comes this way: a POST to {@code /} from the loopback address, to a name of ours, with a login
 * that is right, and without anything that only browsers send. Whatever else there is to say to a request, a refusal above all, the
 * route behind says; the answers of both are the same.
 */
public final class RpcShortcut extends Handler.Wrapper {
    private static final String PATH = "/";

    /** A call of a quick method is no longer than this, in bytes. */
    private static final int SMALL = 1_000;

    private final RpcRoutes routes;
    private final AccessFilter access;
    private final LocalPrograms programs;
    private final RequestMeter meter;

    /** A short way to these routes, for the plain requests of those who may call them. */
    public RpcShortcut(RpcRoutes routes, AccessFilter access, LocalPrograms programs, RequestMeter meter) {
        this.routes = routes;
        this.access = access;
        this.programs = programs;
        this.meter = meter;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isPlain(request) || !isLetThrough(request)) {
            return super.handle(request, response, callback);
        }
        // Some calls wait for minutes for what will happen; nothing passes on their connection meanwhile, and it is
        // kept.
        request.addIdleTimeoutListener(silence -> false);
        RpcAnswer answer = routes.answer(body(request).text());
        begin(answer, request, response);
        answer.send(request, response, callback);
        return true;
    }

    /**
     * Answers small calls that are quick at once, on the thread that waits for all connections: half of what they cost is the way to
     * another thread and back. It stands in front of the threads; whatever it doesn't answer goes on to them.
     */
    public Handler.Singleton quick() {
        return new Handler.Wrapper() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                Optional<RpcAnswer> answer = request.getLength() <= SMALL && isPlain(request)
                        ? answerAtOnce(request, body(request).text())
                        : Optional.empty();
                if (answer.isEmpty()) {
                    return super.handle(request, response, callback);
                }
                begin(answer.get(), request, response);
                answer.get().sendAtOnce(request, response, callback);
                return true;
            }
        };
    }

    private Optional<RpcAnswer> answerAtOnce(Request request, String body) {
        return routes.mayBeQuick(body) && isLetThrough(request) ? routes.answerAtOnce(body) : Optional.empty();
    }

    private void begin(RpcAnswer answer, Request request, Response response) {
        ResponseHeaders.add(PATH, HttpMethod.POST.asString(), response.getHeaders()::put);
        Request.addCompletionListener(
                request,
                failure -> meter.answered(
                        HttpMethod.POST.asString(),
                        PATH,
                        answer.status(),
                        NanoTime.since(request.getBeginNanoTime()) / 1e9));
    }

    private boolean isPlain(Request request) {
        return HttpMethod.POST.is(request.getMethod())
                && request.getLength() > 0
                && PATH.equals(request.getHttpURI().getPathQuery())
                && programs.ask(request);
    }

    private boolean isLetThrough(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .map(access::isRpcUserHere)
                .orElse(false);
    }

    /** The body is in memory already. */
    private static WholeRequest body(Request request) {
        return Optional.ofNullable(Request.as(request, WholeRequest.class))
                .orElseThrow(() -> new IllegalStateException("a body was to be whole"));
    }
}
