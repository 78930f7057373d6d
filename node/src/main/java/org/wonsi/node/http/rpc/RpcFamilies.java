package org.wonsi.node.http.rpc;

import java.util.List;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.http.rpc.chain.BlockMethods;
import org.wonsi.node.http.rpc.chain.ChainMethods;
import org.wonsi.node.http.rpc.chain.StatisticsMethods;
import org.wonsi.node.http.rpc.chain.TipWait;
import org.wonsi.node.http.rpc.chain.VerifyMethods;
import org.wonsi.node.http.rpc.chain.WaitingMethods;
import org.wonsi.node.http.rpc.control.ClockMethods;
import org.wonsi.node.http.rpc.control.ControlMethods;
import org.wonsi.node.http.rpc.control.DiallingMethods;
import org.wonsi.node.http.rpc.control.NetworkMethods;
import org.wonsi.node.http.rpc.mining.GeneratingMethods;
import org.wonsi.node.http.rpc.mining.LastAssembled;
import org.wonsi.node.http.rpc.mining.MiningMethods;
import org.wonsi.node.http.rpc.mining.TemplateMethods;
import org.wonsi.node.http.rpc.tx.CoinMethods;
import org.wonsi.node.http.rpc.tx.DescriptorMethods;
import org.wonsi.node.http.rpc.tx.MempoolMethods;
import org.wonsi.node.http.rpc.tx.MessageMethods;
import org.wonsi.node.http.rpc.tx.MultisigMethods;
import org.wonsi.node.http.rpc.tx.PriorityMethods;
import org.wonsi.node.http.rpc.tx.RawTransactionMethods;
import org.wonsi.node.http.rpc.tx.SendingMethods;
import org.wonsi.node.http.rpc.tx.SigningMethods;
import org.wonsi.node.platform.LogSetup;
import org.wonsi.node.service.NodeService;

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
