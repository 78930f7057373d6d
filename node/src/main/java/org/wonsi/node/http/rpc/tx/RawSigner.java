package org.wonsi.node.http.rpc.tx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Opcode;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.script.interpreter.Interpreter;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TransactionSignatureChecker;
import org.wonsi.core.tx.TxOut;

/**
 * A signer that makes the scripts which spend the usual forms of output, from keys given with the call.
 *
 * <p>It knows no wallet: the keys come with a call and go with it. Of a multi-signature output it makes those
 * signatures that its keys can and keeps the ones that are there and hold, so that each owner can add theirs in turn.
 * The result is judged by the interpreter ({@link #verify}), not by having been signed.
 */
final class RawSigner {
    private final Map<ByteString, PrivateKey> byPublicKey = new HashMap<>();
    private final Map<ByteString, ByteString> byHash = new HashMap<>();

    RawSigner(List<Wif> keys) {
        for (Wif wif : keys) {
            ByteString publicKey = wif.key().publicKey(wif.compressed()).bytes();
            byPublicKey.put(publicKey, wif.key());
            byHash.put(Hash160.hash(publicKey), publicKey);
        }
    }

    /** The scriptSig of an input; empty if the keys at hand don't suffice for it. */
    Optional<Script> sign(Transaction tx, int index, Script scriptPubKey, Optional<Script> redeemScript, int hashType) {
        if (!scriptPubKey.isPayToScriptHash()) {
            return signPlain(tx, index, scriptPubKey, hashType);
        }
        return redeemScript.flatMap(redeem -> signPlain(tx, index, redeem, hashType)
                .map(inner ->
                        new ScriptBuilder().script(inner).push(redeem.bytes()).build()));
    }

    private Optional<Script> signPlain(Transaction tx, int index, Script script, int hashType) {
        StandardScript form = StandardScript.of(script);
        return switch (form.type()) {
            case PUBKEY ->
                signature(form.data().get(0), tx, index, script, hashType)
                        .map(sig -> new ScriptBuilder().push(sig).build());
            case PUBKEYHASH ->
                Optional.ofNullable(byHash.get(form.data().get(0)))
                        .flatMap(key -> signature(key, tx, index, script, hashType)
                                .map(sig ->
                                        new ScriptBuilder().push(sig).push(key).build()));
            case MULTISIG -> multisig(form, tx, index, script, hashType);
            case SCRIPTHASH,
                    NULL_DATA,
                    WITNESS_V0_KEYHASH,
                    WITNESS_V0_SCRIPTHASH,
                    WITNESS_V1_TAPROOT,
                    ANCHOR,
                    WITNESS_UNKNOWN,
                    NONSTANDARD -> Optional.empty();
        };
    }

    /**
     * With the signatures that the input has already: so each of several people adds their own. Where some are still
     * missing, nothing stands in their place.
     */
    private Optional<Script> multisig(StandardScript form, Transaction tx, int index, Script script, int hashType) {
        List<ByteString> signatures = form.data().stream()
                .map(key -> signature(key, tx, index, script, hashType).or(() -> kept(key, tx, index, script)))
                .flatMap(Optional::stream)
                .limit(form.required())
                .toList();
        if (signatures.isEmpty()) {
            return Optional.empty();
        }
        // CHECKMULTISIG takes one element more than it needs.
        ScriptBuilder builder = new ScriptBuilder().op(Opcode.OP_0);
        signatures.forEach(builder::push);
        for (int i = signatures.size(); i < form.required(); i++) {
            builder.op(Opcode.OP_0);
        }
        return Optional.of(builder.build());
    }

    /** A signature of this key that the input's script holds. */
    private static Optional<ByteString> kept(ByteString publicKey, Transaction tx, int index, Script script) {
        Script before = tx.inputs().get(index).scriptSig();
        if (!before.isParsable() || !PublicKey.hasForm(publicKey)) {
            return Optional.empty();
        }
        return before.operations().stream()
                .map(Operation::data)
                .filter(data -> data.size() > 8 && signs(data, PublicKey.parse(publicKey), tx, index, script))
                .findFirst();
    }

    private static boolean signs(ByteString data, PublicKey key, Transaction tx, int index, Script script) {
        int hashType = data.at(data.size() - 1);
        return EcdsaSignature.parseDer(data.slice(0, data.size() - 1))
                .filter(der -> key.verify(SignatureHash.hash(tx, index, script, hashType), der))
                .isPresent();
    }

    private Optional<ByteString> signature(
            ByteString publicKey, Transaction tx, int index, Script script, int hashType) {
        return Optional.ofNullable(byPublicKey.get(publicKey))
                .map(key -> key.sign(SignatureHash.hash(tx, index, script, hashType))
                        .toDer()
                        .concat(ByteString.copyOf((byte) hashType)));
    }

    /** Whether the input's script satisfies the output's. */
    static ScriptError verify(Transaction tx, int index, TxOut output) {
        return Interpreter.verify(
                tx.inputs().get(index).scriptSig(),
                output.scriptPubKey(),
                ScriptFlag.STANDARD,
                new TransactionSignatureChecker(tx, index, output.value()));
    }
}
