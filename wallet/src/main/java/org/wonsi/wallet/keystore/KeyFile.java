package org.wonsi.wallet.keystore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.wallet.coins.AccountKeys;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * A wallet's key file: public keys in the clear, so that looking needs no password, and the secrets locked.
 *
 * <p>A checksum over all of it tells a damaged file from a wrong password. A wallet that only watches has no secrets.
 * The form is in docs/wallet-file.md.
 */
public final class KeyFile implements AccountKeys {
    /** The newest version this program reads. It writes 1 where that is enough, for older programs. */
    public static final int NEWEST_VERSION = 2;

    /** The largest file that is looked at. */
    static final int MAX_SIZE = 1 << 20;

    private static final String FORMAT = "wonsi-wallet";

    private final int version;
    private final Network network;
    private final long created;
    private final String accountText;
    private final List<PublicKey> imported;
    private final @Nullable Sealed sealed;
    private @Nullable ExtendedKey account;

    private KeyFile(
            int version,
            Network network,
            long created,
            String accountText,
            List<PublicKey> imported,
            @Nullable Sealed sealed) {
        this.version = version;
        this.network = network;
        this.created = created;
        this.accountText = accountText;
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
        String accountText;
        try {
            accountText = ExtendedKeyText.formatPublic(privateAccount, network);
        } finally {
            privateAccount.wipe();
        }
        List<PublicKey> imported = secrets.imported().stream()
                .map(wif -> wif.key().publicKey(wif.compressed()))
                .toList();
        byte[] plain = secrets.encode();
        try {
            Sealed sealed = Sealed.seal(
                    plain,
                    besides(secrets.fileVersion(), network, accountText, imported),
                    password,
                    Scrypt.fresh(scryptCost, random),
                    random);
            return new KeyFile(secrets.fileVersion(), network, created, accountText, imported, sealed);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** A file that can watch an account and not spend. */
    public static KeyFile watching(Network network, long created, ExtendedKey account) {
        return new KeyFile(1, network, created, ExtendedKeyText.formatPublic(account, network), List.of(), null);
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
        byte[] plain = locked.open(besides(version, network, accountText, imported), password)
                .orElseThrow(() -> new WalletException("wrong-password"));
        try {
            return Secrets.decode(plain, version);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The same wallet with one more single key, locked anew; wipes that key and those imported before. */
    public KeyFile withKey(Wif key, Secrets opened, char[] password, int scryptCost, RandomGenerator random) {
        Secrets more = opened.withKey(key);
        try {
            return create(network, created, more, password, scryptCost, random);
        } finally {
            more.wipe();
        }
    }

    /** The same wallet locked with another password. */
    public KeyFile withPassword(char[] old, char[] fresh, int scryptCost, RandomGenerator random) {
        Secrets opened = open(old);
        try {
            return create(network, created, opened, fresh, scryptCost, random);
        } finally {
            opened.wipe();
        }
    }

    @Override
    public Network network() {
        return network;
    }

    /** Seconds since 1970 UTC. */
    public long created() {
        return created;
    }

    /**
     * The public key of the account, m/44'/coin'/0'; read when first asked for, because that takes arithmetic on the
     * curve and most looking does without.
     *
     * @throws WalletException damaged-file if it is no point of the curve
     */
    @Override
    public ExtendedKey account() {
        ExtendedKey known = account;
        if (known == null) {
            try {
                known = ExtendedKeyText.parse(accountText, network);
            } catch (MalformedException e) {
                throw new WalletException("damaged-file", accountText, e);
            }
            account = known;
        }
        return known;
    }

    /** The account's public key as text, "tpub…" or "xpub…". */
    @Override
    public String accountText() {
        return accountText;
    }

    /** Public keys of single keys imported. */
    @Override
    public List<PublicKey> imported() {
        return imported;
    }

    /** Whether there is nothing to spend with. */
    public boolean isWatchOnly() {
        return sealed == null;
    }

    /** What is authenticated along with the secrets. */
    private static ByteString besides(int version, Network network, String accountText, List<PublicKey> imported) {
        String text = FORMAT + "\n" + version + "\n" + network.id() + "\n"
                + accountText + "\n"
                + imported.stream().map(PublicKey::toString).collect(Collectors.joining(","));
        return ByteString.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The file's text. */
    public String format() {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", version);
        root.put("network", network.id());
        root.put("created", created);
        root.put("account", accountText);
        if (!imported.isEmpty()) {
            root.put("imported", imported.stream().map(PublicKey::toString).toList());
        }
        Sealed locked = sealed;
        if (locked != null) {
            root.put("kdf", kdf(locked.kdf()));
            Map<String, Object> cipher = new LinkedHashMap<>();
            cipher.put("name", "aes-256-gcm");
            cipher.put("nonce", locked.nonce().toHex());
            root.put("cipher", cipher);
            root.put("secret", locked.ciphertext().toHex());
        }
        root.put("checksum", checksum(root));
        return JsonText.pretty(root) + "\n";
    }

    private static Map<String, Object> kdf(Scrypt scrypt) {
        Map<String, Object> kdf = new LinkedHashMap<>();
        kdf.put("name", "scrypt");
        kdf.put("n", scrypt.n());
        kdf.put("r", scrypt.r());
        kdf.put("p", scrypt.p());
        kdf.put("salt", scrypt.salt().toHex());
        return kdf;
    }

    /** The first 8 bytes of the SHA-256 of all fields but this, as JSON without spaces, in the file's order. */
    static String checksum(Map<String, @Nullable Object> root) {
        Map<String, @Nullable Object> others = new LinkedHashMap<>(root);
        others.remove("checksum");
        byte[] digest = Sha256d.single(JsonText.compact(others).getBytes(StandardCharsets.UTF_8));
        return ByteString.copyOf(digest, 0, 8).toHex();
    }

    /**
     * Parses a file's text.
     *
     * @throws WalletException damaged-file with the reason, or newer-file
     */
    public static KeyFile parse(String text, String fileName) {
        try {
            JsonValue root = JsonValue.parse(text);
            if (!root.isObject() || !FORMAT.equals(root.get("format").text(""))) {
                throw new WalletException("damaged-file", fileName, Phrase.of("damage.other-format"));
            }
            long version = root.get("version").integer();
            if (version > NEWEST_VERSION) {
                throw new WalletException("newer-file", fileName, version, NEWEST_VERSION);
            }
            if (version < 1) {
                throw new WalletException("damaged-file", fileName, Phrase.of("damage.other-format"));
            }
            if (!checksum(root.tree()).equals(root.get("checksum").text(""))) {
                throw new WalletException("damaged-file", fileName, Phrase.of("damage.checksum"));
            }
            return read(root, (int) version);
        } catch (MalformedException e) {
            throw new WalletException("damaged-file", fileName, e);
        } catch (IllegalArgumentException e) {
            throw new WalletException(
                    "damaged-file", fileName, Phrase.of("damage.values", String.valueOf(e.getMessage())));
        }
    }

    private static KeyFile read(JsonValue root, int version) {
        Network network = Network.parse(root.get("network").text());
        String account = root.get("account").text();
        Base58Check.decode(account);
        List<PublicKey> imported = root.get("imported").items().stream()
                .map(key -> PublicKey.parse(ByteString.ofHex(key.text())))
                .toList();
        return new KeyFile(
                version,
                network,
                root.get("created").integer(),
                account,
                imported,
                readSealed(root).orElse(null));
    }

    private static Optional<Sealed> readSealed(JsonValue root) {
        if (!root.get("secret").isPresent()) {
            return Optional.empty();
        }
        JsonValue kdf = root.get("kdf");
        JsonValue cipher = root.get("cipher");
        String kdfName = kdf.get("name").text();
        String cipherName = cipher.get("name").text();
        if (!kdfName.equals("scrypt") || !cipherName.equals("aes-256-gcm")) {
            throw new MalformedException("the file is locked in an unknown way: " + kdfName + ", " + cipherName);
        }
        Scrypt scrypt = new Scrypt(
                kdf.get("n").int32(),
                kdf.get("r").int32(),
                kdf.get("p").int32(),
                ByteString.ofHex(kdf.get("salt").text()));
        return Optional.of(new Sealed(
                scrypt,
                ByteString.ofHex(cipher.get("nonce").text()),
                ByteString.ofHex(root.get("secret").text())));
    }
}
