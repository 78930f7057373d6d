package org.wonsi.node.http;

import java.util.List;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.auth.Gate;

/** All routes of a node but the event stream. */
final class Families {
    private Families() {}

    static List<RouteFamily> of(NodeService node, Gate gate) {
        return List.of(routes -> routes.get("/health", ctx -> ctx.result("ok\n")));
    }
}
