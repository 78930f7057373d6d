package org.wonsi.node.http.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.event.LoggedEvent.BlockChange;
import org.wonsi.node.service.event.LoggedEvent.Body;
import org.wonsi.node.service.event.LoggedEvent.Header;
import org.wonsi.node.service.event.LoggedEvent.Lab;
import org.wonsi.node.service.event.LoggedEvent.Message;
import org.wonsi.node.service.event.LoggedEvent.Mining;
import org.wonsi.node.service.event.LoggedEvent.Peer;
import org.wonsi.node.service.event.LoggedEvent.Refused;
import org.wonsi.node.service.event.LoggedEvent.Reorg;
import org.wonsi.node.service.event.LoggedEvent.Status;
import org.wonsi.node.service.event.LoggedEvent.TalkMoved;
import org.wonsi.node.service.event.LoggedEvent.Tx;
import org.wonsi.node.service.event.LoggedEvent.Vote;

/** The text of an event as it is sent: id, name, JSON. */
public final class EventText {
    private EventText() {}

    static String of(LoggedEvent event) {
        return "id: " + event.id() + "\nevent: " + event.body().type() + "\ndata: " + Json.write(json(event)) + "\n\n";
    }

    /** An event's data: its node, its time, and what happened. */
    public static ObjectNode json(LoggedEvent event) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.put("node", event.node()).put("time", event.time());
        addBody(json, event.body());
        return json;
    }

    private static void addBody(ObjectNode json, Body body) {
        if (body instanceof Header header) {
            json.put("hash", header.hash()).put("prev", header.prev()).put("height", header.height());
        } else if (body instanceof BlockChange block) {
            json.put("hash", block.hash())
                    .put("prev", block.prev())
                    .put("height", block.height())
                    .put("finder", block.finder())
                    .put("tx_count", block.txCount())
                    .put("change", lower(block.change()));
        } else if (body instanceof Reorg reorg) {
            json.put("from", reorg.from())
                    .put("to", reorg.to())
                    .put("fork_height", reorg.forkHeight())
                    .put("disconnected", reorg.disconnected())
                    .put("connected", reorg.connected());
        } else if (body instanceof Tx tx) {
            json.put("txid", tx.txid())
                    .put("change", lower(tx.change()))
                    .put("fee_rate", tx.feeRate())
                    .put("vsize", tx.vsize());
        } else if (body instanceof Peer peer) {
            json.put("peer", peer.peer()).put("change", lower(peer.change()));
        } else if (body instanceof Mining mining) {
            json.put("hash_rate", mining.hashRate()).put("tries", mining.tries());
            mining.bestHash().ifPresent(hash -> json.put("best_hash", hash));
        } else if (body instanceof Message message) {
            json.put("peer", message.peer())
                    .put("direction", lower(message.direction()))
                    .put("type", message.name());
            message.id().ifPresent(id -> json.put("id", id));
            json.put("count", message.count());
        } else if (body instanceof Status status) {
            json.put("state", status.state()).put("detail", status.detail());
        } else if (body instanceof Refused refused) {
            json.put("hash", refused.hash())
                    .put("source", refused.source())
                    .put("reason", refused.reason())
                    .put("detail", refused.detail());
        } else if (body instanceof Lab lab) {
            json.put("experiment", lab.experiment()).put("version", lab.version());
        } else if (body instanceof Vote vote) {
            json.put("vote", vote.vote()).put("phase", vote.phase());
        } else if (body instanceof TalkMoved talk) {
            json.put("version", talk.version());
        } else {
            throw new IllegalStateException("an event of a kind that has no JSON: " + body);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
