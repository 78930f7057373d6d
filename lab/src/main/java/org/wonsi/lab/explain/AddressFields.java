package org.wonsi.lab.explain;

import static org.wonsi.lab.explain.TransactionFields.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Address.Kind;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.ScriptText;
import org.wonsi.lab.explain.FieldRecorder.Label;

/**
 * The three fields of an address in base 58: version, hash and checksum, 25 bytes in all.
 *
 * <p>An address of any network is explained, whatever the network of the chain that is at hand: its first byte says which it is of. A
 * checksum that doesn't fit is shown and fails, so that a person sees what it is for.
 */
final class AddressFields {
    private static final int CHECKSUM_SIZE = 4;
    private static final int HASH_END = 1 + Hash160.SIZE;
    static final int SIZE = HASH_END + CHECKSUM_SIZE;

    private static final Label VERSION = plain("address.version", "version", ByteKind.COUNT, "", "Address.version()");
    private static final Label HASH = plain("address.hash", "hash", ByteKind.HASH, "", "Address.hash()");
    private static final Label CHECKSUM =
            plain("address.checksum", "checksum", ByteKind.HASH, "", "Base58Check.decode()");

    private final ByteString bytes;
    private final int version;
    private final ByteString hash;
    private final ByteString checksum;
    private final ByteString expected;

    /**
     * Takes the bytes apart.
     *
     * @throws MalformedException if they aren't 25
     */
    AddressFields(ByteString bytes) {
        checkSize(bytes);
        this.bytes = bytes;
        this.version = bytes.at(0);
        this.hash = bytes.slice(1, HASH_END);
        this.checksum = bytes.slice(HASH_END, SIZE);
        this.expected = checksumOf(bytes.slice(0, HASH_END));
    }

    private static void checkSize(ByteString bytes) {
        if (bytes.size() == SIZE) {
            return;
        }
        int payload = bytes.size() - CHECKSUM_SIZE;
        // A private key in wallet import format is taken for one only if its checksum fits, so that a long mistyped
        // address isn't.
        if ((payload == 33 || payload == 34)
                && checksumOf(bytes.slice(0, payload)).equals(bytes.slice(payload, bytes.size()))) {
            throw new MalformedException(FormError.PRIVATE_KEY_NOT_ADDRESS);
        }
        throw new MalformedException(0, SIZE + " bytes of an address", bytes.size() + "");
    }

    private static ByteString checksumOf(ByteString payload) {
        return ByteString.copyOf(Sha256d.hash(payload).toByteArray(), 0, CHECKSUM_SIZE);
    }

    String title() {
        return "Address " + Base58Check.encode(bytes.slice(0, HASH_END)) + ", " + place();
    }

    /** Network and kind, as the version byte says. */
    private String place() {
        List<String> networks = new ArrayList<>();
        for (Network network : Network.values()) {
            kindOn(ChainParams.of(network)).ifPresent(kind -> networks.add(network.id()));
        }
        // Bitcoin's testnet has the prefixes of regtest.
        String names = String.join(" or ", networks).replace("regtest", "testnet or regtest");
        return kind().map(kind -> names + ", " + kind.name()).orElse("no network known here");
    }

    private Optional<Kind> kind() {
        for (Network network : Network.values()) {
            Optional<Kind> kind = kindOn(ChainParams.of(network));
            if (kind.isPresent()) {
                return kind;
            }
        }
        return Optional.empty();
    }

    private Optional<Kind> kindOn(ChainParams params) {
        if (version == params.p2pkhVersion()) {
            return Optional.of(Kind.P2PKH);
        }
        return version == params.p2shVersion() ? Optional.of(Kind.P2SH) : Optional.empty();
    }

    void read(FieldRecorder recorder) {
        recorder.read(
                VERSION,
                reader -> reader.readBytes(1),
                one -> "0x" + one.toHex() + ": " + place(),
                "Names the network and what the hash is of: of a public key (P2PKH), or of a script (P2SH, BIP 16).");
        recorder.read(
                HASH,
                reader -> reader.readBytes(Hash160.SIZE),
                twenty -> lockingScript()
                        .map(script -> "in the locking script " + script)
                        .orElse(twenty.toHex()),
                "The RIPEMD-160 of the SHA-256 of the payee's public key or script, which is shown only when the coin is spent. It"
                        + " stands in the script that locks a payment to this address; the address itself is in no transaction.");
        recorder.read(
                CHECKSUM,
                reader -> reader.readBytes(CHECKSUM_SIZE),
                ByteString::toHex,
                "The first four bytes of the double SHA-256 of version and hash: so a mistyped address is refused and not paid.");
        recorder.section("Address, " + SIZE + " bytes", 0);
    }

    /** The condition that an output to this address has, if its kind is known. */
    private Optional<String> lockingScript() {
        return kind().map(kind -> ScriptText.format(new Address(kind, version, hash).scriptPubKey()));
    }

    Check check() {
        return Check.of(
                "checksum",
                checksum.equals(expected),
                "the double SHA-256 of version and hash begins with " + expected.toHex());
    }
}
