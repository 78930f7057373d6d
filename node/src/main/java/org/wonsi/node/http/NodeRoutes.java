package org.wonsi.node.http;

import java.util.List;
import java.util.Optional;
import org.wonsi.node.http.auth.AccessFilter;
import org.wonsi.node.http.auth.CostlyRequests;
import org.wonsi.node.http.docs.DocsRoutes;
import org.wonsi.node.http.inspect.InspectRoutes;
import org.wonsi.node.http.lab.HandbookRoutes;
import org.wonsi.node.http.lab.HandoutRoutes;
import org.wonsi.node.http.lab.LabRoutes;
import org.wonsi.node.http.lab.LessonRoutes;
import org.wonsi.node.http.lab.RecordingRoutes;
import org.wonsi.node.http.lab.TalkRoutes;
import org.wonsi.node.http.metrics.MetricsReaders;
import org.wonsi.node.http.metrics.MetricsRoutes;
import org.wonsi.node.http.metrics.RequestMetrics;
import org.wonsi.node.http.node.OwnRoutes;
import org.wonsi.node.http.pages.JoinRoutes;
import org.wonsi.node.http.pages.StaticPages;
import org.wonsi.node.http.people.PeopleRoutes;
import org.wonsi.node.http.rest.AddressRoutes;
import org.wonsi.node.http.rest.AskedNode;
import org.wonsi.node.http.rest.BlockRoutes;
import org.wonsi.node.http.rest.MempoolRoutes;
import org.wonsi.node.http.rest.MempoolView;
import org.wonsi.node.http.rest.ReadableChain;
import org.wonsi.node.http.rest.TxRoutes;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.http.rpc.RpcRoutes;
import org.wonsi.node.http.rpc.rest.CoreRest;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.http.simulation.SimulationRoutes;
import org.wonsi.node.http.tab.TabSockets;
import org.wonsi.node.http.vote.VoteRoutes;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.service.NodeService;

/** All routes of a node but the event stream. */
final class NodeRoutes {
    private NodeRoutes() {}

    static List<RouteFamily> of(
            NodeService node,
            AccessFilter accessFilter,
            HttpConfig config,
            CostlyRequests costlyRequests,
            RequestMetrics requests,
            RpcRoutes rpc) {
        LessonLibrary lessons = LessonLibrary.ofProgram();
        ReadableChain chain = ReadableChain.of(node);
        MempoolView.Source mempool = new MempoolView.Source(chain);
        AskedNode asked = AskedNode.among(node);
        TxSender sender = new TxSender(node);
        return List.of(
                routes -> routes.add(
                        Operation.get(Tag.NODE, "/health", "Answers while the node lives.", Content.TEXT),
                        ctx -> ctx.result("ok\n")),
                routes -> routes.add(
                        Operation.get(
                                        Tag.NODE,
                                        TabSockets.PATH,
                                        "The wire protocol over a WebSocket: the same bytes as over TCP, in binary"
                                                + " frames.",
                                        Content.NOTHING)
                                .answering(101)
                                .failing(403, "A page of another site asks")
                                .failing(426, "It isn't asked for as a WebSocket")
                                .failing(503, "There is no room for another tab"),
                        ctx -> {
                            ctx.header("Upgrade", "websocket");
                            throw HttpProblemException.of(426, "this path is a WebSocket for pages of this node");
                        }),
                new BlockRoutes(node::params, asked),
                new TxRoutes(node::params, asked, Optional.of(sender)),
                new AddressRoutes(chain, mempool),
                new MempoolRoutes(chain),
                new OwnRoutes(node, asked, accessFilter, costlyRequests),
                InspectRoutes.of(node, asked, costlyRequests.scripts()),
                new HandoutRoutes(lessons),
                new LessonRoutes(lessons, node),
                new HandbookRoutes(),
                new TalkRoutes(node.talk()),
                new RecordingRoutes(),
                new LabRoutes(node, config.operatedFromLan()),
                new SimulationRoutes(node.simulations(), costlyRequests.simulations()),
                new VoteRoutes(node, lessons),
                new PeopleRoutes(node),
                StaticPages.ofNode(),
                new JoinRoutes(node),
                new CoreRest(node),
                MetricsRoutes.of(node, requests, new MetricsReaders(config.metricsFrom())),
                rpc,
                new DocsRoutes());
    }
}
