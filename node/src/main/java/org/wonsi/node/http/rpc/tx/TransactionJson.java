package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.store.query.TxRecord;

/** The JSON of transactions as Bitcoin Core shows them. Source: Bitcoin Core, {@code TxToUniv}. */
public final class TransactionJson {
    private static final int WEIGHT_PER_BYTE = 4;

    private final ChainParams params;

    public TransactionJson(ChainParams params) {
        this.params = params;
    }

    /** The fields that {@code decoderawtransaction} answers. */
    public ObjectNode plain(Transaction tx) {
        return of(tx, Map.of());
    }

    /** The fields that {@code getblock} answers with verbosity 2, or 3 with the outputs that are spent. */
    public ObjectNode inBlock(TxRecord tx, boolean withPrevouts) {
        ObjectNode json = of(tx.tx(), withPrevouts ? tx.spent() : Map.of());
        if (!tx.tx().isCoinbase() && tx.spent().size() == tx.tx().inputs().size()) {
            json.set("fee", RpcJson.coins(tx.fee()));
        }
        return json.put("hex", tx.tx().encode().toHex());
    }

    private ObjectNode of(Transaction tx, Map<OutPoint, Coin> spent) {
        ObjectNode json = RpcJson.object()
                .put("txid", tx.txid().toDisplay())
                .put("hash", tx.txid().toDisplay())
                .put("version", Integer.toUnsignedLong(tx.version()))
                .put("size", tx.size())
                .put("vsize", tx.size())
                .put("weight", WEIGHT_PER_BYTE * tx.size())
                .put("locktime", tx.lockTime());
        ArrayNode inputs = json.putArray("vin");
        tx.inputs().forEach(input -> inputs.add(input(input, spent)));
        ArrayNode outputs = json.putArray("vout");
        List<TxOut> list = tx.outputs();
        for (int i = 0; i < list.size(); i++) {
            outputs.add(output(list.get(i), i));
        }
        return json;
    }

    private ObjectNode input(TxIn input, Map<OutPoint, Coin> spent) {
        ObjectNode json = RpcJson.object();
        if (input.prevout().isNull()) {
            json.put("coinbase", input.scriptSig().bytes().toHex());
        } else {
            json.put("txid", input.prevout().txid().toDisplay())
                    .put("vout", input.prevout().index())
                    .set("scriptSig", ScriptJson.scriptSig(input.scriptSig()));
            Coin coin = spent.get(input.prevout());
            if (coin != null) {
                json.set("prevout", prevout(coin));
            }
        }
        return json.put("sequence", input.sequence());
    }

    private ObjectNode prevout(Coin coin) {
        ObjectNode json = RpcJson.object().put("generated", coin.coinbase()).put("height", coin.height());
        json.set("value", RpcJson.coins(coin.output().value()));
        return json.set("scriptPubKey", ScriptJson.scriptPubKey(coin.output().scriptPubKey(), params));
    }

    private ObjectNode output(TxOut output, int index) {
        ObjectNode json = RpcJson.object();
        json.set("value", RpcJson.coins(output.value()));
        json.put("n", index);
        return json.set("scriptPubKey", ScriptJson.scriptPubKey(output.scriptPubKey(), params));
    }
}
