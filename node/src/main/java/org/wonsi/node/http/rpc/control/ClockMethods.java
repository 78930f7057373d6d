package org.wonsi.node.http.rpc.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.platform.MockableClock;
import org.wonsi.node.service.NodeService;

/** The methods that set the clock for tests; regtest only. */
public final class ClockMethods implements MethodFamily {
    private static final String CATEGORY = "Control";
    private static final int HOUR = 3600;

    /** Core's limit: a clock of 64 bits that counts nanoseconds. */
    private static final long MOST_SECONDS = 9_223_372_036L;

    /** A header has 32 bits for the time. */
    private static final long LAST_BLOCK_TIME = 0xffff_ffffL;

    private final NodeService node;

    public ClockMethods(NodeService node) {
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

    private static RpcException forRegtest(String method) {
        return RpcException.of(RpcException.MISC_ERROR, method + " is for regression testing (-regtest mode) only");
    }

    private JsonNode forward(RpcParams p) {
        if (node.params().network() != Network.REGTEST) {
            throw forRegtest("mockscheduler");
        }
        long seconds = p.longNumber(0);
        if (seconds <= 0 || seconds > HOUR) {
            throw RpcException.of(RpcException.MISC_ERROR, "delta_time must be between 1 and 3600 seconds (1 hr)");
        }
        AwaitedAnswer.await(node.forwardTimers(Duration.ofSeconds(seconds)));
        return NullNode.getInstance();
    }

    private JsonNode setMockTime(RpcParams p) {
        long seconds = p.longNumber(0);
        if (node.params().network() != Network.REGTEST || !(node.clock() instanceof MockableClock clock)) {
            throw forRegtest("setmocktime");
        }
        if (seconds < 0 || seconds > MOST_SECONDS) {
            throw RpcException.invalid("Mocktime must be in the range [0, " + MOST_SECONDS + "], not " + seconds + ".");
        }
        if (seconds > LAST_BLOCK_TIME) {
            throw RpcException.invalid("Mocktime is after the last time a block can have, " + LAST_BLOCK_TIME);
        }
        Runnable change = seconds == 0 ? clock::run : () -> clock.stopAt(Instant.ofEpochSecond(seconds));
        AwaitedAnswer.await(node.setClock(change));
        return NullNode.getInstance();
    }
}
