package org.wonsi.node.http.node;

import java.util.List;
import org.wonsi.node.http.auth.AccessFilter;
import org.wonsi.node.http.auth.CostlyRequests;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;

/** All routes under {@code /node}. */
public final class OwnRoutes implements RouteFamily {
    private final List<RouteFamily> families;
    private final BoardPicture board;

    /** The routes of this node and its siblings. */
    public OwnRoutes(NodeService node, AskedNode asked, AccessFilter accessFilter, CostlyRequests costlyRequests) {
        SiblingNodes siblings = new SiblingNodes(node);
        this.board = new BoardPicture(siblings);
        this.families = List.of(
                new StatusRoutes(siblings),
                new PeerRoutes(siblings),
                new MiningRoutes(siblings),
                new FaucetRoutes(siblings, accessFilter),
                new DemoRoutes(siblings),
                new ChainRoutes(siblings),
                new BlockTxRoutes(asked),
                new DecodeRoutes(asked, costlyRequests.scripts()),
                new SqlRoutes(siblings, costlyRequests.sql()));
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.before("/node/*", ctx -> ctx.header("Cache-Control", "no-store"));
        families.forEach(family -> family.addTo(routes));
        routes.add(
                Operation.get(Tag.NODE, "/node/board", "All that the board draws.", Content.json(Board.class)),
                ctx -> ctx.json(board.draw()));
    }
}
