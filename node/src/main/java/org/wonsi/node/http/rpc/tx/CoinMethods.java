package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.crypto.MuHash3072;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.UtxoSetInfo;

/** The methods about unspent outputs, one or all. */
public final class CoinMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";
    private static final String SERIALIZED = "hash_serialized_3";
    private static final String MUHASH = "muhash";
    private static final Set<String> HASH_TYPES = Set.of(SERIALIZED, MUHASH, "none");

    private final ChainView node;

    public CoinMethods(ChainView node) {
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
                        "The set of unspent outputs in figures; reads all of it. hash_type is hash_serialized_3, muhash or none.",
                        this::setInfo));
    }

    private JsonNode txOut(RpcParams p) {
        long index = p.longNumber(1);
        if (index < 0 || index > 0xffff_ffffL) {
            throw RpcException.of(RpcException.MISC_ERROR, "JSON integer out of range");
        }
        OutPoint out = new OutPoint(p.txid(0), index);
        boolean withMempool = p.flag(2, true);
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> {
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
        String type = p.optionalText(0).orElse(SERIALIZED);
        if (!HASH_TYPES.contains(type)) {
            throw RpcException.invalid("'" + type + "' is not a valid hash_type");
        }
        if (p.has(1)) {
            throw RpcException.invalid("Querying specific block heights requires coinstatsindex");
        }
        return node.queries().read(q -> {
            UtxoSetInfo info = q.utxoSetInfo();
            ObjectNode json = RpcJson.object()
                    .put("height", info.tip().height())
                    .put("bestblock", info.tip().hash().toDisplay())
                    .put("txouts", info.outputs())
                    .put("bogosize", info.bogoSize());
            if (type.equals(SERIALIZED)) {
                json.put(SERIALIZED, info.hashSerialized().toDisplay());
            } else if (type.equals(MUHASH)) {
                json.put(MUHASH, muHash(q).toDisplay());
            }
            json.set("total_amount", RpcJson.coins(info.totalAmount()));
            return json.put("transactions", info.transactions());
        });
    }

    /** Each coin as Core serializes it: outpoint, height doubled plus 1 for a coinbase's, output. */
    private static Hash256 muHash(StoreSnapshot chain) {
        MuHash3072 set = new MuHash3072();
        chain.forEachCoin((out, coin) -> {
            ByteWriter writer = new ByteWriter(100);
            out.encode(writer);
            writer.writeInt32(coin.height() << 1 | (coin.coinbase() ? 1 : 0));
            coin.output().encode(writer);
            set.add(writer.toByteString());
        });
        return set.hash();
    }
}
