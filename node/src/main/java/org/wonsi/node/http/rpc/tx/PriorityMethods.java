package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.NodeService;

/** The methods about transactions that this node's miner values otherwise than by their fees. */
public final class PriorityMethods implements MethodFamily {
    private static final String CATEGORY = "Mining";

    private final NodeService node;

    public PriorityMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "prioritisetransaction txid dummy? fee_delta",
                        "Values a transaction by so many satoshis higher than its fee, or lower, when blocks are made; dummy"
                                + " is 0. The transaction needn't wait yet. Nothing more is paid.",
                        this::prioritise),
                RpcMethod.of(
                        CATEGORY,
                        "getprioritisedtransactions",
                        "The transactions of which prioritisetransaction spoke.",
                        p -> all()));
    }

    private JsonNode prioritise(RpcParams p) {
        Txid txid = p.txid(0);
        if (p.has(1) && (!p.get(1).isNumber() || p.get(1).asDouble() != 0)) {
            throw RpcException.invalid(
                    "Priority is no longer supported, dummy argument to prioritisetransaction must be 0.");
        }
        return BooleanNode.valueOf(AwaitedAnswer.await(node.prioritise(txid, p.longNumber(2))));
    }

    private JsonNode all() {
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> {
            ObjectNode json = RpcJson.object();
            for (Map.Entry<Txid, Long> said : mempool.priorities().entrySet()) {
                ObjectNode one = json.putObject(said.getKey().toDisplay()).put("fee_delta", said.getValue());
                one.put("in_mempool", mempool.entry(said.getKey()).isPresent());
                mempool.entry(said.getKey())
                        .ifPresent(entry ->
                                one.put("modified_fee", entry.modifiedFee().satoshis()));
            }
            return json;
        }));
    }
}
