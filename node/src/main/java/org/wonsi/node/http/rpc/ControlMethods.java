package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.app.MockableClock;
import org.wonsi.node.app.NodeService;

/** The node itself: how long it runs, its indexes, its clock, its end. */
final class ControlMethods implements MethodFamily {
    private static final String CATEGORY = "Control";

    private final NodeService node;

    ControlMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "uptime",
                        "Seconds since the node started.",
                        p -> LongNode.valueOf(
                                Duration.between(node.startedAt(), node.clock().instant())
                                        .toSeconds())),
                RpcMethod.of(CATEGORY, "stop wait?", "Stops the node.", p -> {
                    node.requestStop();
                    return RpcJson.text("Wonsi stopping");
                }),
                RpcMethod.of("Util", "getindexinfo index_name?", "Indexes, and how far they are.", this::indexes),
                RpcMethod.of(
                        CATEGORY,
                        "setmocktime timestamp",
                        "Stops the node's clock at a moment (seconds since 1970 UTC); 0 sets it going again. Regtest only.",
                        this::setMockTime));
    }

    private JsonNode indexes(RpcParams p) {
        ObjectNode json = RpcJson.object();
        int height = node.snapshot().tip().height();
        add(json, p, "txindex", height);
        if (node.queries().hasAddressIndex()) {
            add(json, p, "addressindex", height);
        }
        return json;
    }

    private static void add(ObjectNode json, RpcParams p, String name, int height) {
        if (p.optionalText(0).map(name::equals).orElse(true)) {
            json.putObject(name).put("synced", true).put("best_block_height", height);
        }
    }

    private JsonNode setMockTime(RpcParams p) {
        long seconds = p.optionalLong(0).orElse(0);
        if (node.params().network() != Network.REGTEST || !(node.clock() instanceof MockableClock clock)) {
            throw RpcError.of(RpcError.MISC_ERROR, "setmocktime is for regression testing (-regtest mode) only");
        }
        if (seconds < 0 || seconds > 0xffff_ffffL) {
            throw RpcError.invalid("Mocktime cannot be negative or past 2106: " + seconds);
        }
        if (seconds == 0) {
            clock.run();
        } else {
            clock.stopAt(Instant.ofEpochSecond(seconds));
        }
        return NullNode.getInstance();
    }
}
