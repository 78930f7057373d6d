package org.wonsi.wallet.keystore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.wonsi.wallet.coins.AccountKeys;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.InputError;
import org.wonsi.wallet.problem.KeyFileFault;
import org.wonsi.wallet.problem.WalletException;

/**
 * A wallet's key file: public keys unencrypted, so that looking needs no password, and the secrets locked.
 *
 * <p>A checksum over all of it tells a damaged file from a wrong password. A wallet that only watches has no secrets.
 * The form is in docs/wallet-file.md.
 */
public final class KeyFile implements AccountKeys {
    /** The newest version this program reads. It writes 1 or 2 where that is enough, for older programs. */
    public static final int NEWEST_VERSION = 3;

    /** The first version that can hold further accounts. */
    static final int ACCOUNTS_VERSION = 3;

    /** Accounts in a file at the most: each is forty addresses more to ask for. */
    public static final int MAX_ACCOUNTS = 100;

    /** The largest file that is looked at. */
    static final int MAX_SIZE = 1 << 20;

    private static final String FORMAT = "wonsi-wallet";

    private final int version;
    private final Network network;
    private final long created;
    private final List<StoredAccount> accounts;
    private final @Nullable EncryptedSecret sealed;

    private KeyFile(
            int version,
            Network network,
            long created,
            List<StoredAccount> accounts,
            @Nullable EncryptedSecret sealed) {
        this.version = version;
        this.network = network;
        this.created = created;
        this.accounts = List.copyOf(accounts);
        this.sealed = sealed;
    }

    /**
     * Locks secrets with a password, for the first account; the caller wipes both.
     *
     * @param created seconds since 1970 UTC
     */
    public static KeyFile create(
            Network network, long created, Secrets secrets, char[] password, int scryptCost, RandomGenerator random) {
        List<StoredAccount> first = List.of(StoredAccount.derive(secrets, network, 0, ""));
        return seal(network, created, first, secrets, password, scryptCost, random);
    }

