package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.script.StandardScript;
import org.wonsi.node.http.rpc.call.RpcJson;

/** The JSON of scripts as Bitcoin Core shows them. Source: Bitcoin Core, {@code core_write.cpp}. */
public final class ScriptJson {
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
                .put("asm", ScriptText.formatScriptSig(script))
                .put("hex", script.bytes().toHex());
    }
}
