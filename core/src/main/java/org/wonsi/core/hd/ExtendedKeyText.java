package org.wonsi.core.hd;

import java.util.Arrays;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;

/**
 * An extended key as text: "xpub…" and "xprv…" on mainnet, "tpub…" and "tprv…" on the others.
 *
 * <pre>
 *   version      4 bytes; network, and public or private
 *   depth        1
 *   fingerprint  4; of the parent
 *   number       4, most significant byte first
 *   chain code  32
 *   key         33; the public key, or 00 and the private key. All in base 58 with a checksum
 * </pre>
 *
 * <p>Source: BIP 32, "Serialization format". Messages about private ones don't repeat the text.
 */
public final class ExtendedKeyText {
    private static final ByteString XPUB = ByteString.ofHex("0488b21e");
    private static final ByteString XPRV = ByteString.ofHex("0488ade4");
    private static final ByteString TPUB = ByteString.ofHex("043587cf");
    private static final ByteString TPRV = ByteString.ofHex("04358394");
    private static final int SIZE = 78;

    private ExtendedKeyText() {}

    /** Formats the public part. Whoever has it sees all payments of the branch, and can't spend. */
    public static String formatPublic(ExtendedKey key, Network network) {
        return Base58Check.encode(start(key, network == Network.MAINNET ? XPUB : TPUB)
                .writeBytes(key.publicKey().bytes())
                .toByteString());
    }

    /**
     * Formats the private key. Whoever has it can spend everything of the branch.
     *
     * @throws IllegalArgumentException if the key only watches
     */
    public static String formatPrivate(ExtendedKey key, Network network) {
        PrivateKey secret = key.privateKey()
                .orElseThrow(() -> new IllegalArgumentException("this extended key has no private part"));
        byte[] bytes = secret.toByteArray();
        ByteWriter writer = start(key, network == Network.MAINNET ? XPRV : TPRV)
                .writeUInt8(0)
                .writeBytes(bytes);
        Arrays.fill(bytes, (byte) 0);
        return Base58Check.encode(writer.toByteString());
    }

    private static ByteWriter start(ExtendedKey key, ByteString version) {
        ByteWriter writer =
                new ByteWriter(SIZE).writeBytes(version).writeUInt8(key.depth()).writeBytes(key.parentFingerprint());
        for (int shift = 24; shift >= 0; shift -= 8) {
            writer.writeUInt8((int) (key.childNumber() >>> shift) & 0xff);
        }
        return writer.writeBytes(key.chainCode());
    }

    /**
     * Parses an extended key, public or private, of this network.
     *
     * @throws MalformedException saying what is wrong
     */
    public static ExtendedKey parse(String text, Network network) {
        ByteString bytes = Base58Check.decode(text);
        if (bytes.size() != SIZE) {
            throw new MalformedException(FormError.XKEY_SIZE, bytes.size());
        }
        ByteReader reader = bytes.reader();
        boolean isPrivate = isPrivate(reader.readBytes(4), network);
        int depth = reader.readUInt8();
        ByteString parent = reader.readBytes(4);
        long number = 0;
        for (int i = 0; i < 4; i++) {
            number = number << 8 | reader.readUInt8();
        }
        if (depth == 0 && (number != 0 || !parent.equals(ByteString.ofHex("00000000")))) {
            throw new MalformedException(FormError.XKEY_ROOT);
        }
        ByteString chainCode = reader.readBytes(32);
        ByteString key = reader.readBytes(33);
        if (isPrivate) {
            PrivateKey secret = privateKey(key);
            return new ExtendedKey(secret.publicKey(true), secret, chainCode, depth, parent, number);
        }
        return new ExtendedKey(publicKey(key), null, chainCode, depth, parent, number);
    }

    private static boolean isPrivate(ByteString version, Network network) {
        boolean main = version.equals(XPUB) || version.equals(XPRV);
        if (!main && !version.equals(TPUB) && !version.equals(TPRV)) {
            throw new MalformedException(FormError.XKEY_KIND, version);
        }
        if (main != (network == Network.MAINNET)) {
            throw main
                    ? new MalformedException(FormError.XKEY_MAIN, network.id())
                    : new MalformedException(FormError.XKEY_TEST);
        }
        return version.equals(XPRV) || version.equals(TPRV);
    }

    private static PrivateKey privateKey(ByteString key) {
        if (key.at(0) != 0) {
            throw new MalformedException(FormError.XKEY_ZERO);
        }
        byte[] bytes = key.slice(1, 33).toByteArray();
        try {
            return PrivateKey.of(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static PublicKey publicKey(ByteString bytes) {
        PublicKey key = PublicKey.parse(bytes);
        if (!key.isOnCurve()) {
            throw new MalformedException(FormError.XKEY_CURVE);
        }
        return key;
    }
}
