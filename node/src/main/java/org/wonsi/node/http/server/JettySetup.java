package org.wonsi.node.http.server;

import io.javalin.config.JettyConfig;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.wonsi.node.http.auth.ConnectionSlots;
import org.wonsi.node.http.auth.PacedEndPoint;
import org.wonsi.node.http.auth.ReaderPace;
import org.wonsi.node.http.route.BodyLimits;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.ProblemAnswers;
import org.wonsi.node.http.server.HttpConfig.Limits;

/** Jetty, which carries Javalin: one connector, shared threads, and limits that hold before any of our code runs. */
public final class JettySetup {
    /**
     * What the operating system may keep of an answer for its reader; it takes the next bytes when a third of it is free. More would
     * let a slow but honest reader seem dead for half a minute.
     */
    private static final int SEND_BUFFER_BYTES = 131_072;

    private JettySetup() {}

    /**
     * What answers some requests before they come to servlets; their body is in memory then.
     *
     * @param atOnce answers on the thread that waits for all connections, so it may wait for nothing
     * @param onThreads answers on a thread of its own
     */
    public record Shortcuts(Handler.Singleton atOnce, Handler.Singleton onThreads) {
        /** No shortcuts. */
        public static Shortcuts none() {
            return new Shortcuts(new Handler.Wrapper(), new Handler.Wrapper());
        }
    }

    /** Sets a server without WebSockets up with these limits. */
    public static void apply(JettyConfig jetty, HttpConfig config, HttpThreads threads, BodyLimits bodies) {
        apply(jetty, config, threads, bodies, server -> new Handler.Wrapper(), Shortcuts.none());
    }

    /**
     * Sets a server up with these limits.
     *
     * @param tabs what takes WebSockets, for a server
     * @param shortcuts what answers some requests before they come to servlets
     */
    public static void apply(
            JettyConfig jetty,
            HttpConfig config,
            HttpThreads threads,
            BodyLimits bodies,
            Function<Server, Handler.Singleton> tabs,
            Shortcuts shortcuts) {
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
            AnsweredConnections answered = new AnsweredConnections(slots);
            server.setHandler(answered);
            answered.setHandler(new BodyIntake(limits, bodies, threads.bodies()));
            answered.getTail().setHandler(answered.whole());
            answered.getTail().setHandler(shortcuts.atOnce());
            answered.getTail().setHandler(new WorkerThreads());
            answered.getTail().setHandler(tabs.apply(server));
            answered.getTail().setHandler(new SharedThreads(threads.shares()));
            answered.getTail().setHandler(shortcuts.onThreads());
            answered.getTail().setHandler(new HeadAsGet());
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

    /** Loads the classes that a server with a connector is made of, and the tables that they make; opens nothing. */
    public static void loadAhead() {
        Server server = new Server();
        server.addConnector(connector(server, new HttpConfiguration(), HttpConfig.loopback(0)));
    }

    private static ServerConnector connector(Server server, HttpConfiguration http, HttpConfig config) {
        ServerConnector connector = new PacedConnector(server, new HttpConnectionFactory(http), config.limits());
        connector.setHost(config.host());
        connector.setPort(config.port());
        connector.setIdleTimeout(config.limits().idle().toMillis());
        connector.setAcceptQueueSize(1_024);
        connector.setAcceptedSendBufferSize(SEND_BUFFER_BYTES);
        return connector;
    }

    /**
     * The answers to what Jetty refuses itself (a malformed request, too long a header): problem details instead of its HTML
     * page.
     */
    private static final class PlainErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = Math.max(response.getStatus(), 400);
            refuse(response, HttpProblemException.of(status, ProblemAnswers.refusal(status)), callback);
            return true;
        }
    }

    /** Answers with a problem where our routes aren't reached. */
    public static void refuse(Response response, HttpProblemException problem, Callback callback) {
        response.setStatus(problem.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemAnswers.MEDIA_TYPE);
        response.getHeaders().put("X-Content-Type-Options", "nosniff");
        Content.Sink.write(response, true, ProblemAnswers.json(problem), callback);
    }

    /** A connector whose connections know how fast they are read. */
    private static final class PacedConnector extends ServerConnector {
        private final Limits limits;

        PacedConnector(Server server, HttpConnectionFactory http, Limits limits) {
            // One thread selects and accepts; a process may have thirty servers.
            super(server, 0, 1, http);
            this.limits = limits;
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(
                SocketChannel channel, ManagedSelector selectSet, SelectionKey key) {
            PacedEndPoint endPoint = new PacedEndPoint(
                    channel,
                    selectSet,
                    key,
                    getScheduler(),
                    new ReaderPace(limits.minimumReaderRate(), limits.readerPeriod(), System::nanoTime));
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }
}
