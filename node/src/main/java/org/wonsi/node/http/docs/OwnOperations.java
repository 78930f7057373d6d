package org.wonsi.node.http.docs;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.api.BlockAcceptance;
import org.wonsi.core.api.BlockReference;
import org.wonsi.core.api.Board;
import org.wonsi.core.api.ChainTip;
import org.wonsi.core.api.DecodeRequest;
import org.wonsi.core.api.Decoded;
import org.wonsi.core.api.DemoPayments;
import org.wonsi.core.api.DroppedHeaders;
import org.wonsi.core.api.FaucetPayment;
import org.wonsi.core.api.FaucetRequest;
import org.wonsi.core.api.GenerateRequest;
import org.wonsi.core.api.Generated;
import org.wonsi.core.api.JoinDirections;
import org.wonsi.core.api.LinkChange;
import org.wonsi.core.api.MiningChange;
import org.wonsi.core.api.MiningStatus;
import org.wonsi.core.api.NodeStatus;
import org.wonsi.core.api.PeerRequest;
import org.wonsi.core.api.PeerSummary;
import org.wonsi.core.api.RuleSummary;
import org.wonsi.core.api.SqlAnswer;
import org.wonsi.core.api.SqlQuestion;
import org.wonsi.node.http.docs.Operation.AnyJson;
import org.wonsi.node.http.docs.Operation.Item;
import org.wonsi.node.http.docs.Operation.Items;
import org.wonsi.node.http.docs.Operation.Media;
import org.wonsi.node.http.docs.Operation.Nothing;

/** The paths that are this node's own: not Esplora's. */
final class OwnOperations {
    private static final String NODE = "Node";
    private static final String MINING = "Mining and money";
    private static final String OTHER = "Other interfaces";
    private static final String PAGES = "Pages and files";
    private static final Media HTML = new Media("text/html");
    private static final Media FILE = new Media("*/*");
    private static final Media JAR = new Media("application/java-archive");

    private OwnOperations() {}

