package org.wonsi.node.http.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.node.http.node.body.LinkChange;
import org.wonsi.node.http.node.body.Mended;
import org.wonsi.node.http.node.body.PeerRequest;
import org.wonsi.node.http.node.body.PeerSummary;
import org.wonsi.node.http.node.body.PeerSummary.MessageCount;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.HttpProblemException;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PeerStatus;
import org.wonsi.node.service.lab.TalkService;

/** The routes {@code /node/peers} and {@code /node/links}: connections, and links that are cut or healed. */
final class PeerRoutes implements RouteFamily {
    private final SiblingNodes siblings;

    PeerRoutes(SiblingNodes siblings) {
        this.siblings = siblings;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.NODE, "/node/peers", "Its connections.", Content.list(PeerSummary.class)),
                ctx -> ctx.json(siblings.target(ctx).peers().list().stream()
                        .map(PeerRoutes::summary)
                        .toList()));
        routes.add(
                Operation.post(Tag.NODE, "/node/peers", "Connects to a node.", Content.NOTHING)
                        .taking(PeerRequest.class)
                        .answering(202)
                        .byOperator(),
                this::connect);
        routes.add(
                Operation.delete(Tag.NODE, "/node/peers/{id}", "Closes a connection.", Content.NOTHING)
                        .answering(204)
                        .byOperator()
                        .failing(404, "There is no such peer"),
                this::disconnect);
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/links",
                                "Cuts or heals the link between two nodes.",
                                Content.json(LinkChange.class))
                        .taking(LinkChange.class)
                        .byOperator()
                        .failing(404, "Neither node is in this process"),
                this::changeLink);
        routes.add(
                Operation.post(
                                Tag.NODE,
                                "/node/mend",
                                "Heals every cut link of this process's nodes, and starts those anew that have stopped.",
                                Content.json(Mended.class))
                        .byOperator()
                        .failing(503, "A node can't be started; the answer says why, and all else was mended"),
                this::mend);
    }

    private static PeerSummary summary(PeerStatus peer) {
        Map<String, MessageCount> messages = new TreeMap<>();
        peer.messages()
                .forEach((type, count) -> messages.put(
                        type,
                        new MessageCount(count.sent(), count.received(), count.bytesSent(), count.bytesReceived())));
        return new PeerSummary(
                peer.id(),
                peer.name().orElse(null),
                peer.address(),
                peer.inbound(),
                peer.userAgent(),
                peer.version(),
                peer.height(),
                peer.tip().map(BlockHash::toDisplay).orElse(null),
                peer.connectedAt().getEpochSecond(),
                peer.traffic().bytesSent(),
                peer.traffic().bytesReceived(),
                peer.traffic().lastSent(),
                peer.traffic().lastReceived(),
                peer.kind() == PeerKind.TAB
                        ? "tab"
                        : peer.traffic().direction().name().toLowerCase(Locale.ROOT),
                String.format(Locale.ROOT, "%016x", peer.peer().version().services()),
                peer.peer().misbehaviour(),
                peer.pingMillis().isPresent() ? peer.pingMillis().getAsLong() : null,
                messages);
    }

    private void connect(Context ctx) throws JsonProcessingException {
        String address = RequestBodies.required(
                RequestBodies.read(ctx, PeerRequest.class).address(), "address");
        if (!address.matches("[0-9A-Za-z.:\\[\\]%-]{1,255}:[0-9]{1,5}")) {
            throw HttpProblemException.badRequest("'" + address + "' is no host and port, such as 192.168.1.20:9001");
        }
        siblings.target(ctx).peers().connect(address);
        ctx.status(202);
    }

    private void disconnect(Context ctx) {
        String id = ctx.pathParam("id");
        if (!id.matches("[0-9]{1,18}") || !siblings.target(ctx).peers().disconnect(Long.parseLong(id))) {
            throw HttpProblemException.notFound("there is no peer " + id);
        }
        ctx.status(204);
    }

    private void changeLink(Context ctx) throws JsonProcessingException {
        LinkChange change = RequestBodies.read(ctx, LinkChange.class);
        String a = RequestBodies.required(change.a(), "a");
        String b = RequestBodies.required(change.b(), "b");
        if (a.equals(b)) {
            throw HttpProblemException.badRequest("a link is between two nodes, not from '" + a + "' to itself");
        }
        // One end may be in another process; the end that is here cuts for both.
        if (siblings.find(a).isEmpty() && siblings.find(b).isEmpty()) {
            siblings.named(a);
        }
        siblings.find(a).ifPresent(node -> change(node, b, change.connected()));
        siblings.find(b).ifPresent(node -> change(node, a, change.connected()));
        ctx.json(change);
    }

    private void mend(Context ctx) throws JsonProcessingException {
        RequestBodies.readNothing(ctx);
        List<String> started = List.of();
        Optional<String> failure = Optional.empty();
        try {
            // First, so that their links are healed like all others.
            Optional<TalkService.Restarter> restarter = siblings.self().restarter();
            started = restarter.isPresent() ? restarter.get().restartStopped() : List.of();
        } catch (IOException e) {
            // The links between those that run are healed all the same.
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
        List<LinkChange> joined = healAll();
        if (failure.isPresent()) {
            throw HttpProblemException.of(503, failure.get());
        }
        ctx.json(new Mended(joined, started));
    }

    private List<LinkChange> healAll() {
        Map<Set<String>, LinkChange> joined = new LinkedHashMap<>();
        for (NodeService node : siblings.all()) {
            for (String other : node.peers().cutFrom()) {
                joined.putIfAbsent(Set.of(node.name(), other), new LinkChange(node.name(), other, true));
            }
        }
        joined.values().forEach(link -> {
            siblings.find(link.a()).ifPresent(node -> node.peers().heal(link.b()));
            siblings.find(link.b()).ifPresent(node -> node.peers().heal(link.a()));
        });
        return List.copyOf(joined.values());
    }

    private static void change(NodeService node, String other, boolean connected) {
        if (connected) {
            node.peers().heal(other);
        } else {
            node.peers().cut(other);
        }
    }
}
