package org.wonsi.node.http.rpc.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;

/**
 * The methods about texts signed by the key of an address: {@code signmessagewithprivkey} and {@code verifymessage}.
 *
 * <p>A signature has 65 bytes: 27 plus the recovery id, plus 4 for a compressed key, then r and s. A verifier computes the
 * public key from it and compares its hash with the address. Source: Bitcoin Core, {@code common/signmessage.cpp}.
 */
public final class MessageMethods implements MethodFamily {
    private static final String CATEGORY = "Util";
    private static final String PREFIX = "Bitcoin Signed Message:\n";
    private static final int FIRST_HEADER = 27;
    private static final int COMPRESSED = 4;
    private static final int SIZE = 65;

    private final ChainView node;

    public MessageMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "signmessagewithprivkey privkey message",
                        "Signs a text with a private key, which isn't kept.",
                        this::sign),
                RpcMethod.of(
                        CATEGORY,
                        "verifymessage address signature message",
                        "Whether the key of an address signed a text.",
                        this::verify));
    }

    /** Two lengths are part of it, so that no signed text can pass for a transaction. */
    private static Hash256 digest(String message) {
        byte[] text = message.getBytes(StandardCharsets.UTF_8);
        byte[] prefix = PREFIX.getBytes(StandardCharsets.US_ASCII);
        return Sha256d.hash(new ByteWriter(text.length + prefix.length + 10)
                .writeVarBytes(ByteString.copyOf(prefix))
                .writeVarBytes(ByteString.copyOf(text))
                .toByteString());
    }

    private JsonNode sign(RpcParams p) {
        Wif wif;
        try {
            wif = Wif.parse(p.text(0), node.params());
        } catch (MalformedException e) {
            throw RpcException.notFound("Invalid private key");
        }
        Hash256 digest = digest(p.text(1));
        EcdsaSignature signature = wif.key().sign(digest);
        PublicKey own = wif.key().publicKey(true);
        int id = 0;
        while (!Secp256k1.best().recover(digest, signature, id).equals(Optional.of(own))) {
            id++;
        }
        byte[] bytes = new ByteWriter(SIZE)
                .writeUInt8(FIRST_HEADER + id + (wif.compressed() ? COMPRESSED : 0))
                .writeBytes(signature.toCompact())
                .toByteString()
                .toByteArray();
        return RpcJson.text(Base64.getEncoder().encodeToString(bytes));
    }

    private JsonNode verify(RpcParams p) {
        Script script =
                RpcParams.address(p.text(0), node.params(), "Invalid address").scriptPubKey();
        StandardScript form = StandardScript.of(script);
        if (form.type() != ScriptType.PUBKEYHASH) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Address does not refer to key");
        }
        ByteString hash = form.data().get(0);
        ByteString signature = base64(p.text(1));
        return BooleanNode.valueOf(signer(signature, digest(p.text(2)))
                .filter(key -> key.hash160().equals(hash))
                .isPresent());
    }

    private static ByteString base64(String text) {
        try {
            return ByteString.copyOf(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Malformed base64 encoding");
        }
    }

    private static Optional<PublicKey> signer(ByteString signature, Hash256 digest) {
        if (signature.size() != SIZE) {
            return Optional.empty();
        }
        int header = signature.at(0) - FIRST_HEADER;
        EcdsaSignature rs = EcdsaSignature.ofCompact(signature.slice(1, SIZE));
        return Secp256k1.best()
                .recover(digest, rs, header & 3)
                .flatMap(key -> Secp256k1.best().convert(key, (header & COMPRESSED) != 0));
    }
}
