package org.wonsi.wallet.keystore;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.wallet.WalletException;

/**
 * A wallet's key file: public keys in the clear, so that looking needs no password, and the secrets locked.
 *
 * <p>A checksum over all of it tells a damaged file from a wrong password. A wallet that only watches has no secrets.
 * The form is in docs/wallet-file.md.
 */
public final class KeyFile {
    /** The version this program writes, and the newest it reads. */
    public static final int VERSION = 1;

    /** The largest file that is looked at. */
    static final int MAX_SIZE = 1 << 20;

    private static final String FORMAT = "wonsi-wallet";

    private final Network network;
    private final long created;
    private final ExtendedKey account;
    private final List<PublicKey> imported;
    private final @Nullable Sealed sealed;

    private KeyFile(
            Network network, long created, ExtendedKey account, List<PublicKey> imported, @Nullable Sealed sealed) {
        this.network = network;
        this.created = created;
        this.account = account;
        this.imported = List.copyOf(imported);
        this.sealed = sealed;
    }

    /**
     * Locks secrets with a password; the caller wipes both.
     *
     * @param created seconds since 1970 UTC
     */
    public static KeyFile create(
            Network network, long created, Secrets secrets, char[] password, int scryptCost, RandomGenerator random) {
        ExtendedKey privateAccount = secrets.account(network);
        ExtendedKey account = privateAccount.publicOnly();
        privateAccount.wipe();
        List<PublicKey> imported = secrets.imported().stream()
                .map(wif -> wif.key().publicKey(wif.compressed()))
                .toList();
        byte[] plain = secrets.encode();
        Sealed sealed = Sealed.seal(
                plain, besides(network, account, imported), password, Scrypt.fresh(scryptCost, random), random);
        Arrays.fill(plain, (byte) 0);
        return new KeyFile(network, created, account, imported, sealed);
    }

    /** A file that can watch an account and not spend. */
    public static KeyFile watching(Network network, long created, ExtendedKey account) {
        return new KeyFile(network, created, account.publicOnly(), List.of(), null);
    }

    /**
     * Unlocks the secrets; the caller wipes them.
     *
     * @throws WalletException wrong-password, or watch-only
     */
    public Secrets open(char[] password) {
        Sealed locked = sealed;
        if (locked == null) {
            throw new WalletException("watch-only");
        }
        byte[] plain = locked.open(besides(network, account, imported), password)
                .orElseThrow(() -> new WalletException("wrong-password"));
        try {
            return Secrets.decode(plain);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The same wallet with one more single key, locked anew. */
    public KeyFile withKey(Wif key, Secrets opened, char[] password, int scryptCost, RandomGenerator random) {
        return create(network, created, opened.withKey(key), password, scryptCost, random);
    }

    public Network network() {
        return network;
    }

    /** Seconds since 1970 UTC. */
    public long created() {
        return created;
    }

    /** The public key of the account, m/44'/coin'/0'. */
    public ExtendedKey account() {
        return account;
    }

    /** Public keys of single keys imported. */
    public List<PublicKey> imported() {
        return imported;
    }

    /** Whether there is nothing to spend with. */
    public boolean isWatchOnly() {
        return sealed == null;
    }

    /** What is authenticated along with the secrets. */
    private static ByteString besides(Network network, ExtendedKey account, List<PublicKey> imported) {
        String text = FORMAT + "\n" + VERSION + "\n" + network.id() + "\n"
                + ExtendedKeyText.formatPublic(account, network) + "\n"
                + imported.stream().map(PublicKey::toString).collect(Collectors.joining(","));
        return ByteString.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The file's text. */
    public String format() {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("network", network.id());
        root.put("created", created);
        root.put("account", ExtendedKeyText.formatPublic(account, network));
        imported.forEach(key -> root.withArray("imported").add(key.toString()));
        Sealed locked = sealed;
        if (locked != null) {
            root.putObject("kdf")
                    .put("name", "scrypt")
                    .put("n", locked.kdf().n())
                    .put("r", locked.kdf().r())
                    .put("p", locked.kdf().p())
                    .put("salt", locked.kdf().salt().toHex());
            root.putObject("cipher")
                    .put("name", "aes-256-gcm")
                    .put("nonce", locked.nonce().toHex());
            root.put("secret", locked.ciphertext().toHex());
        }
        root.put("checksum", checksum(root));
        return root.toPrettyString() + "\n";
    }

    /** The first 8 bytes of the SHA-256 of all fields but this, as JSON without spaces, in the file's order. */
    private static String checksum(ObjectNode root) {
        ObjectNode others = root.deepCopy();
        others.remove("checksum");
        byte[] digest = Sha256d.single(others.toString().getBytes(StandardCharsets.UTF_8));
        return ByteString.copyOf(digest, 0, 8).toHex();
    }

    /**
     * Parses a file's text.
     *
     * @throws WalletException damaged-file with the reason, or newer-file
     */
    public static KeyFile parse(String text, String fileName) {
        try {
            JsonNode json = Json.MAPPER.readTree(text);
            if (!(json instanceof ObjectNode root)
                    || !FORMAT.equals(root.path("format").asText())) {
                throw new WalletException("damaged-file", fileName, "it isn't a Wonsi wallet");
            }
            if (root.path("version").asInt() > VERSION) {
                throw new WalletException(
                        "newer-file", fileName, root.path("version").asInt(), VERSION);
            }
            if (!checksum(root).equals(root.path("checksum").asText())) {
                throw new WalletException("damaged-file", fileName, "its checksum doesn't match");
            }
            return read(root);
        } catch (JsonProcessingException e) {
            throw new WalletException("damaged-file", fileName, "it isn't JSON: " + e.getOriginalMessage());
        } catch (MalformedException | IllegalArgumentException e) {
            throw new WalletException("damaged-file", fileName, String.valueOf(e.getMessage()));
        }
    }

    private static KeyFile read(ObjectNode root) {
        Network network = Network.parse(root.path("network").asText());
        ExtendedKey account = ExtendedKeyText.parse(root.path("account").asText(), network);
        List<PublicKey> imported = new ArrayList<>();
        root.path("imported").forEach(key -> imported.add(PublicKey.parse(ByteString.ofHex(key.asText()))));
        return new KeyFile(
                network,
                root.path("created").asLong(),
                account,
                imported,
                readSealed(root).orElse(null));
    }

    private static Optional<Sealed> readSealed(ObjectNode root) {
        if (!root.has("secret")) {
            return Optional.empty();
        }
        JsonNode kdf = root.path("kdf");
        JsonNode cipher = root.path("cipher");
        if (!kdf.path("name").asText().equals("scrypt")
                || !cipher.path("name").asText().equals("aes-256-gcm")) {
            throw new MalformedException("it is locked in an unknown way: "
                    + kdf.path("name").asText() + ", " + cipher.path("name").asText());
        }
        Scrypt scrypt = new Scrypt(
                kdf.path("n").asInt(),
                kdf.path("r").asInt(),
                kdf.path("p").asInt(),
                ByteString.ofHex(kdf.path("salt").asText()));
        return Optional.of(new Sealed(
                scrypt,
                ByteString.ofHex(cipher.path("nonce").asText()),
                ByteString.ofHex(root.path("secret").asText())));
    }
}
