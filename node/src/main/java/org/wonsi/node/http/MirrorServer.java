package org.wonsi.node.http;

import io.javalin.Javalin;
import io.javalin.util.JavalinBindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.ServerConnector;
import org.wonsi.node.http.auth.CostlyRequests;
import org.wonsi.node.http.docs.DocsRoutes;
import org.wonsi.node.http.events.EventRoutes;
import org.wonsi.node.http.inspect.InspectRoutes;
import org.wonsi.node.http.metrics.MetricsReaders;
import org.wonsi.node.http.metrics.MetricsRoutes;
import org.wonsi.node.http.metrics.RequestMetrics;
import org.wonsi.node.http.mirror.MirrorFigures;
import org.wonsi.node.http.mirror.MirrorRoutes;
import org.wonsi.node.http.mirror.MirroredChain;
import org.wonsi.node.http.node.BlockTxRoutes;
import org.wonsi.node.http.node.ChainBoard;
import org.wonsi.node.http.node.DecodeRoutes;
import org.wonsi.node.http.pages.StaticPages;
import org.wonsi.node.http.rest.AddressRoutes;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.rest.BlockRoutes;
import org.wonsi.node.http.rest.MempoolRoutes;
import org.wonsi.node.http.rest.MempoolView;
import org.wonsi.node.http.rest.TxRoutes;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.http.server.JettySetup;
import org.wonsi.node.http.server.PortTakenException;
import org.wonsi.node.mirror.MirrorReader;
import org.wonsi.node.service.event.EventLog;

/**
 * A server of the public paths that has a mirror and no node: it reads, keeps nothing on the disk, and may run any number of times.
 *
 * <p>The routes are those of a node; what would change a chain isn't among them.
 */
public final class MirrorServer implements AutoCloseable {
    private static final int EVENTS_KEPT = 1_000;

    private final Javalin javalin;
    private final HttpConfig config;
    private final HttpThreads threads;
    private final EventRoutes events;
    private final MirroredChain chain;

    private MirrorServer(
            Javalin javalin, HttpConfig config, HttpThreads threads, EventRoutes events, MirroredChain chain) {
        this.javalin = javalin;
        this.config = config;
        this.threads = threads;
        this.events = events;
        this.chain = chain;
    }

    /**
     * Starts to answer.
     *
     * @param bound how old an answer may be
     * @throws PortTakenException if the port is in use
     */
    public static MirrorServer start(MirrorReader reader, HttpConfig config, Duration bound) {
        EventLog log = new EventLog(InstantSource.system(), EVENTS_KEPT);
        MirroredChain chain = MirroredChain.watch(reader, log, bound);
        HttpThreads threads = HttpThreads.forServers(1);
        EventRoutes events = new EventRoutes(log, config.limits());
        RequestMetrics requests = new RequestMetrics();
        List<RouteFamily> families = families(reader, chain, events, requests, config, threads.costlyRequests());
        Javalin javalin = Javalin.create(c -> HttpServer.configure(
                c,
                Optional.empty(),
                config,
                threads,
                Optional.empty(),
                families,
                requests,
                sameSite -> JettySetup.Shortcuts.none()));
        try {
            javalin.start(config.host(), config.port());
        } catch (JavalinBindException e) {
            chain.close();
            threads.close();
            throw new PortTakenException(config.host(), config.port(), e);
        }
        events.start();
        return new MirrorServer(javalin, config, threads, events, chain);
    }

    private static List<RouteFamily> families(
            MirrorReader reader,
            MirroredChain chain,
            EventRoutes events,
            RequestMetrics requests,
            HttpConfig config,
            CostlyRequests costly) {
        AskedNode asked = AskedNode.only(chain);
        MempoolView.Source mempool = new MempoolView.Source(chain);
        return List.of(
                events,
                routes -> routes.add(
                        Operation.get(Tag.NODE, "/health", "Answers while the process lives.", Content.TEXT),
                        ctx -> ctx.result("ok\n")),
                new MirrorRoutes(reader, chain),
                new BlockRoutes(chain::params, asked),
                new TxRoutes(chain::params, asked, Optional.empty()),
                new AddressRoutes(chain, mempool),
                new MempoolRoutes(chain),
                new BlockTxRoutes(asked),
                new DecodeRoutes(asked, costly.scripts()),
                InspectRoutes.ofChain(asked, costly.scripts()),
                new ChainBoard(chain, mempool, chain::node, InstantSource.system()),
                StaticPages.ofMirror(),
                MetricsRoutes.of(
                        List.of(new MirrorFigures(chain)::scrape), requests, new MetricsReaders(config.metricsFrom())),
                new DocsRoutes());
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
    }

    /** The server's address for a browser on this machine, without a slash at the end. */
    public String url() {
        return HttpServer.url(config.host(), port());
    }

    /** Stops answering. */
    @Override
    public void close() {
        events.close();
        javalin.stop();
        chain.close();
        threads.close();
    }
}