    private static KeyFile seal(
            Network network,
            long created,
            List<StoredAccount> accounts,
            Secrets secrets,
            char[] password,
            int scryptCost,
            RandomGenerator random) {
        List<StoredAccount> all = new ArrayList<>(accounts);
        all.set(
                0,
                accounts.get(0)
                        .with(secrets.imported().stream()
                                .map(wif -> wif.key().publicKey(wif.compressed()))
                                .toList()));
        int version = secrets.fileVersion(all.size());
        byte[] plain = secrets.encode(version);
        try {
            EncryptedSecret sealed = EncryptedSecret.seal(
                    plain, associatedData(version, network, all), password, Scrypt.fresh(scryptCost, random), random);
            return new KeyFile(version, network, created, all, sealed);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** A file that can watch an account and not spend. */
    public static KeyFile watching(Network network, long created, ExtendedKey account) {
        String text = ExtendedKeyText.formatPublic(account, network);
        return new KeyFile(1, network, created, List.of(new StoredAccount(network, 0, "", text, List.of())), null);
    }

    /**
     * Unlocks the secrets; the caller wipes them.
     *
     * @throws WalletException wrong-password, or watch-only
     */
    public Secrets open(char[] password) {
        EncryptedSecret locked = sealed;
        if (locked == null) {
            throw new WalletException(new Failure.WatchOnly());
        }
        byte[] plain = locked.open(associatedData(version, network, accounts), password)
                .orElseThrow(() -> new WalletException(new Failure.WrongPassword()));
        try {
            return Secrets.decode(plain, version);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    /** The same wallet with one more single key, locked again; wipes that key and those imported before. */
    public KeyFile withKey(Wif key, Secrets opened, char[] password, int scryptCost, RandomGenerator random) {
        Secrets more = opened.withKey(key);
        try {
            return seal(network, created, accounts, more, password, scryptCost, random);
        } finally {
            more.wipe();
        }
    }

    /** The same wallet locked with another password. */
    public KeyFile withPassword(char[] old, char[] fresh, int scryptCost, RandomGenerator random) {
        Secrets opened = open(old);
        try {
            return seal(network, created, accounts, opened, fresh, scryptCost, random);
        } finally {
            opened.wipe();
        }
    }

    /**
     * The same wallet with further accounts, locked again: a file of version 3.
     *
     * @param more whose numbers go on where those of the file end
     * @throws WalletException too-many-accounts past a hundred
     */
    public KeyFile withAccounts(
            List<StoredAccount> more, Secrets opened, char[] password, int scryptCost, RandomGenerator random) {
        if (accounts.size() + more.size() > MAX_ACCOUNTS) {
            throw new WalletException(new Failure.TooManyAccounts(MAX_ACCOUNTS));
        }
        List<StoredAccount> all = new ArrayList<>(accounts);
        all.addAll(more);
        return seal(network, created, all, opened, password, scryptCost, random);
    }

    /** The same wallet with a further account named, locked again. */
    public KeyFile withName(
            int number, String name, Secrets opened, char[] password, int scryptCost, RandomGenerator random) {
        List<StoredAccount> all = new ArrayList<>(accounts);
        all.set(number, accounts.get(number).named(name));
        return seal(network, created, all, opened, password, scryptCost, random);
    }

    /** The accounts, by their numbers; at least one. */
    public List<StoredAccount> accounts() {
        return accounts;
    }

    @Override
    public Network network() {
        return network;
    }

    /** Seconds since 1970 UTC. */
    public long created() {
        return created;
    }

    /** The number of the first account: 0. */
    @Override
    public int number() {
        return 0;
    }

    /** The name of the first account, which has none: empty. */
    @Override
    public String name() {
        return accounts.get(0).name();
    }

    /**
     * The public key of the first account, m/44'/coin'/0'.
     *
     * @throws WalletException damaged-file if it is no point of the curve
     */
    @Override
    public ExtendedKey account() {
        return accounts.get(0).account();
    }

    /** The first account's public key as text, "tpub…" or "xpub…". */
    @Override
    public String accountText() {
        return accounts.get(0).accountText();
    }

    /** Public keys of single keys imported. */
    @Override
    public List<PublicKey> imported() {
        return accounts.get(0).imported();
    }

    /** Whether the file has no secrets, so that the wallet can't spend. */
    public boolean isWatchOnly() {
        return sealed == null;
    }

    /** What is authenticated along with the secrets. */
    private static ByteString associatedData(int version, Network network, List<StoredAccount> accounts) {
        StoredAccount first = accounts.get(0);
        StringBuilder text = new StringBuilder(FORMAT + "\n" + version + "\n" + network.id() + "\n"
                + first.accountText() + "\n"
                + first.imported().stream().map(PublicKey::toString).collect(Collectors.joining(",")));
        for (StoredAccount further : accounts.subList(1, accounts.size())) {
            text.append('\n').append(further.accountText()).append(' ').append(further.name());
        }
        return ByteString.copyOf(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The file's text. */
    public String format() {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", version);
        root.put("network", network.id());
        root.put("created", created);
        root.put("account", accountText());
        if (accounts.size() > 1) {
            root.put(
                    "accounts",
                    accounts.subList(1, accounts.size()).stream()
                            .map(KeyFile::further)
                            .toList());
        }
        if (!imported().isEmpty()) {
            root.put("imported", imported().stream().map(PublicKey::toString).toList());
        }
        EncryptedSecret locked = sealed;
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

    private static Map<String, Object> further(StoredAccount account) {
        Map<String, Object> further = new LinkedHashMap<>();
        further.put("name", account.name());
        further.put("key", account.accountText());
        return further;
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
                throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.OtherFormat()));
            }
            long version = root.get("version").integer();
            if (version > NEWEST_VERSION) {
                throw new WalletException(new Failure.NewerFile(fileName, version, NEWEST_VERSION));
            }
            if (version < 1) {
                throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.OtherFormat()));
            }
            if (!checksum(root.tree()).equals(root.get("checksum").text(""))) {
                throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.Checksum()));
            }
            return read(root, (int) version, fileName);
        } catch (MalformedException e) {
            throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.Unreadable(e.sentence())));
        }
    }

    private static KeyFile read(JsonValue root, int version, String fileName) {
        Network network = Network.parse(root.get("network").text());
        List<PublicKey> imported = root.get("imported").items().stream()
                .map(key -> PublicKey.parse(ByteString.ofHex(key.text())))
                .toList();
        List<StoredAccount> accounts = new ArrayList<>();
        accounts.add(new StoredAccount(network, 0, "", root.get("account").text(), imported));
        if (version >= ACCOUNTS_VERSION) {
            readFurther(root.get("accounts").items(), accounts, fileName);
        }
        return new KeyFile(
                version,
                network,
                root.get("created").integer(),
                accounts,
                readSealed(root, fileName).orElse(null));
    }

    private static void readFurther(List<JsonValue> items, List<StoredAccount> accounts, String fileName) {
        if (items.size() >= MAX_ACCOUNTS) {
            throw new WalletException(
                    new Failure.DamagedFile(fileName, new KeyFileFault.AccountsLimit(items.size() + 1, MAX_ACCOUNTS)));
        }
        Network network = accounts.get(0).network();
        for (JsonValue item : items) {
            String name = item.get("name").text();
            if (!name.isEmpty() && !StoredAccount.isName(name)) {
                throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.AccountName(name)));
            }
            accounts.add(new StoredAccount(
                    network, accounts.size(), name, item.get("key").text(), List.of()));
        }
    }

    private static Optional<EncryptedSecret> readSealed(JsonValue root, String fileName) {
        if (!root.get("secret").isPresent()) {
            return Optional.empty();
        }
        JsonValue kdf = root.get("kdf");
        JsonValue cipher = root.get("cipher");
        String kdfName = kdf.get("name").text();
        String cipherName = cipher.get("name").text();
        if (!kdfName.equals("scrypt") || !cipherName.equals("aes-256-gcm")) {
            throw new MalformedException(InputError.LOCKED, kdfName + ", " + cipherName);
        }
        int n = kdf.get("n").int32();
        int r = kdf.get("r").int32();
        int p = kdf.get("p").int32();
        if (!Scrypt.isCost(n, r, p)) {
            throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.ScryptCost(n, r, p)));
        }
        ByteString salt = ByteString.ofHex(kdf.get("salt").text());
        if (!Scrypt.isSalt(salt)) {
            throw new WalletException(new Failure.DamagedFile(fileName, new KeyFileFault.SaltSize(salt.size())));
        }
        ByteString nonce = ByteString.ofHex(cipher.get("nonce").text());
        ByteString ciphertext = ByteString.ofHex(root.get("secret").text());
        if (!EncryptedSecret.isSealed(nonce, ciphertext)) {
            throw new WalletException(
                    new Failure.DamagedFile(fileName, new KeyFileFault.SealedSize(nonce.size(), ciphertext.size())));
        }
        return Optional.of(new EncryptedSecret(new Scrypt(n, r, p, salt), nonce, ciphertext));
    }
}
