package org.wonsi.core.script.interpreter;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Opcode;

/**
 * Operations that replace the top element by its hash, of 20 or 32 bytes.
 *
 * <p>A hash in an output hides what must be shown to spend it: a key, a whole script, or a secret that two chains
 * trade for (hash locks). HASH160 is SHA-256 and then RIPEMD-160: twenty bytes are enough against somebody who
 * looks for a second key, and shorter to write.
 */
final class HashOperations {
    private HashOperations() {}

    static void execute(Opcode opcode, ScriptStack stack) {
        byte[] bytes = stack.pop().toByteArray();
        byte[] hash = switch (opcode) {
            case OP_RIPEMD160 -> Hash160.ripemd160(bytes);
            case OP_SHA1 -> sha1(bytes);
            case OP_SHA256 -> Sha256d.single(bytes);
            case OP_HASH160 -> Hash160.ripemd160(Sha256d.single(bytes));
            case OP_HASH256 -> Sha256d.single(Sha256d.single(bytes));
            default -> throw new IllegalStateException(opcode + " is no hash operation");
        };
        stack.push(ByteString.copyOf(hash));
    }

    /**
     * Long broken as a hash, but part of the language.
     *
     * <p>Two messages with one SHA-1 were found in 2017. Somebody had left bitcoins, in a script, for whoever shows
     * such a pair, and they were taken within hours.
     */
    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
