package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/** The method {@code createmultisig}: an address whose coins need several keys. Source: BIP 11, BIP 16. */
public final class MultisigMethods implements MethodFamily {
    /** Core's {@code MAX_PUBKEYS_PER_MULTISIG}. */
    private static final int MAX_KEYS = 20;

    /** What a script may push at most, and so the longest that can be shown to spend from its hash. */
    private static final int MAX_REDEEM_SCRIPT = 520;

    private final ChainView node;

    public MultisigMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(RpcMethod.of(
                "Util",
                "createmultisig nrequired keys address_type?",
                "The address of a script that needs so many of these public keys, and the script; address_type is legacy.",
                this::create));
    }

    private JsonNode create(RpcParams p) {
        int required = p.number(0);
        List<PublicKey> keys = new ArrayList<>();
        p.array(1).forEach(key -> keys.add(key(RpcParams.text(key))));
        checkType(p.optionalText(2).orElse("legacy"));
        Script script = script(required, keys);
        String hexes = keys.stream().map(PublicKey::toString).collect(Collectors.joining(","));
        String descriptor = "sh(multi(" + required + "," + hexes + "))";
        ObjectNode json = RpcJson.object()
                .put(
                        "address",
                        Address.ofScript(StandardScript.payToScriptHash(script), node.params())
                                .orElseThrow()
                                .toString())
                .put("redeemScript", script.bytes().toHex());
        return json.put("descriptor", descriptor + "#" + Descriptor.checksum(descriptor));
    }

    private static void checkType(String type) {
        switch (type) {
            case "legacy" -> {}
            case "p2sh-segwit", "bech32" ->
                throw RpcException.notFound(
                        "Address type '" + type + "' needs SegWit, which this node doesn't have; use legacy");
            case "bech32m" -> throw RpcException.notFound("createmultisig cannot create bech32m multisig addresses");
            default -> throw RpcException.notFound("Unknown address type '" + type + "'");
        }
    }

    private static PublicKey key(String hex) {
        ByteString bytes;
        try {
            bytes = ByteString.ofHex(hex);
        } catch (MalformedException e) {
            throw RpcException.notFound("Pubkey \"" + hex + "\" must be a hex string");
        }
        if (hex.isEmpty()) {
            throw RpcException.notFound("Pubkey \"\" must be a hex string");
        }
        if (bytes.size() != 33 && bytes.size() != 65) {
            throw RpcException.notFound("Pubkey \"" + hex + "\" must have a length of either 33 or 65 bytes");
        }
        if (!PublicKey.hasForm(bytes) || !PublicKey.parse(bytes).isOnCurve()) {
            throw RpcException.notFound("Pubkey \"" + hex + "\" must be cryptographically valid.");
        }
        return PublicKey.parse(bytes);
    }

    private static Script script(int required, List<PublicKey> keys) {
        if (required < 1) {
            throw RpcException.invalid("a multisignature address must require at least one key to redeem");
        }
        if (keys.size() < required) {
            throw RpcException.invalid("not enough keys supplied (got " + keys.size() + " keys, but need at least "
                    + required + " to redeem)");
        }
        if (keys.size() > MAX_KEYS) {
            throw RpcException.invalid("Number of keys involved in the multisignature address creation > " + MAX_KEYS
                    + "\nReduce the number");
        }
        ScriptBuilder builder = new ScriptBuilder().number(required);
        keys.forEach(key -> builder.push(key.bytes()));
        Script script = builder.number(keys.size()).op(Opcode.OP_CHECKMULTISIG).build();
        if (script.size() > MAX_REDEEM_SCRIPT) {
            throw RpcException.invalid("redeemScript exceeds size limit: " + script.size() + " > " + MAX_REDEEM_SCRIPT);
        }
        return script;
    }
}
