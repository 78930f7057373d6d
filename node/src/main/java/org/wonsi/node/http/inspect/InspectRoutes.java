package org.wonsi.node.http.inspect;

import java.util.List;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.NodeService;

/** The routes of this package: what the three faces and the explorer's tools ask. */
public final class InspectRoutes implements RouteFamily {
    private final List<RouteFamily> families;

    /** The routes of this node and its siblings; what takes long runs within these limits. */
    public InspectRoutes(NodeService node, ConcurrencyLimit limit) {
        SiblingNodes siblings = new SiblingNodes(node);
        families = List.of(
                new MessageRoutes(siblings),
                new ScriptRoutes(siblings, limit),
                new BranchRoutes(siblings),
                new TrialRoutes(siblings, limit));
    }

    @Override
    public void addTo(RouteTable routes) {
        families.forEach(family -> family.addTo(routes));
    }
}
