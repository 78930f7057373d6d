package org.wonsi.node.http.rpc;

import java.util.List;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.TxSender;

/** All methods of a node's JSON-RPC. */
public final class RpcFamilies {
    private RpcFamilies() {}

    /** The routes that answer them. */
    public static RpcRoutes routes(NodeService node, TxSender sender) {
        return new RpcRoutes(List.of(
                new ChainMethods(node),
                new BlockMethods(node),
                new MempoolMethods(node, sender),
                new RawTransactionMethods(node),
                new SigningMethods(node),
                new MiningMethods(node),
                new GeneratingMethods(node),
                new NetworkMethods(node),
                new ControlMethods(node)));
    }
}
