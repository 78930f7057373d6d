package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/** The methods about output scripts as descriptors: explained, and looked for among the unspent outputs. */
public final class DescriptorMethods implements MethodFamily {
    private final ChainView node;

    public DescriptorMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        "Util",
                        "getdescriptorinfo descriptor",
                        "A descriptor with its checksum: raw(HEX), addr(ADDRESS), pk(KEY) or pkh(KEY).",
                        this::info),
                RpcMethod.of(
                        "Util", "deriveaddresses descriptor range?", "The address of a descriptor.", this::addresses),
                RpcMethod.of(
                        "Blockchain",
                        "scantxoutset action scanobjects?",
                        "Looks through all unspent outputs for those of descriptors; action is start. (abort and status"
                                + " find nothing to do: the call is answered when the scan is done.)",
                        this::scan));
    }

    private JsonNode info(RpcParams p) {
        Descriptor descriptor = Descriptor.parse(p.text(0), node.params());
        return RpcJson.object()
                .put("descriptor", descriptor.publicText() + "#" + Descriptor.checksum(descriptor.publicText()))
                .put("checksum", Descriptor.checksum(descriptor.text()))
                .put("isrange", false)
                .put("issolvable", descriptor.isSolvable())
                .put("hasprivatekeys", descriptor.hasPrivateKey());
    }

    private JsonNode addresses(RpcParams p) {
        String text = p.text(0);
        if (text.indexOf('#') < 0) {
            throw RpcException.notFound("Missing checksum");
        }
        if (p.has(1)) {
            throw RpcException.invalid("Range should not be specified for an un-ranged descriptor");
        }
        Address address = Address.ofScript(Descriptor.parse(text, node.params()).script(), node.params())
                .orElseThrow(() -> RpcException.notFound("Descriptor does not have a corresponding address"));
        return RpcJson.array().add(address.toString());
    }

    private JsonNode scan(RpcParams p) {
        switch (p.text(0)) {
            case "status" -> {
                return NullNode.getInstance();
            }
            case "abort" -> {
                return BooleanNode.FALSE;
            }
            case "start" -> {
                return start(p);
            }
            default -> throw RpcException.invalid("Invalid action '" + p.text(0) + "'");
        }
    }

    private JsonNode start(RpcParams p) {
        if (!p.has(1)) {
            throw RpcException.of(RpcException.MISC_ERROR, "scanobjects argument is required for the start action");
        }
        Map<Script, Descriptor> wanted = new HashMap<>();
        for (JsonNode object : p.array(1)) {
            JsonNode text = object.isObject() ? object.path("desc") : object;
            if (!text.isTextual()) {
                throw RpcException.invalid("Scan object needs to be either a string or an object");
            }
            Descriptor descriptor = Descriptor.parse(text.asText(), node.params());
            wanted.put(descriptor.script(), descriptor);
        }
        return node.queries().read(q -> new Scan(wanted, q).json());
    }

    /** One walk through the coins. */
    private static final class Scan {
        private final Map<Script, Descriptor> wanted;
        private final StoreSnapshot chain;
        private final BlockInfo tip;
        private final ArrayNode found = RpcJson.array();
        private long seen;
        private Amount total = Amount.ZERO;

        Scan(Map<Script, Descriptor> wanted, StoreSnapshot chain) {
            this.wanted = wanted;
            this.chain = chain;
            this.tip = chain.tip().orElseThrow();
        }

        ObjectNode json() {
            chain.forEachCoin(this::look);
            ObjectNode json = RpcJson.object()
                    .put("success", true)
                    .put("txouts", seen)
                    .put("height", tip.height())
                    .put("bestblock", tip.hash().toDisplay());
            json.set("unspents", found);
            json.set("total_amount", RpcJson.coins(total));
            return json;
        }

        private void look(OutPoint out, Coin coin) {
            seen++;
            Script script = coin.output().scriptPubKey();
            Descriptor descriptor = wanted.get(script);
            if (descriptor == null) {
                return;
            }
            total = total.plus(coin.output().value());
            ObjectNode json = found.addObject()
                    .put("txid", out.txid().toDisplay())
                    .put("vout", out.index())
                    .put("scriptPubKey", script.bytes().toHex())
                    .put("desc", descriptor.publicText() + "#" + Descriptor.checksum(descriptor.publicText()));
            json.set("amount", RpcJson.coins(coin.output().value()));
            json.put("coinbase", coin.coinbase()).put("height", coin.height());
            chain.hashAt(coin.height()).ifPresent(hash -> json.put("blockhash", hash.toDisplay()));
            json.put("confirmations", tip.height() - coin.height() + 1);
        }
    }
}
