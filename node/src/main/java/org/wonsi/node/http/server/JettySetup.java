package org.wonsi.node.http.server;

import io.javalin.config.JettyConfig;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.EagerContentHandler;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.server.handler.MinimumDataRateHandler;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.server.handler.ThreadLimitHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.wonsi.node.http.auth.ConnectionSlots;
import org.wonsi.node.http.route.HttpProblem;
import org.wonsi.node.http.route.Problems;
import org.wonsi.node.http.server.HttpConfig.Limits;

/** Jetty, which carries Javalin: one connector, shared threads, and limits that hold before any of our code runs. */
public final class JettySetup {
    /** Threads that one address may hold at a time; what it asks beyond that waits without a thread. */
    private static final int THREADS_PER_ADDRESS = 16;

    /** What Jetty reckons a chunk of a body costs besides its bytes. */
    private static final int FRAMING_BYTES = 0;

    private JettySetup() {}

    /** Sets a server up with these limits. */
    public static void apply(JettyConfig jetty, HttpConfig config, HttpThreads threads) {
        Limits limits = config.limits();
        AtomicReference<Scheduler> scheduler = new AtomicReference<>();
        ConnectionSlots slots = new ConnectionSlots(
                limits.connections(),
                limits.connectionsPerAddress(),
                limits.headers(),
                System::nanoTime,
                scheduler::get);
        jetty.threadPool = threads.pool();
        jetty.modifyHttpConfiguration(http -> {
            http.setRequestHeaderSize(limits.headerBytes());
            http.setSendServerVersion(false);
            http.setSendDateHeader(true);
        });
        jetty.modifyServer(server -> {
            ThreadLimitHandler threadLimit = new ThreadLimitHandler();
            threadLimit.setThreadLimit(THREADS_PER_ADDRESS);
            AnsweredConnections answered = new AnsweredConnections(slots);
            server.setHandler(answered);
            answered.setHandler(threadLimit);
            threadLimit.setHandler(new MinimumDataRateHandler(
                    new SizeLimitHandler(limits.bodyBytes(), -1), limits.minimumBodyRate(), 0));
            threadLimit.getTail().setHandler(eagerContent(limits));
            threadLimit.getTail().setHandler(new HeadAsGet());
            server.setErrorHandler(new PlainErrors());
            server.setStopTimeout(0);
        });
        jetty.addConnector((server, http) -> {
            ServerConnector connector = connector(server, http, config);
            scheduler.set(connector.getScheduler());
            connector.addBean(slots);
            return connector;
        });
    }

    /** Takes in the whole body before our code runs, without a thread: a body that comes slowly holds up nobody. */
    private static EagerContentHandler eagerContent(Limits limits) {
        return new EagerContentHandler(
                new EagerContentHandler.RetainedContentLoaderFactory(limits.bodyBytes() + 1L, FRAMING_BYTES, true));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpConfig config) {
        // One thread selects and accepts; a process may have thirty servers.
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http));
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.setAcceptQueueSize(1_024);
        return connector;
    }

    /** What Jetty refuses itself (a malformed request, too long a header): problem details instead of its HTML page. */
    private static final class PlainErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = Math.max(response.getStatus(), 400);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.MEDIA_TYPE);
            response.getHeaders().put("X-Content-Type-Options", "nosniff");
            Content.Sink.write(
                    response, true, Problems.json(HttpProblem.of(status, Problems.refusal(status))), callback);
            return true;
        }
    }
}
