package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/**
 * The methods {@code signrawtransactionwithkey} and {@code validateaddress}: the keys come with the call and aren't kept.
 */
public final class SigningMethods implements MethodFamily {
    private static final Map<String, Integer> HASH_TYPES = Map.of(
            "ALL",
            SignatureHash.ALL,
            "NONE",
            SignatureHash.NONE,
            "SINGLE",
            SignatureHash.SINGLE,
            "ALL|ANYONECANPAY",
            SignatureHash.ALL | SignatureHash.ANYONE_CAN_PAY,
            "NONE|ANYONECANPAY",
            SignatureHash.NONE | SignatureHash.ANYONE_CAN_PAY,
            "SINGLE|ANYONECANPAY",
            SignatureHash.SINGLE | SignatureHash.ANYONE_CAN_PAY);

    private final ChainView node;

    public SigningMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        "Rawtransactions",
                        "signrawtransactionwithkey hexstring privkeys prevtxs? sighashtype?",
                        "Signs the inputs that these private keys can sign.",
                        this::sign),
                RpcMethod.of(
                        "Util",
                        "validateaddress address",
                        "Whether this is an address of the network.",
                        this::validate));
    }

    private JsonNode validate(RpcParams p) {
        try {
            Address address = Address.parse(p.text(0), node.params());
            Script script = address.scriptPubKey();
            return RpcJson.object()
                    .put("isvalid", true)
                    .put("address", address.toString())
                    .put("scriptPubKey", script.bytes().toHex())
                    .put("isscript", script.isPayToScriptHash())
                    .put("iswitness", false);
        } catch (MalformedException e) {
            ObjectNode json = RpcJson.object().put("isvalid", false);
            json.putArray("error_locations");
            return json.put("error", String.valueOf(e.getMessage()));
        }
    }

    /** An output to spend, and the script whose hash it pays to, if it does. */
    private record Prevout(TxOut output, Optional<Script> redeemScript) {}

    private JsonNode sign(RpcParams p) {
        Transaction tx =
                RawTransactionMethods.decode(p.text(0), "TX decode failed. Make sure the tx has at least one input.");
        List<Wif> keys = new ArrayList<>();
        p.array(1).forEach(text -> keys.add(key(RpcParams.text(text))));
        Map<OutPoint, Prevout> given = new HashMap<>();
        if (p.has(2)) {
            p.array(2).forEach(prevout -> addPrevout(prevout, !keys.isEmpty(), given));
        }
        Integer hashType = HASH_TYPES.get(p.optionalText(3).orElse("ALL"));
        if (hashType == null) {
            throw RpcException.invalid("'" + p.text(3) + "' is not a valid sighash parameter.");
        }
        given.forEach((outPoint, prevout) -> coin(outPoint).ifPresent(coin -> checkSame(coin, prevout)));
        return sign(tx, new RawSigner(keys), given, hashType);
    }

    private Optional<TxOut> coin(OutPoint out) {
        return AwaitedAnswer.await(
                        node.readChain((chain, mempool) -> chain.coin(out).or(() -> mempool.coin(out))))
                .map(Coin::output);
    }

    private static void checkSame(TxOut coin, Prevout given) {
        if (!coin.scriptPubKey().equals(given.output().scriptPubKey())) {
            throw RpcException.malformed(
                    "Previous output scriptPubKey mismatch:\n" + ScriptText.format(coin.scriptPubKey()) + "\nvs:\n"
                            + ScriptText.format(given.output().scriptPubKey()));
        }
    }

    private Wif key(String text) {
        try {
            return Wif.parse(text, node.params());
        } catch (MalformedException e) {
            throw RpcException.notFound("Invalid private key");
        }
    }

    private static void addPrevout(JsonNode json, boolean toSign, Map<OutPoint, Prevout> prevouts) {
        if (!json.isObject()) {
            throw RpcException.malformed("expected object with {\"txid'\",\"vout\",\"scriptPubKey\"}");
        }
        RpcParams.checkTypes(json, Map.of("txid", "string", "vout", "number", "scriptPubKey", "string"));
        Txid txid = new Txid(RpcParams.hash(json, "txid"));
        int vout = RpcParams.number(json.get("vout"));
        if (vout < 0) {
            throw RpcException.malformed("vout cannot be negative");
        }
        Amount amount = json.has("amount") ? RpcJson.amount(json.get("amount")) : Amount.ZERO;
        Script script = script(json, "scriptPubKey")
                .orElseThrow(() -> RpcException.of(RpcException.TYPE_ERROR, "Missing scriptPubKey"));
        Optional<Script> redeem = script(json, "redeemScript");
        if (toSign && script.isPayToScriptHash()) {
            checkRedeems(redeem, script);
        }
        prevouts.put(new OutPoint(txid, vout), new Prevout(new TxOut(amount, script), redeem));
    }

    private static void checkRedeems(Optional<Script> redeem, Script script) {
        if (redeem.isEmpty()) {
            throw RpcException.invalid("Missing redeemScript/witnessScript");
        }
        if (!StandardScript.payToScriptHash(redeem.get()).equals(script)) {
            throw RpcException.invalid("redeemScript/witnessScript does not match scriptPubKey");
        }
    }

    private static Optional<Script> script(JsonNode json, String name) {
        if (!json.has(name)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Script(ByteString.ofHex(RpcParams.text(json.get(name)))));
        } catch (MalformedException e) {
            throw RpcException.invalid(
                    name + " must be hexadecimal string (not '" + json.get(name).asText() + "')");
        }
    }

    private JsonNode sign(Transaction tx, RawSigner signer, Map<OutPoint, Prevout> given, int hashType) {
        ArrayNode errors = RpcJson.array();
        List<TxIn> inputs = new ArrayList<>(tx.inputs());
        for (int i = 0; i < inputs.size(); i++) {
            TxIn input = inputs.get(i);
            Optional<Prevout> prevout = prevout(input.prevout(), given);
            if (prevout.isEmpty()) {
                errors.add(error(input, "Input not found or already spent"));
                continue;
            }
            Script scriptSig = signer.sign(
                            tx,
                            i,
                            prevout.get().output().scriptPubKey(),
                            prevout.get().redeemScript(),
                            hashType)
                    .orElse(input.scriptSig());
            inputs.set(i, new TxIn(input.prevout(), scriptSig, input.sequence()));
        }
        Transaction signed = new Transaction(tx.version(), inputs, tx.outputs(), tx.lockTime());
        for (int i = 0; i < inputs.size(); i++) {
            Optional<Prevout> prevout = prevout(inputs.get(i).prevout(), given);
            if (prevout.isPresent()) {
                ScriptError verdict = RawSigner.verify(signed, i, prevout.get().output());
                if (verdict != ScriptError.OK) {
                    errors.add(error(inputs.get(i), words(verdict)));
                }
            }
        }
        ObjectNode json = RpcJson.object().put("hex", signed.encode().toHex()).put("complete", errors.isEmpty());
        if (!errors.isEmpty()) {
            json.set("errors", errors);
        }
        return json;
    }

    private static String words(ScriptError verdict) {
        return switch (verdict) {
            case INVALID_STACK_OPERATION -> "Unable to sign input, invalid stack size (possibly missing key)";
            case SIG_NULLFAIL -> "CHECK(MULTI)SIG failing with non-zero signature (possibly need more signatures)";
            default -> verdict.message();
        };
    }

    private Optional<Prevout> prevout(OutPoint out, Map<OutPoint, Prevout> given) {
        return Optional.ofNullable(given.get(out))
                .or(() -> coin(out).map(output -> new Prevout(output, Optional.empty())));
    }

    private static ObjectNode error(TxIn input, String message) {
        ObjectNode json = RpcJson.object()
                .put("txid", input.prevout().txid().toDisplay())
                .put("vout", input.prevout().index());
        json.putArray("witness");
        return json.put("scriptSig", input.scriptSig().bytes().toHex())
                .put("sequence", input.sequence())
                .put("error", message);
    }
}
