package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
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
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.TxSender;
import org.wonsi.node.store.BlockInfo;
import org.wonsi.node.store.BlockRef;
import org.wonsi.node.store.ChainQueries;

/** Transactions as bytes: read, explained, put together. */
final class RawTransactionMethods implements MethodFamily {
    private static final String CATEGORY = "Rawtransactions";

    private final NodeService node;
    private final TransactionJson transactions;

    RawTransactionMethods(NodeService node) {
        this.node = node;
        this.transactions = new TransactionJson(node.params());
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "getrawtransaction txid verbosity? blockhash?",
                        "A waiting or confirmed transaction, as hex (0) or explained (1, 2).",
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

    static Transaction decode(String hex, String message) {
        try {
            return Transaction.decode(ByteString.ofHex(hex));
        } catch (MalformedException e) {
            throw RpcError.of(TxSender.DECODE_FAILED, message);
        }
    }

    private JsonNode get(RpcParams p) {
        Txid txid = p.txid(0);
        int verbosity = p.verbosity(1, 0);
        if (txid.hash().equals(node.params().genesis().header().merkleRoot())) {
            throw RpcError.notFound(
                    "The genesis block coinbase is not considered an ordinary transaction and cannot be retrieved");
        }
        Optional<BlockRef> block = node.queries().confirmation(txid);
        if (p.has(2) && node.queries().block(p.blockHash(2)).isEmpty()) {
            throw RpcError.notFound("Block hash not found");
        }
        if (p.has(2) && !block.map(b -> b.hash().equals(p.blockHash(2))).orElse(false)) {
            throw RpcError.notFound("No such transaction found in the provided block. Use gettransaction for wallet"
                    + " transactions.");
        }
        Transaction tx = node.queries()
                .transaction(txid)
                .or(() -> waiting(txid))
                .orElseThrow(() -> RpcError.notFound(
                        "No such mempool or blockchain transaction. Use gettransaction for" + " wallet transactions."));
        if (verbosity <= 0) {
            return RpcJson.text(tx.encode().toHex());
        }
        ObjectNode json = transactions.plain(tx).put("hex", tx.encode().toHex());
        block.ifPresent(b -> addBlock(json, b, node.queries()));
        return json;
    }

    private Optional<Transaction> waiting(Txid txid) {
        return node.snapshot().mempool().stream()
                .filter(entry -> entry.txid().equals(txid))
                .map(entry -> entry.tx())
                .findFirst();
    }

    private static void addBlock(ObjectNode json, BlockRef block, ChainQueries queries) {
        int tip = queries.tip().map(BlockInfo::height).orElse(block.height());
        json.put("blockhash", block.hash().toDisplay())
                .put("confirmations", tip - block.height() + 1)
                .put("time", block.time())
                .put("blocktime", block.time());
    }

    private JsonNode decodeScript(RpcParams p) {
        Script script = new Script(p.bytes(0, "argument must be hexadecimal string (not '" + p.text(0) + "')"));
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
            throw RpcError.invalid("Invalid parameter, locktime out of range");
        }
        boolean replaceable = p.flag(3, true);
        long sequence = replaceable ? 0xffff_fffdL : lockTime > 0 ? 0xffff_fffeL : TxIn.SEQUENCE_FINAL;
        List<TxIn> inputs = new ArrayList<>();
        p.array(0).forEach(input -> inputs.add(input(input, sequence)));
        return RpcJson.text(
                new Transaction(2, inputs, outputs(p.get(1)), lockTime).encode().toHex());
    }

    private static TxIn input(JsonNode input, long usual) {
        Txid txid = new Txid(RpcParams.hash(input.path("txid").asText(), "txid"));
        JsonNode vout = input.path("vout");
        if (!vout.isIntegralNumber()) {
            throw RpcError.invalid("Invalid parameter, missing vout key");
        }
        if (vout.asLong() < 0 || vout.asLong() > 0xffff_ffffL) {
            throw RpcError.invalid("Invalid parameter, vout cannot be negative");
        }
        long sequence = input.path("sequence").asLong(usual);
        if (sequence < 0 || sequence > 0xffff_ffffL) {
            throw RpcError.invalid("Invalid parameter, sequence number is out of range");
        }
        return new TxIn(new OutPoint(txid, vout.asLong()), Script.EMPTY, sequence);
    }

    private List<TxOut> outputs(JsonNode json) {
        List<Map.Entry<String, JsonNode>> pairs = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(object -> addAll(object, pairs));
        } else {
            addAll(json, pairs);
        }
        Set<String> seen = new LinkedHashSet<>();
        List<TxOut> outputs = new ArrayList<>();
        for (Map.Entry<String, JsonNode> pair : pairs) {
            if (!seen.add(pair.getKey())) {
                throw RpcError.invalid(
                        pair.getKey().equals("data")
                                ? "Invalid parameter, duplicate key: data"
                                : "Invalid parameter, duplicated address: " + pair.getKey());
            }
            outputs.add(output(pair.getKey(), pair.getValue()));
        }
        return outputs;
    }

    private static void addAll(JsonNode object, List<Map.Entry<String, JsonNode>> pairs) {
        pairs.addAll(object.properties());
    }

    private TxOut output(String name, JsonNode value) {
        if (name.equals("data")) {
            try {
                return new TxOut(Amount.ZERO, StandardScript.nullData(ByteString.ofHex(value.asText())));
            } catch (MalformedException e) {
                throw RpcError.invalid("Data must be hexadecimal string (not '" + value.asText() + "')");
            }
        }
        Address address = RpcParams.address(name, node.params(), "Invalid Bitcoin address: " + name);
        return new TxOut(RpcJson.amount(value), address.scriptPubKey());
    }
}
