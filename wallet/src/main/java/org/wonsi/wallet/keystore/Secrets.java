package org.wonsi.wallet.keystore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.wallet.build.SigningKeys;
import org.wonsi.wallet.problem.InputError;

/**
 * The secrets that a password locks: the words (as the bits they stand for), their passphrase, and single keys
 * imported.
 *
 * <p>A key file that was made from a single key only has no words.
 */
public final class Secrets implements SigningKeys {
    private static final int ENGLISH_WORDS = 0;
    private static final int KOREAN_WORDS = 1;

    private final WordList list;
    private final byte[] entropy;
    private final byte[] passphrase;
    private final List<Wif> imported;

    private Secrets(WordList list, byte[] entropy, byte[] passphrase, List<Wif> imported) {
        this.list = list;
        this.entropy = entropy;
        this.passphrase = passphrase;
        this.imported = List.copyOf(imported);
    }

    /** Words and their passphrase, empty if there is none. */
    public static Secrets of(Mnemonic words, String passphrase) {
        return new Secrets(words.list(), words.entropy(), passphrase.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** The same secrets and one more key. */
    public Secrets withKey(Wif key) {
        List<Wif> more = new ArrayList<>(imported);
        more.add(key);
        return new Secrets(list, entropy.clone(), passphrase.clone(), more);
    }

    /** The passphrase of the words, empty if there is none. */
    public String passphrase() {
        return new String(passphrase, StandardCharsets.UTF_8);
    }

    /** The words. */
    public Mnemonic words() {
        return Mnemonic.ofEntropy(entropy, list);
    }

    /** Single keys imported, in order. */
    @Override
    public List<Wif> imported() {
        return imported;
    }

    /** The private key of an account (BIP 44); takes the 2,048 rounds of BIP 39. The caller wipes it. */
    @Override
    public ExtendedKey account(Network network, int number) {
        byte[] seed = words().toSeed(passphrase());
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

    /** The version of the key file that can hold them: 1 for English words, 2 for others, 3 if there are further accounts. */
    int fileVersion(int accounts) {
        return accounts > 1 ? KeyFile.ACCOUNTS_VERSION : list == WordList.ENGLISH ? 1 : 2;
    }

    /**
     * The bytes to lock: sizes and contents of entropy, passphrase and keys, as docs/wallet-file.md lists them. The
     * caller wipes them.
     */
    byte[] encode(int fileVersion) {
        ByteWriter writer = new ByteWriter();
        if (fileVersion > 1) {
            writer.writeUInt8(list == WordList.ENGLISH ? ENGLISH_WORDS : KOREAN_WORDS);
        }
        writer.writeUInt8(entropy.length)
                .writeBytes(entropy)
                .writeUInt16(passphrase.length)
                .writeBytes(passphrase)
                .writeUInt16(imported.size());
        for (Wif wif : imported) {
            byte[] secret = wif.key().toByteArray();
            writer.writeUInt8(wif.compressed() ? 1 : 0).writeBytes(secret);
            Arrays.fill(secret, (byte) 0);
        }
        return writer.toByteArray();
    }

    static Secrets decode(byte[] bytes, int fileVersion) {
        ByteReader reader = new ByteReader(bytes);
        WordList list = fileVersion == 1 ? WordList.ENGLISH : list(reader.readUInt8(), fileVersion);
        byte[] entropy = reader.readByteArray(reader.readUInt8());
        byte[] passphrase = reader.readByteArray(reader.readUInt16());
        List<Wif> imported = new ArrayList<>();
        for (int count = reader.readUInt16(); count > 0; count--) {
            int form = reader.readUInt8();
            if (form > 1) {
                throw new MalformedException(InputError.LOCKED, "form of a key " + form);
            }
            boolean compressed = form == 1;
            byte[] secret = reader.readByteArray(PrivateKey.SIZE);
            try {
                imported.add(new Wif(PrivateKey.of(secret), compressed));
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
        reader.expectEnd();
        return new Secrets(list, entropy, passphrase, imported);
    }

    private static WordList list(int number, int fileVersion) {
        if (number == ENGLISH_WORDS && fileVersion > 2) {
            return WordList.ENGLISH;
        }
        if (number != KOREAN_WORDS) {
            throw new MalformedException(InputError.LOCKED, "word list " + number);
        }
        return WordList.KOREAN;
    }

    /** Overwrites what is here; not to be used afterwards. */
    @Override
    public void wipe() {
        Arrays.fill(entropy, (byte) 0);
        Arrays.fill(passphrase, (byte) 0);
        imported.forEach(wif -> wif.key().wipe());
    }

    /** Doesn't show the secret. */
    @Override
    public String toString() {
        return "Secrets[not shown]";
    }
}
