package org.wonsi.node.command.program;

import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.platform.Version;
import org.wonsi.node.runtime.Node;

/** The lines that a start prints: name, network, height, URL, data directory, how to stop. */
public final class StartupBanner {
    private StartupBanner() {}

    /** Prints the lines of a node that has started; those for other machines only with {@code lan}. */
    public static void print(PrintWriter out, Node node, HttpServer server, boolean lan) {
        out.println();
        out.println("Wonsi " + Version.release() + ", node " + node.name() + " on the " + node.params() + " network");
        line(
                out,
                "height",
                node.snapshot().tip().height() + "  " + node.snapshot().tip().hash());
        line(out, "found", node.found());
        line(out, "page", server.url());
        if (lan) {
            node.httpUrl().ifPresent(url -> line(out, "in the room", url));
        }
        line(out, "operator", server.operatorUrl());
        line(out, "", "(whoever has this one controls the node: don't show it)");
        node.p2pAddress().ifPresent(address -> line(out, "other nodes", address));
        line(out, "data", node.dataDirectory().toAbsolutePath().toString());
        line(out, "stop", "Ctrl-C");
        out.println();
        if (lan) {
            Optional<String> url = node.httpUrl();
            url.ifPresent(address -> out.println(QrText.of(address)));
        }
        out.flush();
    }

    /** The same in a log, in one line and without the operator's token. */
    public static void log(Logger log, Node node, HttpServer server) {
        log.info(
                "Wonsi {}, node {} on the {} network, height {}, page {}, other nodes {}, data {}",
                Version.release(),
                node.name(),
                node.params(),
                node.snapshot().tip().height(),
                node.httpUrl().orElse(server.url()),
                node.p2pAddress().orElse("none"),
                node.dataDirectory().toAbsolutePath());
    }

    /** Prints one line: a label, and a value in the column that all values share. */
    public static void line(PrintWriter out, String label, String value) {
        out.println("  " + label + " ".repeat(Math.max(1, 13 - label.length())) + value);
    }
}
