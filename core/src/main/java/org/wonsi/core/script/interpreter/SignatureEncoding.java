package org.wonsi.core.script.interpreter;

import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.script.interpreter.Interpreter.Context;

/**
 * The rules for the bytes of signatures and public keys, checked before any signature is verified.
 *
 * <p>One signature could once be written in many ways, and whoever passed a transaction on could choose another and so
 * change its id. Source: BIP 66 (strict DER), BIP 62 (low S), BIP 146.
 *
 * <p>The form is asked for before the curve is: a signature of the wrong form ends the script, and one of the right
 * form that doesn't fit is merely false. Until BIP 66 the form was whatever OpenSSL could read, and versions of it
 * differed.
 */
final class SignatureEncoding {
    private static final int SIGHASH_ALL = 1;
    private static final int SIGHASH_SINGLE = 3;
    private static final int SIGHASH_ANYONE_CAN_PAY = 0x80;

    private SignatureEncoding() {}

    /** Ends the script if the rules in force forbid how a signature is written; no bytes always pass, as no signature. */
    static void checkSignature(ByteString signature, Context context) {
        if (signature.isEmpty()) {
            return;
        }
        ByteString der = signature.slice(0, signature.size() - 1);
        if (wantsStrictDer(context) && !EcdsaSignature.isStrictDer(der)) {
            throw new ScriptFailure(ScriptError.SIG_DER);
        }
        if (context.has(ScriptFlag.LOW_S) && !isLowS(der)) {
            throw new ScriptFailure(ScriptError.SIG_HIGH_S);
        }
        if (context.has(ScriptFlag.STRICTENC) && !hasDefinedHashType(signature)) {
            throw new ScriptFailure(ScriptError.SIG_HASHTYPE);
        }
    }

    /** Ends the script if the rules in force forbid how a public key is written; hybrid keys are. */
    static void checkPublicKey(ByteString publicKey, Context context) {
        if (context.has(ScriptFlag.STRICTENC) && !isCompressed(publicKey) && !isUncompressed(publicKey)) {
            throw new ScriptFailure(ScriptError.PUBKEYTYPE);
        }
    }

    private static boolean wantsStrictDer(Context context) {
        return context.has(ScriptFlag.DERSIG) || context.has(ScriptFlag.LOW_S) || context.has(ScriptFlag.STRICTENC);
    }

    private static boolean isLowS(ByteString der) {
        return EcdsaSignature.parseDer(der).map(EcdsaSignature::isLowS).orElse(false);
    }

    private static boolean hasDefinedHashType(ByteString signature) {
        int hashType = signature.at(signature.size() - 1) & ~SIGHASH_ANYONE_CAN_PAY;
        return hashType >= SIGHASH_ALL && hashType <= SIGHASH_SINGLE;
    }

    private static boolean isCompressed(ByteString key) {
        return key.size() == 33 && (key.at(0) == 2 || key.at(0) == 3);
    }

    private static boolean isUncompressed(ByteString key) {
        return key.size() == 65 && key.at(0) == 4;
    }
}
