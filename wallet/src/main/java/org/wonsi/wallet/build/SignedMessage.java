package org.wonsi.wallet.build;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.EcdsaSignature;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Secp256k1;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.wallet.problem.InputError;

/**
 * A text signed with an address's key, in Bitcoin's form: 65 bytes in base 64, from which the public key comes out again.
 *
 * <pre>
 *   header  1 byte: 27 + recovery id, + 4 if the key is compressed
 *   r       32
 *   s       32
 * </pre>
 *
 * <p>Shows that the signer can spend from the address, and nothing about who sent a payment. Source: Bitcoin Core,
 * {@code MessageSign}.
 *
 * <p>The text is hashed behind a fixed prefix. Without it somebody could hand over the bytes of a transaction as a
 * "text", and the signature would spend coins.
 */
public final class SignedMessage {
    private static final String PREFIX = "Bitcoin Signed Message:\n";
    private static final int FIRST_HEADER = 27;
    private static final int COMPRESSED = 4;

    private SignedMessage() {}

    /** Signs a text. */
    public static String sign(String text, PrivateKey key, boolean compressed) {
        Hash256 digest = digest(text);
        EcdsaSignature signature = key.sign(digest);
        PublicKey expected = key.publicKey(true);
        for (int id = 0; id < 4; id++) {
            if (Secp256k1.best().recover(digest, signature, id).equals(Optional.of(expected))) {
                byte[] bytes = new ByteWriter(65)
                        .writeUInt8(FIRST_HEADER + id + (compressed ? COMPRESSED : 0))
                        .writeBytes(signature.toCompact())
                        .toByteArray();
                return Base64.getEncoder().encodeToString(bytes);
            }
        }
        throw new IllegalStateException("a signature always leads back to its key");
    }

    /**
     * Whether the signature over the text is by the key of the address.
     *
     * @throws MalformedException if it isn't 65 bytes in base 64 with a header from 27 to 34
     */
    public static boolean verify(String text, String signature, Address address) {
        byte[] bytes = decode(signature);
        int header = bytes[0] & 0xff;
        if (bytes.length != 65 || header < FIRST_HEADER || header > FIRST_HEADER + 7) {
            throw new MalformedException(InputError.MESSAGE_SIGNATURE);
        }
        int id = header - FIRST_HEADER & 3;
        boolean compressed = header >= FIRST_HEADER + COMPRESSED;
        EcdsaSignature parsed = EcdsaSignature.ofCompact(ByteString.copyOf(bytes, 1, 65));
        return Secp256k1.best()
                .recover(digest(text), parsed, id)
                .flatMap(key -> Secp256k1.best().convert(key, compressed))
                .filter(key -> key.hash160().equals(address.hash()) && address.kind() == Address.Kind.P2PKH)
                .isPresent();
    }

    private static byte[] decode(String signature) {
        try {
            byte[] bytes = Base64.getDecoder().decode(signature);
            return bytes.length == 0 ? new byte[1] : bytes;
        } catch (IllegalArgumentException e) {
            throw new MalformedException(InputError.BASE64);
        }
    }

    private static Hash256 digest(String text) {
        return Sha256d.hash(new ByteWriter()
                .writeVarBytes(ByteString.copyOf(PREFIX.getBytes(StandardCharsets.UTF_8)))
                .writeVarBytes(ByteString.copyOf(text.getBytes(StandardCharsets.UTF_8)))
                .toByteArray());
    }
}
