package org.wonsi.node.http.inspect;

import java.util.List;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Siblings;
import org.wonsi.node.service.NodeService;

/** The routes of this package: what the three faces and the explorer's tools ask. */
public final class InspectRoutes implements RouteFamily {
    private final List<RouteFamily> families;

    /** Of this node and its siblings. */
    public InspectRoutes(NodeService node) {
        Siblings siblings = new Siblings(node);
        families = List.of(
                new MessageRoutes(siblings),
                new ScriptRoutes(siblings),
                new BranchRoutes(siblings),
                new TrialRoutes(siblings));
    }

    @Override
    public void addTo(RouteTable routes) {
        families.forEach(family -> family.addTo(routes));
    }
}
