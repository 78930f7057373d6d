package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.node.http.rpc.call.RpcJson;

/** The JSON of scripts as Bitcoin Core shows them. Source: Bitcoin Core, {@code core_write.cpp}. */
public final class ScriptJson {
    private static final Map<Integer, String> HASH_TYPES = Map.of(
            0x01, "ALL",
            0x02, "NONE",
            0x03, "SINGLE",
            0x81, "ALL|ANYONECANPAY",
            0x82, "NONE|ANYONECANPAY",
            0x83, "SINGLE|ANYONECANPAY");

    private ScriptJson() {}

    /** {@code scriptPubKey}: asm, desc, hex, address where there is one, type. */
    public static ObjectNode scriptPubKey(Script script, ChainParams params) {
        StandardScript form = StandardScript.of(script);
        // Text for two places: making it takes two hashes and a division in base 58.
        Optional<String> address = Address.ofScript(script, params).map(Address::toString);
        ObjectNode json = RpcJson.object()
                .put("asm", ScriptText.format(script))
                .put("desc", Descriptor.infer(script, form, address).toString())
                .put("hex", script.bytes().toHex());
        address.ifPresent(text -> json.put("address", text));
        return json.put("type", form.type().coreName());
    }

    /** {@code scriptSig}: asm with the hash type of each signature in words, hex. */
    static ObjectNode scriptSig(Script script) {
        return RpcJson.object()
                .put("asm", signatureText(script))
                .put("hex", script.bytes().toHex());
    }

    private static String signatureText(Script script) {
        StringJoiner text = new StringJoiner(" ");
        String plain = ScriptText.format(script);
        if (!script.isParsable()) {
            return plain;
        }
        String[] words = plain.isEmpty() ? new String[0] : plain.split(" ");
        int i = 0;
        for (Operation operation : script.operations()) {
            text.add(signature(operation.data(), words[i]));
            i++;
        }
        return text.toString();
    }

    private static String signature(ByteString data, String word) {
        if (data.size() < 9) {
            return word;
        }
        String type = HASH_TYPES.get(data.at(data.size() - 1));
        ByteString der = data.slice(0, data.size() - 1);
        return type == null || EcdsaSignature.parseDer(der).isEmpty() ? word : der.toHex() + "[" + type + "]";
    }
}
