package org.wonsi.node.http.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonsi.node.http.node.body.JoinDirections;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.vote.QrPicture;
import org.wonsi.node.platform.LanAddresses;
import org.wonsi.node.platform.Version;
import org.wonsi.node.service.NodeService;

/** The route {@code /join}: how to become part of this network from another machine, and the two jars for it. */
public final class JoinRoutes implements RouteFamily {
    /** Names by which only this machine reaches itself. */
    private static final Pattern HERE = Pattern.compile("https?://(localhost|127\\..*|0\\.0\\.0\\.0|\\[::1?])(:.*)?");

    /** Where phones begin; from there to the vote, the board and the lessons. */
    private static final String PHONE = "/phone";

    private final NodeService node;
    private final ProgramJars jars;

    /** Directions to this node. */
    public JoinRoutes(NodeService node) {
        this(node, ProgramJars.ofThisProgram());
    }

    JoinRoutes(NodeService node, ProgramJars jars) {
        this.node = node;
        this.jars = jars;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(
                        Tag.PAGES,
                        "/join",
                        "How to join; a page for browsers, else JSON.",
                        Content.json(JoinDirections.class)),
                this::directions);
        routes.add(
                Operation.get(
                                Tag.PAGES,
                                "/join/qr.svg",
                                "The page for the phones of the room, as a QR code.",
                                Content.media("image/svg+xml"))
                        .failing(404, "No other machine reaches this node"),
                this::qr);
        routes.add(
                Operation.get(Tag.PAGES, "/join/" + ProgramJars.NODE, "The node.", Content.JAR),
                ctx -> download(ctx, ProgramJars.NODE));
        routes.add(
                Operation.get(Tag.PAGES, "/join/" + ProgramJars.WALLET, "The wallet.", Content.JAR),
                ctx -> download(ctx, ProgramJars.WALLET));
    }

    private void directions(Context ctx) {
        ctx.header("Cache-Control", "no-store");
        ctx.header("Vary", "Accept, Accept-Language");
        JoinDirections directions = directionsFor(ctx);
        if (Optional.ofNullable(ctx.header("Accept")).orElse("").contains("text/html")) {
            ctx.contentType("text/html; charset=utf-8").result(page(directions, language(ctx)));
        } else {
            ctx.json(directions);
        }
    }

    /** With the name by which the asker reached this node: that works from there, whatever we would call ourselves. */
    private JoinDirections directionsFor(Context ctx) {
        String host = Optional.ofNullable(ctx.header("Host")).orElse("127.0.0.1:" + ctx.port());
        int colon = host.lastIndexOf(':');
        String name = colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
        String p2p = node.p2pAddress()
                .map(address -> name + address.substring(address.lastIndexOf(':')))
                .orElse("");
        return new JoinDirections(
                node.name(),
                node.params().network().id(),
                Version.release(),
                node.params().genesisHash().toDisplay(),
                "http://" + host,
                p2p,
                node.clock().millis(),
                room(host).orElse(null),
                room(host).isPresent() ? others(host) : List.of(),
                jars.available().stream().map(jar -> "/join/" + jar).toList());
    }

    /** This node's URL for a phone in the room: by the name that the asker used, or else as the node calls itself. */
    private Optional<String> room(String host) {
        return Stream.concat(Stream.of("http://" + host), node.httpUrl().stream())
                .filter(url -> !HERE.matcher(url).matches())
                .findFirst();
    }

    /** Other addresses of this machine that a phone may try if it doesn't get through, with the port that the asker used. */
    private static List<String> others(String host) {
        int colon = host.lastIndexOf(':');
        String port = colon > host.lastIndexOf(']') ? host.substring(colon) : "";
        return LanAddresses.addresses().stream()
                .skip(1)
                .map(address -> "http://" + address + port)
                .toList();
    }

    private void qr(Context ctx) {
        String url = Optional.ofNullable(directionsFor(ctx).room())
                .orElseThrow(() -> HttpProblemException.notFound(
                        "no other machine reaches this node; start it with --lan, so that phones can"));
        ctx.header("Cache-Control", "no-store");
        ctx.contentType("image/svg+xml").result(QrPicture.svg(url + PHONE));
    }

    /** The language that the address asks for, or else the browser, or else English. */
    private static String language(Context ctx) {
        String asked = Optional.ofNullable(ctx.queryParam("lang"))
                .or(() -> Optional.ofNullable(ctx.header("Accept-Language")))
                .orElse("");
        return asked.startsWith("ko") ? "ko" : "en";
    }

    private static String page(JoinDirections directions, String language) {
        return template("/pages/join." + language + ".html")
                .replace("{{name}}", escape(shown(directions.name(), language)))
                .replace("{{network}}", escape(directions.network()))
                .replace("{{http}}", escape(directions.http()))
                .replace("{{p2p}}", escape(directions.p2p()))
                .replace("{{jars}}", directions.downloads().isEmpty() ? "missing" : "present");
    }

    /** A node's name as the board shows it: Korean cities have Korean names on a Korean page. */
    private static String shown(String name, String language) {
        try {
            return Json.MAPPER
                    .readTree(template("/web/i18n/" + language + ".json"))
                    .path("node." + name)
                    .asText(name);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the jar's words are damaged", e);
        }
    }

    private static String template(String name) {
        try (InputStream in = JoinRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private void download(Context ctx, String name) throws IOException {
        Path jar = jars.find(name)
                .orElseThrow(() -> HttpProblemException.notFound("this node has no " + name
                        + " to give: it runs from class files, or the wallet's jar isn't beside its own; build both"
                        + " with 'mvn package'"));
        ctx.res().setContentType("application/java-archive");
        ctx.res().setContentLengthLong(Files.size(jar));
        ctx.res().setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        AsyncContext async = ctx.req().startAsync();
        async.setTimeout(0);
        ctx.future(() -> {
            try {
                return Download.start(jar, ctx.res().getOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
