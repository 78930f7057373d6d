package org.wonsi.node.http.inspect;

import java.util.List;
import org.wonsi.node.http.auth.ConcurrencyLimit;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.NodeService;

/** The routes of this package: what the three faces and the explorer's tools ask. */
public final class InspectRoutes implements RouteFamily {
    private final List<RouteFamily> families;

    private InspectRoutes(List<RouteFamily> families) {
        this.families = families;
    }

    /** The routes of this node and its siblings; what takes long runs within these limits. */
    public static InspectRoutes of(NodeService node, AskedNode asked, ConcurrencyLimit limit) {
        SiblingNodes siblings = new SiblingNodes(node);
        return new InspectRoutes(List.of(
                new MessageRoutes(siblings),
                new ScriptRoutes(asked, limit),
                new BranchRoutes(asked),
                new TrialRoutes(siblings, limit)));
    }

    /** Those for which a chain is enough, without a node that keeps it. */
    public static InspectRoutes ofChain(AskedNode asked, ConcurrencyLimit limit) {
        return new InspectRoutes(List.of(new ScriptRoutes(asked, limit), new BranchRoutes(asked)));
    }

    @Override
    public void addTo(RouteTable routes) {
        families.forEach(family -> family.addTo(routes));
    }
}
