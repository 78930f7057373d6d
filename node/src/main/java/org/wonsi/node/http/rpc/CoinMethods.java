package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.store.UtxoSetInfo;

/** The unspent outputs, one or all. */
final class CoinMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";

    private final NodeService node;

    CoinMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "gettxout txid n include_mempool?",
                        "An unspent output; null if it is spent.",
                        this::txOut),
                RpcMethod.of(
                        CATEGORY,
                        "gettxoutsetinfo hash_type? hash_or_height? use_index?",
                        "The set of unspent outputs in figures; reads all of it.",
                        this::setInfo));
    }

    private JsonNode txOut(RpcParams p) {
        long index = p.longNumber(1);
        if (index < 0 || index > 0xffff_ffffL) {
            throw RpcError.of(RpcError.MISC_ERROR, "JSON integer out of range");
        }
        OutPoint out = new OutPoint(p.txid(0), index);
        boolean withMempool = p.flag(2, true);
        return Answer.await(node.readChain((chain, mempool) -> {
            Optional<Coin> coin = withMempool ? mempool.coin(out) : chain.coin(out);
            boolean waiting = mempool.entry(out.txid()).isPresent();
            return coin.<JsonNode>map(c -> {
                        ObjectNode json = RpcJson.object()
                                .put("bestblock", chain.tip().hash().toDisplay())
                                .put("confirmations", waiting ? 0 : chain.tip().height() - c.height() + 1);
                        json.set("value", RpcJson.coins(c.output().value()));
                        json.set(
                                "scriptPubKey",
                                ScriptJson.scriptPubKey(c.output().scriptPubKey(), node.params()));
                        return json.put("coinbase", c.coinbase());
                    })
                    .orElse(NullNode.getInstance());
        }));
    }

    private JsonNode setInfo(RpcParams p) {
        String type = p.optionalText(0).orElse("hash_serialized_3");
        if (!type.equals("hash_serialized_3") && !type.equals("none")) {
            throw RpcError.invalid("'" + type + "' is not a valid hash_type; known are hash_serialized_3 and none");
        }
        if (p.has(1)) {
            throw RpcError.invalid("Querying specific block heights requires coinstatsindex");
        }
        UtxoSetInfo info = node.queries().utxoSetInfo();
        ObjectNode json = RpcJson.object()
                .put("height", info.tip().height())
                .put("bestblock", info.tip().hash().toDisplay())
                .put("txouts", info.outputs())
                .put("bogosize", info.bogoSize());
        if (type.equals("hash_serialized_3")) {
            json.put("hash_serialized_3", info.hashSerialized().toDisplay());
        }
        json.set("total_amount", RpcJson.coins(info.totalAmount()));
        return json.put("transactions", info.transactions());
    }
}
