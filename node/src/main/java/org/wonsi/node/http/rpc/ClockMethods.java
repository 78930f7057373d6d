package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.app.MockableClock;
import org.wonsi.node.app.NodeService;

/** Time as tests want it; regtest only. */
final class ClockMethods implements MethodFamily {
    private static final String CATEGORY = "Control";
    private static final int HOUR = 3600;

    private final NodeService node;

    ClockMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "setmocktime timestamp",
                        "Stops the node's clock at a moment (seconds since 1970 UTC); 0 sets it going again. Regtest only.",
                        this::setMockTime),
                RpcMethod.of(
                        CATEGORY,
                        "mockscheduler delta_time",
                        "Makes what is done at intervals due so many seconds earlier. Regtest only.",
                        this::forward));
    }

    private static RpcError forRegtest(String method) {
        return RpcError.of(RpcError.MISC_ERROR, method + " is for regression testing (-regtest mode) only");
    }

    private JsonNode forward(RpcParams p) {
        if (node.params().network() != Network.REGTEST) {
            throw forRegtest("mockscheduler");
        }
        long seconds = p.optionalLong(0).orElse(0);
        if (seconds <= 0 || seconds > HOUR) {
            throw RpcError.of(RpcError.MISC_ERROR, "delta_time must be between 1 and 3600 seconds (1 hr)");
        }
        Answer.await(node.forwardTimers(Duration.ofSeconds(seconds)));
        return NullNode.getInstance();
    }

    private JsonNode setMockTime(RpcParams p) {
        long seconds = p.optionalLong(0).orElse(0);
        if (node.params().network() != Network.REGTEST || !(node.clock() instanceof MockableClock clock)) {
            throw forRegtest("setmocktime");
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
