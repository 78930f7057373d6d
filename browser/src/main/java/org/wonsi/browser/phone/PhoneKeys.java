package org.wonsi.browser.phone;

import java.util.Arrays;
import java.util.List;
import org.wonsi.core.address.Wif;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.ExtendedKeyText;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.wallet.build.SigningKeys;
import org.wonsi.wallet.coins.AccountKeys;

/**
 * The keys of a phone's wallet: the first account of its words (BIP 39, BIP 44), without a passphrase.
 *
 * <p>The same words give the command line's wallet the same account. The private key is worked out anew for each payment,
 * and wiped after it.
 */
final class PhoneKeys implements AccountKeys {
    private final Mnemonic words;
    private final Network network;
    private final String text;
    private final ExtendedKey account;

    PhoneKeys(Mnemonic words, Network network) {
        this.words = words;
        this.network = network;
        ExtendedKey secret = secretAccount(words, network, 0);
        this.text = ExtendedKeyText.formatPublic(secret, network);
        secret.wipe();
        this.account = ExtendedKeyText.parse(text, network);
    }

    private static ExtendedKey secretAccount(Mnemonic words, Network network, int number) {
        byte[] seed = words.toSeed("");
        ExtendedKey master;
        try {
            master = ExtendedKey.master(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
        try {
            return master.derive(KeyPath.account(network, number));
        } finally {
            master.wipe();
        }
    }

    /** The private keys, for as long as signing takes. */
    SigningKeys secrets() {
        return new SigningKeys() {
            @Override
            public ExtendedKey account(Network of, int number) {
                return secretAccount(words, of, number);
            }

            @Override
            public List<Wif> imported() {
                return List.of();
            }

            /** The words stay, since the phone keeps them anyway. */
            @Override
            public void wipe() {}
        };
    }

    /** The words, as they are written. */
    String words() {
        return String.join(" ", words.words());
    }

    @Override
    public Network network() {
        return network;
    }

    @Override
    public int number() {
        return 0;
    }

    @Override
    public String name() {
        return "";
    }

    @Override
    public String accountText() {
        return text;
    }

    @Override
    public ExtendedKey account() {
        return account;
    }

    /** A phone takes in no single keys. */
    @Override
    public List<PublicKey> imported() {
        return List.of();
    }
}