    static List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        all.addAll(node());
        all.addAll(chain());
        all.addAll(mining());
        all.addAll(other());
        all.addAll(pages());
        return all;
    }

    private static List<Operation> node() {
        return List.of(
                Operation.get(NODE, "/health", "Answers while the node lives.", Operations.TEXT),
                Operation.get(NODE, "/node/status", "The node at a glance.", new Item(NodeStatus.class)),
                Operation.get(NODE, "/node/peers", "Its connections.", new Items(PeerSummary.class)),
                Operation.post(NODE, "/node/peers", "Connects to a node.", new Nothing())
                        .taking(PeerRequest.class)
                        .answering(202)
                        .byOperator(),
                Operation.get(NODE, "/node/peers/{id}", "Closes a connection.", new Nothing())
                        .as("delete")
                        .answering(204)
                        .byOperator()
                        .failing(404, "There is no such peer"),
                Operation.post(
                                NODE,
                                "/node/links",
                                "Cuts or heals the link between two nodes.",
                                new Item(LinkChange.class))
                        .taking(LinkChange.class)
                        .byOperator()
                        .failing(404, "Neither node is in this process"),
                Operation.get(NODE, "/node/board", "All that the board draws.", new Item(Board.class)),
                Operation.get(NODE, "/node/rules", "The rule book.", new Items(RuleSummary.class)),
                Operation.get(
                        NODE,
                        "/node/decode",
                        "Bytes explained; the query parameter hex has them.",
                        new Item(Decoded.class)),
                Operation.post(NODE, "/node/decode", "The same for bytes too long for a URL.", new Item(Decoded.class))
                        .taking(DecodeRequest.class));
    }

    private static List<Operation> chain() {
        return List.of(
                Operation.get(NODE, "/node/chaintips", "The ends of all branches.", new Items(ChainTip.class)),
                Operation.get(
                                NODE,
                                "/node/blocks/{hash}/txs/{index}",
                                "A transaction's hex by its place in a block, also of a stale one.",
                                Operations.TEXT)
                        .failing(404, "There is no such block, or no such transaction in it"),
                Operation.post(
                                NODE,
                                "/node/blocks",
                                "Submits a block, as hex or as bytes with type application/octet-stream.",
                                new Item(BlockAcceptance.class))
                        .failing(422, "A rule refuses the block; reason names it"),
                Operation.post(NODE, "/node/invalidate", "Declares a block invalid.", new Item(BlockAcceptance.class))
                        .taking(BlockReference.class)
                        .byOperator(),
                Operation.post(NODE, "/node/reconsider", "Takes that back.", new Item(BlockAcceptance.class))
                        .taking(BlockReference.class)
                        .byOperator(),
                Operation.post(
                                NODE,
                                "/node/headers/drop",
                                "Forgets the headers of a branch whose blocks never came, from the one named on, 2,000 at a time;"
                                        + " answers when all are gone.",
                                new Item(DroppedHeaders.class))
                        .taking(BlockReference.class)
                        .byOperator());
    }

    private static List<Operation> mining() {
        return List.of(
                Operation.get(MINING, "/node/mining", "The miner.", new Item(MiningStatus.class)),
                Operation.post(MINING, "/node/mining", "Steers the miner.", new Item(MiningStatus.class))
                        .taking(MiningChange.class)
                        .byOperator(),
                Operation.post(MINING, "/node/mining/generate", "Mines blocks now.", new Item(Generated.class))
                        .taking(GenerateRequest.class)
                        .byOperator(),
                Operation.post(
                                MINING,
                                "/node/faucet",
                                "Gives some of the node's coins; limited for all but the operator.",
                                new Item(FaucetPayment.class))
                        .taking(FaucetRequest.class)
                        .failing(409, "Not enough coins yet; detail says how many blocks to wait"),
                Operation.get(
                                MINING,
                                "/node/demo-payments",
                                "Whether a seminar's nodes pay each other for show.",
                                new Item(DemoPayments.class))
                        .failing(404, "There are none: the node isn't part of a seminar"),
                Operation.post(
                                MINING,
                                "/node/demo-payments",
                                "Switches these payments on or off.",
                                new Item(DemoPayments.class))
                        .taking(DemoPayments.class)
                        .byOperator()
                        .failing(404, "There are none: the node isn't part of a seminar"));
    }

    private static List<Operation> other() {
        return List.of(
                Operation.get(
                        OTHER,
                        "/events",
                        "Server-sent events: header, block, reorg, tx, peer, mining, message, status. See docs/api.md.",
                        new Media("text/event-stream")),
                Operation.post(
                                OTHER,
                                "/sql",
                                "One SELECT on the chain's database, within limits.",
                                new Item(SqlAnswer.class))
                        .taking(SqlQuestion.class)
                        .failing(503, "Too many are being answered"),
                Operation.post(
                                OTHER,
                                "/",
                                "Bitcoin Core's JSON-RPC, 1.0 and 2.0, with batches. The method help lists the others.",
                                new AnyJson())
                        .byOperator()
                        .failing(404, "There is no such method (JSON-RPC 1.0)")
                        .failing(500, "The call failed (JSON-RPC 1.0); the body has code and message"),
                Operation.get(OTHER, "/openapi.json", "This description.", new AnyJson()));
    }

    private static List<Operation> pages() {
        List<Operation> pages = new ArrayList<>();
        pages.add(Operation.get(PAGES, "/", "The board.", HTML));
        pages.add(Operation.get(PAGES, "/docs", "This description as a page.", HTML));
        pages.add(Operation.get(PAGES, "/docs/start.js", "The page's script.", FILE));
        pages.add(Operation.get(
                PAGES, "/join", "How to join; a page for browsers, else JSON.", new Item(JoinDirections.class)));
        pages.add(Operation.get(PAGES, "/join/wonsi.jar", "The node.", JAR));
        pages.add(Operation.get(PAGES, "/join/wonsi-wallet.jar", "The wallet.", JAR));
        for (String file : List.of("index.html", "icon.svg", "favicon.ico", "robots.txt")) {
            pages.add(Operation.get(PAGES, "/" + file, "A file of the board.", FILE));
        }
        for (String directory : List.of("css", "js", "i18n", "img", "lessons", "webjars")) {
            pages.add(Operation.get(PAGES, "/" + directory + "/{path}", "A file of the board.", FILE));
        }
        return pages;
    }
}
