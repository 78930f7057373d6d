package org.wonsi.wallet.keystore;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Base58Check;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.wallet.coins.AccountKeys;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * The public keys of one account of a key file, and its name.
 *
 * <p>An account's key is public, but can't be computed from another account's: the step between them is hardened, so
 * that a leaked key of one account says nothing about the others. That is why each is stored, and why adding one needs
 * the password.
 */
public final class StoredAccount implements AccountKeys {
    /** Letters, digits, - and _, up to 40, and not digits only: those are an account's number. */
    private static final Pattern NAME = Pattern.compile("(?![0-9]+$)[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,39}");

    private static final int ACCOUNT_DEPTH = 3;

    private static final long HARDENED = 0x8000_0000L;

    private final Network network;
    private final int number;
    private final String name;
    private final String text;
    private final List<PublicKey> imported;
    private @Nullable ExtendedKey key;

    /**
     * An account by its text.
     *
     * @param number its place in the file, from 0
     * @param name empty if it has none
     * @param imported single keys, which belong to the first account
     * @throws MalformedException if the text isn't base 58 with its checksum
     */
    StoredAccount(Network network, int number, String name, String text, List<PublicKey> imported) {
        Base58Check.decode(text);
        this.network = network;
        this.number = number;
        this.name = name;
        this.text = text;
        this.imported = List.copyOf(imported);
    }

    /** Works out an account from unlocked secrets. */
    public static StoredAccount derive(Secrets secrets, Network network, int number, String name) {
        ExtendedKey account = secrets.account(network, number);
        try {
            return new StoredAccount(network, number, name, ExtendedKeyText.formatPublic(account, network), List.of());
        } finally {
            account.wipe();
        }
    }

    /**
     * Checks a name for an account.
     *
     * @throws WalletException bad-account-name
     */
    public static String checkName(String name) {
        if (!isName(name)) {
            throw new WalletException(new Failure.BadAccountName(name));
        }
        return name;
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** The same with other single keys. */
    StoredAccount with(List<PublicKey> keys) {
        return new StoredAccount(network, number, name, text, keys);
    }

    /** The same under another name. */
    StoredAccount named(String another) {
        return new StoredAccount(network, number, another, text, imported);
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String accountText() {
        return text;
    }

    /**
     * The public key; read when first asked for, because that takes arithmetic on the curve and most looking does without.
     *
     * @throws WalletException damaged-account if it is no point of the curve
     */
    @Override
    public ExtendedKey account() {
        ExtendedKey known = key;
        if (known == null) {
            try {
                known = ExtendedKeyText.parse(text, network);
            } catch (MalformedException e) {
                throw new WalletException(new Failure.DamagedAccount(text, e.sentence()));
            }
            key = known;
        }
        return known;
    }

    @Override
    public List<PublicKey> imported() {
        return imported;
    }

    /**
     * The path of the key in the tree of keys, as the key itself says, "m/44'/1'/0'"; a key that is no account's tells
     * only its last step. A file that only watches can hold any account's key as its first.
     */
    public String path() {
        long child = account().childNumber();
        boolean hardened = child >= HARDENED;
        return account().depth() == ACCOUNT_DEPTH && hardened
                ? KeyPath.account(network, (int) (child - HARDENED)).toString()
                : "…/" + (hardened ? child - HARDENED + "'" : Long.toString(child));
    }
}
