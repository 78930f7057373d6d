package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.route.TxSender;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;
import org.wonsi.node.store.query.TxRecord;

/** The methods about transactions as bytes: read, explained, put together. */
public final class RawTransactionMethods implements MethodFamily {
    private static final String CATEGORY = "Rawtransactions";

    private final ChainView node;
    private final TransactionJson transactions;

    public RawTransactionMethods(ChainView node) {
        this.node = node;
        this.transactions = new TransactionJson(node.params());
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "getrawtransaction txid verbosity|verbose? blockhash?",
                        "A waiting or confirmed transaction, as hex (0), explained (1), or with its fee and what it spends (2)."
                                + " With blockhash, the one in that block, which may be stale.",
                        this::get),
                RpcMethod.of(
                        CATEGORY,
                        "decoderawtransaction hexstring iswitness?",
                        "A transaction explained.",
                        p -> transactions.plain(decode(p.text(0), "TX decode failed"))),
                RpcMethod.of(CATEGORY, "decodescript hexstring", "A script explained.", this::decodeScript),
                RpcMethod.of(
                        CATEGORY,
                        "createrawtransaction inputs outputs locktime? replaceable?",
                        "Puts a transaction together, without signatures.",
                        this::create));
    }

    /** A transaction in hex; what isn't one is refused with this message. */
    public static Transaction decode(String hex, String message) {
        try {
            return Transaction.decode(ByteString.ofHex(hex));
        } catch (MalformedException e) {
            throw RpcException.of(TxSender.DECODE_FAILED, message);
        }
    }

    private JsonNode get(RpcParams p) {
        Txid txid = p.txid(0, "parameter 1");
        int verbosity = p.verbosity(1, 0);
        if (txid.hash().equals(node.params().genesis().header().merkleRoot())) {
            throw RpcException.notFound(
                    "The genesis block coinbase is not considered an ordinary transaction and cannot be retrieved");
        }
        Optional<Transaction> waiting = p.has(2) ? Optional.empty() : waiting(txid);
        if (waiting.isPresent()) {
            String hex = waiting.get().encode().toHex();
            return verbosity <= 0
                    ? RpcJson.text(hex)
                    : transactions.plain(waiting.get()).put("hex", hex);
        }
        return node.queries()
                .read(q -> p.has(2)
                        ? inBlock(q, txid, p.blockHash(2, "parameter 3"), verbosity)
                        : anywhere(q, txid, verbosity));
    }

    private JsonNode inBlock(StoreSnapshot chain, Txid txid, BlockHash hash, int verbosity) {
        BlockInfo block = chain.block(hash).orElseThrow(() -> RpcException.notFound("Block hash not found"));
        if (!block.hasBody()) {
            throw RpcException.of(RpcException.MISC_ERROR, "Block not available");
        }
        int index = chain.txids(hash).indexOf(txid);
        if (index < 0) {
            throw notFound("No such transaction found in the provided block");
        }
        TxRecord tx = chain.txs(hash, index, 1).get(0);
        if (verbosity <= 0) {
            return RpcJson.text(tx.tx().encode().toHex());
        }
        ObjectNode json = RpcJson.object().put("in_active_chain", block.active());
        return json.setAll(confirmed(tx, block, chain, verbosity));
    }

    private JsonNode anywhere(StoreSnapshot chain, Txid txid, int verbosity) {
        TxRecord tx = chain.tx(txid).orElseThrow(() -> notFound("No such mempool or blockchain transaction"));
        return verbosity <= 0
                ? RpcJson.text(tx.tx().encode().toHex())
                : confirmed(tx, chain.block(tx.block().hash()).orElseThrow(), chain, verbosity);
    }

    private static RpcException notFound(String what) {
        return RpcException.notFound(what + ". Use gettransaction for wallet transactions.");
    }

    /** What waits has no fee here either, as in Core. */
    private ObjectNode confirmed(TxRecord tx, BlockInfo block, StoreSnapshot chain, int verbosity) {
        ObjectNode json = verbosity >= 2
                ? transactions.inBlock(tx, true)
                : transactions.plain(tx.tx()).put("hex", tx.tx().encode().toHex());
        json.put("blockhash", block.hash().toDisplay());
        if (!block.active()) {
            return json.put("confirmations", 0);
        }
        int tip = chain.tip().map(BlockInfo::height).orElse(block.height());
        return json.put("confirmations", tip - block.height() + 1)
                .put("time", block.header().time())
                .put("blocktime", block.header().time());
    }

    private Optional<Transaction> waiting(Txid txid) {
        return AwaitedAnswer.await(node.readChain((chain, mempool) -> mempool.entry(txid)))
                .map(MempoolEntry::tx);
    }

    private JsonNode decodeScript(RpcParams p) {
        Script script = new Script(p.bytes(0, "argument"));
        ObjectNode json = RpcJson.object()
                .put("asm", ScriptText.format(script))
                .put("desc", Descriptor.infer(script, node.params()).toString());
        Address.ofScript(script, node.params()).ifPresent(address -> json.put("address", address.toString()));
        ScriptType type = StandardScript.of(script).type();
        json.put("type", type.coreName());
        if (type != ScriptType.SCRIPTHASH && type != ScriptType.NULL_DATA && !type.isWitnessProgram()) {
            json.put(
                    "p2sh",
                    Address.ofScript(StandardScript.payToScriptHash(script), node.params())
                            .map(Address::toString)
                            .orElse(""));
        }
        return json;
    }

    private JsonNode create(RpcParams p) {
        long lockTime = p.optionalLong(2).orElse(0);
        if (lockTime < 0 || lockTime > 0xffff_ffffL) {
            throw RpcException.invalid("Invalid parameter, locktime out of range");
        }
        boolean replaceable = p.flag(3, true);
        long sequence =
                replaceable ? TxIn.SEQUENCE_REPLACEABLE : lockTime > 0 ? TxIn.SEQUENCE_LOCKABLE : TxIn.SEQUENCE_FINAL;
        List<TxIn> inputs = new ArrayList<>();
        p.array(0).forEach(input -> inputs.add(input(input, sequence)));
        Transaction tx = new Transaction(2, inputs, outputs(p.get(1)), lockTime);
        if (p.has(3) && replaceable && !inputs.isEmpty() && inputs.stream().noneMatch(TxIn::signalsReplacement)) {
            throw RpcException.invalid(
                    "Invalid parameter combination: Sequence number(s) contradict replaceable option");
        }
        return RpcJson.text(tx.encode().toHex());
    }

    private static TxIn input(JsonNode input, long usual) {
        if (!input.isObject()) {
            throw RpcException.of(RpcException.TYPE_ERROR, RpcParams.notOfType(input, "object"));
        }
        Txid txid = new Txid(RpcParams.hash(input, "txid"));
        JsonNode vout = input.path("vout");
        if (!vout.isNumber()) {
            throw RpcException.invalid("Invalid parameter, missing vout key");
        }
        int index = RpcParams.number(vout);
        if (index < 0) {
            throw RpcException.invalid("Invalid parameter, vout cannot be negative");
        }
        long sequence = usual;
        if (input.path("sequence").isNumber()) {
            sequence = RpcParams.longNumber(input.get("sequence"));
        }
        if (sequence < 0 || sequence > TxIn.SEQUENCE_FINAL) {
            throw RpcException.invalid("Invalid parameter, sequence number is out of range");
        }
        return new TxIn(new OutPoint(txid, index), Script.EMPTY, sequence);
    }

    private List<TxOut> outputs(JsonNode json) {
        if (json.isNull()) {
            throw RpcException.invalid("Invalid parameter, output argument must be non-null");
        }
        if (!json.isContainerNode()) {
            throw RpcException.of(RpcException.TYPE_ERROR, RpcParams.notOfType(json, "array"));
        }
        List<Map.Entry<String, JsonNode>> pairs = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(object -> pairs.add(onlyPair(object)));
        } else {
            pairs.addAll(json.properties());
        }
        Set<String> seen = new HashSet<>();
        List<TxOut> outputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> pair : pairs) {
            if (!seen.add(pair.getKey())) {
                throw RpcException.invalid(
                        pair.getKey().equals("data")
                                ? "Invalid parameter, duplicate key: data"
                                : "Invalid parameter, duplicated address: " + pair.getKey());
            }
            outputs.add(output(pair.getKey(), pair.getValue()));
        }
        return outputs;
    }

    private static Map.Entry<String, JsonNode> onlyPair(JsonNode object) {
        if (!object.isObject()) {
            throw RpcException.invalid("Invalid parameter, key-value pair not an object as expected");
        }
        if (object.size() != 1) {
            throw RpcException.invalid("Invalid parameter, key-value pair must contain exactly one key");
        }
        return object.properties().iterator().next();
    }

    private TxOut output(String name, JsonNode value) {
        if (name.equals("data")) {
            try {
                return new TxOut(Amount.ZERO, StandardScript.nullData(ByteString.ofHex(value.asText())));
            } catch (MalformedException e) {
                throw RpcException.invalid("Data must be hexadecimal string (not '" + value.asText() + "')");
            }
        }
        Amount amount = RpcJson.amount(value);
        Address address = RpcParams.address(name, node.params(), "Invalid Bitcoin address: " + name);
        return new TxOut(amount, address.scriptPubKey());
    }
}
