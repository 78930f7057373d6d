package org.wonsi.core.address;

import java.util.Arrays;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;

/**
 * A private key as text (wallet import format), with whether its public key is to be written in 33 bytes.
 *
 * <pre>
 *   version   1 byte; names the network
 *   key       32 bytes
 *   01        only if the public key is compressed
 *   checksum  4 bytes, all in base 58
 * </pre>
 *
 * <p>Source: Bitcoin Core, {@code EncodeSecret}. Error messages don't repeat the text, which is a secret.
 *
 * @param key the key
 * @param compressed whether the address is that of the 33-byte public key
 */
public record Wif(PrivateKey key, boolean compressed) {

    /**
     * Parses a private key of this network.
     *
     * @throws MalformedException if it is mistyped, of another network, or something else
     */
    public static Wif parse(String text, ChainParams params) {
        ByteString payload = decode(text);
        boolean compressed = payload.size() == 34 && payload.at(33) == 1;
        if (payload.size() != 33 && !compressed) {
            throw new MalformedException(FormError.WIF_SIZE, payload.size());
        }
        if (payload.at(0) != params.wifVersion()) {
            throw wrongVersion(payload.at(0), params);
        }
        byte[] secret = payload.slice(1, 33).toByteArray();
        try {
            return new Wif(PrivateKey.of(secret), compressed);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static ByteString decode(String text) {
        try {
            return Base58Check.decode(text);
        } catch (MalformedException e) {
            // Neither the text nor a part of it: a mistyped key is nearly the key.
            throw new MalformedException(FormError.WIF);
        }
    }

    private static MalformedException wrongVersion(int version, ChainParams params) {
        String here = params.network().id();
        for (Network network : Network.values()) {
            if (ChainParams.of(network).wifVersion() == version) {
                return new MalformedException(FormError.WIF_NETWORK, network.id(), here);
            }
        }
        return new MalformedException(FormError.WIF_VERSION, version, here);
    }

    /** The text; as secret as the key. */
    public String encode(ChainParams params) {
        byte[] secret = key.toByteArray();
        ByteWriter writer = new ByteWriter(34).writeUInt8(params.wifVersion()).writeBytes(secret);
        if (compressed) {
            writer.writeUInt8(1);
        }
        Arrays.fill(secret, (byte) 0);
        return Base58Check.encode(writer.toByteString());
    }

    /** Doesn't show the secret. */
    @Override
    public String toString() {
        return "Wif[not shown, " + (compressed ? "compressed" : "uncompressed") + "]";
    }
}
