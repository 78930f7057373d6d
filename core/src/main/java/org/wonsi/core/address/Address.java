package org.wonsi.core.address;

import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;

/**
 * A text that a payee gives a payer, and what it stands for: the hash of a public key or of a script, on one
 * network.
 *
 * <pre>
 *   version   1 byte; names network and kind
 *   hash      20 bytes
 *   checksum  4 bytes, all in base 58
 * </pre>
 *
 * <p>It says how a coin will be locked ({@link #scriptPubKey}), and appears in no transaction itself.
 *
 * @param kind what the hash is of
 * @param version the first byte
 * @param hash 20 bytes
 */
public record Address(Kind kind, int version, ByteString hash) {
    private static final ByteString P2PKH_START = ByteString.ofHex("76a914");
    private static final ByteString P2PKH_END = ByteString.ofHex("88ac");
    private static final ByteString P2SH_START = ByteString.ofHex("a914");
    private static final ByteString P2SH_END = ByteString.ofHex("87");

    /** What the hash is of. */
    public enum Kind {
        /** A public key: pay to public key hash. */
        P2PKH,
        /** A script, which the spender shows: pay to script hash (BIP 16). */
        P2SH
    }

    public Address {
        if (hash.size() != Hash160.SIZE || version < 0 || version > 255) {
            throw new IllegalArgumentException("an address has 1 byte of version and 20 of hash");
        }
    }

    /** The address of a public key's hash. */
    public static Address p2pkh(ByteString hash, ChainParams params) {
        return new Address(Kind.P2PKH, params.p2pkhVersion(), hash);
    }

    /** The address of a public key; its two forms have different ones. */
    public static Address of(PublicKey key, ChainParams params) {
        return p2pkh(key.hash160(), params);
    }

    /** The address of a script's hash. */
    public static Address p2sh(ByteString hash, ChainParams params) {
        return new Address(Kind.P2SH, params.p2shVersion(), hash);
    }

    /** The address an output pays to, if its script is one that addresses stand for. */
    public static Optional<Address> ofScript(Script script, ChainParams params) {
        ByteString bytes = script.bytes();
        if (bytes.size() == 25
                && bytes.startsWith(P2PKH_START)
                && bytes.slice(23, 25).equals(P2PKH_END)) {
            return Optional.of(p2pkh(bytes.slice(3, 23), params));
        }
        if (bytes.size() == 23
                && bytes.startsWith(P2SH_START)
                && bytes.slice(22, 23).equals(P2SH_END)) {
            return Optional.of(p2sh(bytes.slice(2, 22), params));
        }
        return Optional.empty();
    }

    /**
     * Parses an address of this network.
     *
     * @throws MalformedException that says what the text is instead: mistyped, of another network, a SegWit address, a
     *     private key
     */
    public static Address parse(String text, ChainParams params) {
        ByteString payload = decode(text, params);
        int version = payload.at(0);
        if (payload.size() == 1 + Hash160.SIZE && version == params.p2pkhVersion()) {
            return p2pkh(payload.slice(1, payload.size()), params);
        }
        if (payload.size() == 1 + Hash160.SIZE && version == params.p2shVersion()) {
            return p2sh(payload.slice(1, payload.size()), params);
        }
        throw whatItIs(text, payload, params);
    }

    /** Base 58 first: an address in it may begin as SegWit addresses of a network do, "Wn1" for instance. */
    private static ByteString decode(String text, ChainParams params) {
        try {
            return Base58Check.decode(text);
        } catch (MalformedException e) {
            checkNotBech32(text, params);
            throw new MalformedException(FormError.NO_ADDRESS, text, e.sentence());
        }
    }

    private static MalformedException whatItIs(String text, ByteString payload, ChainParams params) {
        if (payload.size() == 33 || payload.size() == 34) {
            return new MalformedException(FormError.PRIVATE_KEY_NOT_ADDRESS);
        }
        if (payload.size() != 1 + Hash160.SIZE) {
            return new MalformedException(FormError.ADDRESS_SIZE, text, payload.size());
        }
        String here = params.network().id();
        for (Network network : Network.values()) {
            ChainParams other = ChainParams.of(network);
            if (payload.at(0) == other.p2pkhVersion() || payload.at(0) == other.p2shVersion()) {
                return new MalformedException(FormError.ADDRESS_NETWORK, text, network.id(), here);
            }
        }
        return new MalformedException(FormError.ADDRESS_VERSION, text, payload.at(0), here);
    }

    private static void checkNotBech32(String text, ChainParams params) {
        for (Network network : Network.values()) {
            String prefix = ChainParams.of(network).bech32Hrp() + "1";
            if (text.startsWith(prefix) || text.startsWith(prefix.toUpperCase(Locale.ROOT))) {
                throw whatBech32Is(text, network, params);
            }
        }
    }

    private static MalformedException whatBech32Is(String text, Network network, ChainParams params) {
        try {
            Bech32.decode(text);
        } catch (MalformedException e) {
            return new MalformedException(FormError.NO_ADDRESS, text, e.sentence());
        }
        return network == params.network()
                ? new MalformedException(FormError.SEGWIT, text, params.bech32Hrp() + "1")
                : new MalformedException(
                        FormError.SEGWIT_OTHER,
                        text,
                        network.id(),
                        params.network().id());
    }

    /** The script that an output to this address carries. */
    public Script scriptPubKey() {
        return switch (kind) {
            case P2PKH -> new Script(P2PKH_START.concat(hash).concat(P2PKH_END));
            case P2SH -> new Script(P2SH_START.concat(hash).concat(P2SH_END));
        };
    }

    /** The text people pass on. */
    @Override
    public String toString() {
        return Base58Check.encode(
                new ByteWriter(21).writeUInt8(version).writeBytes(hash).toByteString());
    }
}
