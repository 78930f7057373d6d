package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/** The methods that answer when the chain has reached some height or tip. */
public final class WaitingMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";

    private final ChainView node;
    private final TipWait wait;

    public WaitingMethods(ChainView node, TipWait wait) {
        this.node = node;
        this.wait = wait;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "waitfornewblock timeout?",
                        "Waits for another tip, at most so many milliseconds (0: ten minutes), and answers the tip.",
                        p -> {
                            HeaderNode before = node.snapshot().tip();
                            return until(p, 0, tip -> tip != before);
                        }),
                RpcMethod.of(
                        CATEGORY,
                        "waitforblock blockhash timeout?",
                        "Waits until a block is the tip, at most so many milliseconds, and answers the tip.",
                        p -> {
                            BlockHash hash = p.blockHash(0);
                            return until(p, 1, tip -> tip.hash().equals(hash));
                        }),
                RpcMethod.of(
                        CATEGORY,
                        "waitforblockheight height timeout?",
                        "Waits until the tip is as high, at most so many milliseconds, and answers the tip.",
                        p -> {
                            int height = p.number(0);
                            return until(p, 1, tip -> tip.height() >= height);
                        }));
    }

    private JsonNode until(RpcParams p, int timeout, Predicate<HeaderNode> wanted) {
        HeaderNode tip = wait.until(state -> wanted.test(state.tip()), p.number(timeout, 0))
                .tip();
        return RpcJson.object().put("hash", tip.hash().toDisplay()).put("height", tip.height());
    }
}
