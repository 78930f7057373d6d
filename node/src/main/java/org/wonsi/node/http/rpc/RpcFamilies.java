package org.wonsi.node.http.rpc;

import java.util.List;
import org.wonsi.node.app.LogSetup;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.TxSender;

/** All methods of a node's JSON-RPC. */
public final class RpcFamilies {
    private RpcFamilies() {}

    /** The routes that answer them. */
    public static RpcRoutes routes(NodeService node, TxSender sender) {
        TipWait wait = new TipWait(node);
        LastAssembled assembled = new LastAssembled();
        return new RpcRoutes(
                List.of(
                        new ChainMethods(node),
                        new BlockMethods(node),
                        new StatisticsMethods(node),
                        new VerifyMethods(node),
                        new WaitingMethods(node, wait),
                        new MempoolMethods(node),
                        new CoinMethods(node),
                        new DescriptorMethods(node),
                        new RawTransactionMethods(node),
                        new SendingMethods(node, sender),
                        new SigningMethods(node),
                        new MiningMethods(node, assembled),
                        new TemplateMethods(node, wait, assembled),
                        new GeneratingMethods(node, assembled),
                        new PriorityMethods(node),
                        new MessageMethods(node),
                        new MultisigMethods(node),
                        new NetworkMethods(node),
                        new DiallingMethods(node),
                        new ControlMethods(node),
                        new ClockMethods(node)),
                LogSetup.file(node.dataDirectory()));
    }
}
