package org.wonsi.node.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.json.JavalinJackson;
import io.javalin.router.JavalinDefaultRoutingApi;
import io.javalin.util.JavalinBindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.server.ServerConnector;
import org.wonsi.node.http.auth.AccessFilter;
import org.wonsi.node.http.auth.ClientAddress;
import org.wonsi.node.http.auth.LocalPrograms;
import org.wonsi.node.http.auth.OperatorCookie;
import org.wonsi.node.http.auth.OperatorToken;
import org.wonsi.node.http.auth.RequestRate;
import org.wonsi.node.http.auth.ResponseHeaders;
import org.wonsi.node.http.auth.SameSite;
import org.wonsi.node.http.docs.DocsRoutes;
import org.wonsi.node.http.events.EventRoutes;
import org.wonsi.node.http.metrics.RequestMetrics;
import org.wonsi.node.http.route.BodyLimits;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.ProblemAnswers;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.http.rpc.RpcFamilies;
import org.wonsi.node.http.rpc.RpcRoutes;
import org.wonsi.node.http.rpc.RpcShortcut;
import org.wonsi.node.http.rpc.rest.BlockShortcut;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.http.server.JettySetup;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.http.tab.TabSockets;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.TabControl;

/**
 * One node's HTTP on one port: page, REST, JSON-RPC and events.
 *
 * <p>Starts with {@link #start} and answers from then on; {@link #close} ends event streams and open connections. It only
 * reads the node's snapshots and database, and hands what changes the node to {@link NodeService}.
 */
public final class HttpServer implements AutoCloseable {
    private final Javalin javalin;
    private final HttpConfig config;
    private final OperatorCookie cookie;
    private final EventRoutes events;
    private final Optional<HttpThreads> ownThreads;

    private HttpServer(
            Javalin javalin,
            HttpConfig config,
            OperatorCookie cookie,
            EventRoutes events,
            Optional<HttpThreads> ownThreads) {
        this.javalin = javalin;
        this.config = config;
        this.cookie = cookie;
        this.events = events;
        this.ownThreads = ownThreads;
    }

    /**
     * Starts on threads of its own.
     *
     * @throws PortTakenException if the port is in use
     */
    public static HttpServer start(NodeService node, HttpConfig config) {
        HttpThreads threads = HttpThreads.forServers(1);
        try {
            return start(node, config, threads, Optional.of(threads));
        } catch (RuntimeException e) {
            threads.close();
            throw e;
        }
    }

    /**
     * Starts on threads that several servers share.
     *
     * @throws PortTakenException if the port is in use
     */
    public static HttpServer start(NodeService node, HttpConfig config, HttpThreads threads) {
        return start(node, config, threads, Optional.empty());
    }

    /**
     * Loads the two thousand classes of a server on a thread of its own, while the caller reads its chain: a machine has a second
     * processor, and a node answers a fifth sooner. It opens nothing, and the server doesn't need it to have ended.
     */
    public static void loadAhead(HttpThreads threads) {
        Thread thread = new Thread(
                () -> {
                    Javalin.create(c -> configure(
                            c,
                            Optional.empty(),
                            HttpConfig.loopback(0),
                            threads,
                            Optional.empty(),
                            List.of(new DocsRoutes()),
                            new RequestMetrics(),
                            sameSite -> JettySetup.Shortcuts.none()));
                    JettySetup.loadAhead();
                },
                "http classes");
        thread.setDaemon(true);
        thread.start();
    }

