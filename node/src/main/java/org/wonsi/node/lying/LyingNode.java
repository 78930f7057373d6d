package org.wonsi.node.lying;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.util.JavalinBindException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.jetty.server.ServerConnector;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.http.auth.ResponseHeaders;
import org.wonsi.node.http.auth.SameSite;
import org.wonsi.node.http.route.BodyLimits;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.ProblemAnswers;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.server.HttpThreads;
import org.wonsi.node.http.server.JettySetup;
import org.wonsi.node.http.server.PortTakenException;

/**
 * A server in front of an honest node that passes everything on and lies under Esplora's paths.
 *
 * <p>Starts with {@link #start} and lies from then on, until {@link #close}. It never stands before a mainnet node: there a
 * liar is no lesson but a fraud.
 */
public final class LyingNode implements AutoCloseable {
    private static final List<HandlerType> METHODS = List.of(
            HandlerType.GET,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.OPTIONS);
    private static final String API = "/api/";

    private final HonestNode honest;
    private final ChainParams params;
    private final HttpConfig config;
    private final Consumer<String> report;
    private final EsploraSource source;
    private final HttpThreads threads = HttpThreads.forServers(1);
    private final Javalin javalin;

    private LyingNode(
            HonestNode honest, ChainParams params, HttpConfig config, Set<Lie> lies, Consumer<String> report) {
        this.honest = honest;
        this.params = params;
        this.config = config;
        this.report = report;
        EsploraSource told = honest;
        for (Lie lie : lies) {
            told = lie.before(told, params);
        }
        this.source = told;
        this.javalin = Javalin.create(this::configure);
    }

    /**
     * Starts before a node.
     *
     * @param node its URL
     * @param report gets a line for each request that was lied to
     * @throws MalformedException if that node doesn't answer, is no such node, or is one of mainnet
     * @throws PortTakenException if the port is in use
     */
    public static LyingNode start(String node, HttpConfig config, Set<Lie> lies, Consumer<String> report) {
        HonestNode honest = new HonestNode(node.replaceAll("/+$", ""));
        LyingNode liar = new LyingNode(honest, network(honest), config, EnumSet.copyOf(lies), report);
        try {
            liar.javalin.start(config.host(), config.port());
            return liar;
        } catch (JavalinBindException e) {
            liar.threads.close();
            throw new PortTakenException(config.host(), config.port(), e);
        }
    }

    /** The network of the honest node, by its genesis block. */
    private static ChainParams network(HonestNode honest) {
        Reply genesis;
        try {
            genesis = honest.get("/block-height/0");
        } catch (HttpProblemException e) {
            throw new MalformedException(e.detail() + "; is it running? Name an honest node with --node URL");
        }
        ChainParams params = Arrays.stream(Network.values())
                .map(ChainParams::of)
                .filter(network -> network.genesis().hash().toDisplay().equals(genesis.text()))
                .findFirst()
                .orElseThrow(() -> new MalformedException(
                        "what answers at " + honest.url() + " is no node of a network known here"));
        if (params.network() == Network.MAINNET) {
            throw new MalformedException("the node at " + honest.url()
                    + " is one of mainnet, where money is real; lie before a node of regtest or seminar");
        }
        return params;
    }

    private void configure(JavalinConfig c) {
        c.startup.showJavalinBanner = false;
        c.startup.showOldJavalinVersionWarning = false;
        c.startup.startupWatcherEnabled = false;
        c.http.maxRequestSize = config.limits().bodyBytes();
        c.http.defaultContentType = "text/plain; charset=utf-8";
        JettySetup.apply(
                c.jetty, config, threads, BodyLimits.ofAll(config.limits().bodyBytes()));
        SameSite sameSite = new SameSite(List.of(config.host()));
        RequestForwarder forwarder = new RequestForwarder(honest);
        c.routes.before(ResponseHeaders::add);
        c.routes.before(sameSite::check);
        for (HandlerType method : METHODS) {
            c.routes.addHttpHandler(method, "/", forwarder::handle);
            c.routes.addHttpHandler(method, API + "*", this::answer);
            c.routes.addHttpHandler(method, "/*", forwarder::handle);
        }
        ProblemAnswers.addTo(c.routes);
    }

    private void answer(Context ctx) {
        String path = ctx.req().getRequestURI().substring(API.length() - 1);
        String query = Optional.ofNullable(ctx.queryString()).orElse("");
        Question question = new Question(ctx.method().name(), path, query, ByteString.copyOf(ctx.bodyAsBytes()));
        Reply reply = source.ask(question);
        for (Reply.Told told : reply.lies()) {
            report.accept(told.lie() + "  " + question.method() + " " + API.substring(0, API.length() - 1) + path + "  "
                    + told.what());
        }
        ctx.status(reply.status());
        ctx.header("Cache-Control", "no-store");
        ctx.contentType(reply.contentType()).result(reply.body().toByteArray());
    }

    /** The network it lies on. */
    public ChainParams params() {
        return params;
    }

    /** The URL of the node it stands before. */
    public String honestUrl() {
        return honest.url();
    }

    /** The port it listens on, also when any free one was asked for. */
    public int port() {
        return ((ServerConnector) javalin.jettyServer().server().getConnectors()[0]).getLocalPort();
    }

    /** Its URL for programs on this machine, without a slash at the end. */
    public String url() {
        String host = config.host().equals("0.0.0.0") ? "127.0.0.1" : config.host();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
    }

    @Override
    public void close() {
        javalin.stop();
        threads.close();
    }
}