    private static HttpServer start(
            NodeService node, HttpConfig config, HttpThreads threads, Optional<HttpThreads> own) {
        OperatorCookie cookie = OperatorCookie.write(
                node.dataDirectory(),
                config.operatorToken().orElseGet(() -> OperatorToken.draw(new java.security.SecureRandom())));
        AccessFilter accessFilter =
                new AccessFilter(cookie, config.rpcLogin(), config.rpcAuths(), config.operatedFromLan());
        EventRoutes events = new EventRoutes(node.events(), config.limits());
        RequestMetrics requests = new RequestMetrics();
        List<RouteFamily> families = new ArrayList<>(List.of(events));
        RpcRoutes rpc = RpcFamilies.routes(node, new TxSender(node));
        families.addAll(NodeRoutes.of(node, accessFilter, config, threads.costlyRequests(), requests, rpc));
        Javalin javalin = Javalin.create(c -> configure(
                c,
                Optional.of(node.peers()),
                config,
                threads,
                Optional.of(accessFilter),
                families,
                requests,
                sameSite -> shortcuts(node, rpc, accessFilter, new LocalPrograms(sameSite), requests)));
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            cookie.delete();
            throw new PortTakenException(config.host(), config.port(), e);
        }
        events.start();
        return new HttpServer(javalin, config, cookie, events, own);
    }

    private static JettySetup.Shortcuts shortcuts(
            NodeService node, RpcRoutes rpc, AccessFilter access, LocalPrograms programs, RequestMetrics requests) {
        RpcShortcut calls = new RpcShortcut(rpc, access, programs, requests::count);
        calls.setHandler(new BlockShortcut(node, programs, requests::count));
        return new JettySetup.Shortcuts(calls.quick(), calls);
    }

    /**
     * Sets a server up with these routes.
     *
     * @param tabs takes the WebSockets of tabs; none where nothing does
     * @param accessFilter lets only the operator through to what needs one; none where nothing does
     * @param shortcuts answer some requests before they come to the routes
     */
    static void configure(
            JavalinConfig c,
            Optional<TabControl> tabs,
            HttpConfig config,
            HttpThreads threads,
            Optional<AccessFilter> accessFilter,
            List<RouteFamily> families,
            RequestMetrics requests,
            Function<SameSite, JettySetup.Shortcuts> shortcuts) {
        c.startup.showJavalinBanner = false;
        c.startup.showOldJavalinVersionWarning = false;
        // It would keep the process alive for seconds after the end.
        c.startup.startupWatcherEnabled = false;
        c.http.prefer405over404 = true;
        c.http.maxRequestSize = config.limits().bodyBytes();
        c.http.defaultContentType = "text/plain; charset=utf-8";
        c.http.compressionStrategy = CompressionStrategy.GZIP;
        c.requestLogger.http(requests::count);
        c.jsonMapper(new JavalinJackson(Json.MAPPER, false));
        BodyLimits bodies = BodyLimits.ofOperations(config.limits().bodyBytes());
        SameSite sameSite = new SameSite(ownNames(config));
        tabs.ifPresentOrElse(
                taken -> JettySetup.apply(
                        c.jetty,
                        config,
                        threads,
                        bodies,
                        new TabSockets(taken, sameSite)::handler,
                        shortcuts.apply(sameSite)),
                () -> JettySetup.apply(c.jetty, config, threads, bodies));
        addCommonRules(c.routes, config, sameSite, accessFilter);
        RouteTable table = new RouteTable(c.routes);
        families.forEach(family -> family.addTo(table));
        bodies.add(table.operations());
        ProblemAnswers.addTo(c.routes);
    }

    private static void addCommonRules(
            JavalinDefaultRoutingApi routes,
            HttpConfig config,
            SameSite sameSite,
            Optional<AccessFilter> accessFilter) {
        RequestRate rate = new RequestRate(
                config.limits().requestsPerSecond(), config.limits().burst(), System::nanoTime);
        routes.before(ResponseHeaders::add);
        routes.before(sameSite::check);
        RequestRate connections = new RequestRate(
                config.limits().requestsPerSecondAndConnection(),
                config.limits().connectionBurst(),
                System::nanoTime);
        routes.before(ctx -> checkRate(ctx, rate, connections));
        routes.before(ResponseHeaders::answerPreflight);
        accessFilter.ifPresent(filter -> routes.beforeMatched(filter::check));
    }

    private static void checkRate(Context ctx, RequestRate rate, RequestRate connections) {
        ClientAddress client = ClientAddress.of(ctx);
        if (client.here()) {
            return;
        }
        if (!connections.take(ctx.req().getRemoteAddr() + " " + ctx.req().getRemotePort())) {
            ctx.header("Retry-After", "1");
            ctx.header("Connection", "close");
            throw HttpProblemException.of(429, "too many requests on this connection, which ends here; wait a second");
        }
        if (!rate.take(client.text())) {
            ctx.header("Retry-After", "1");
            throw HttpProblemException.of(429, "too many requests from your address; wait a second");
        }
    }

    private static List<String> ownNames(HttpConfig config) {
        List<String> names = new ArrayList<>(config.names());
        names.add(config.host());
        try {
            String host = InetAddress.getLocalHost().getHostName();
            names.add(host);
            names.add(host + ".local");
        } catch (UnknownHostException e) {
            // A machine without a name has none to allow; its addresses still work.
            return names;
        }
        return names;
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
    }

    /** The server's address for a browser on this machine, without a slash at the end. */
    public String url() {
        return url(config.host(), port());
    }

    static String url(String listening, int port) {
        String host = listening.equals("0.0.0.0") ? "127.0.0.1" : listening;
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    /** The same address with the operator's token: for the console, never for a log, a page or a QR code. */
    public String operatorUrl() {
        return url() + "/?token=" + cookie.token();
    }

    /** Every route as method and path, for the test of their description. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(handler -> handler.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
    }

    int openEventStreams() {
        return events.open();
    }

    /** Stops answering and removes the cookie file. */
    @Override
    public void close() {
        events.close();
        javalin.stop();
        ownThreads.ifPresent(HttpThreads::close);
        cookie.delete();
    }
}
