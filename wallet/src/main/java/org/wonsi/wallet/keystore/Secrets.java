package org.wonsi.wallet.keystore;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.hd.ExtendedKey;
import org.wonsi.core.hd.KeyPath;
import org.wonsi.core.hd.Mnemonic;

/**
 * What the password locks: the words (as the bits they stand for), their passphrase, and single keys imported.
 *
 * <p>A key file that was made from a single key only has no words.
 */
public final class Secrets {
    private final byte[] entropy;
    private final byte[] passphrase;
    private final List<Wif> imported;

    private Secrets(byte[] entropy, byte[] passphrase, List<Wif> imported) {
        this.entropy = entropy;
        this.passphrase = passphrase;
        this.imported = List.copyOf(imported);
    }

    /** Words and their passphrase, empty if there is none. */
    public static Secrets of(Mnemonic words, String passphrase) {
        return new Secrets(words.entropy(), passphrase.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** The same and one more key. */
    public Secrets withKey(Wif key) {
        List<Wif> more = new ArrayList<>(imported);
        more.add(key);
        return new Secrets(entropy.clone(), passphrase.clone(), more);
    }

    /** The words. */
    public Mnemonic words() {
        return Mnemonic.ofEntropy(entropy);
    }

    /** Single keys imported, in order. */
    public List<Wif> imported() {
        return imported;
    }

    /** The private key of the first account (BIP 44); takes the 2,048 rounds of BIP 39. The caller wipes it. */
    public ExtendedKey account(Network network) {
        byte[] seed = words().toSeed(new String(passphrase, StandardCharsets.UTF_8));
        ExtendedKey master = ExtendedKey.master(seed);
        Arrays.fill(seed, (byte) 0);
        ExtendedKey account = master.derive(KeyPath.account(network, 0));
        master.wipe();
        return account;
    }

    /**
     * The bytes to lock: sizes and contents of entropy, passphrase and keys, as docs/wallet-file.md lists them. The
     * caller wipes them.
     */
    byte[] encode() {
        ByteWriter writer = new ByteWriter()
                .writeUInt8(entropy.length)
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

    static Secrets decode(byte[] bytes) {
        ByteReader reader = new ByteReader(bytes);
        byte[] entropy = reader.readByteArray(reader.readUInt8());
        byte[] passphrase = reader.readByteArray(reader.readUInt16());
        List<Wif> imported = new ArrayList<>();
        for (int count = reader.readUInt16(); count > 0; count--) {
            boolean compressed = reader.readUInt8() == 1;
            byte[] secret = reader.readByteArray(PrivateKey.SIZE);
            imported.add(new Wif(PrivateKey.of(secret), compressed));
            Arrays.fill(secret, (byte) 0);
        }
        reader.expectEnd();
        return new Secrets(entropy, passphrase, imported);
    }

    /** Overwrites what is here; not to be used afterwards. */
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
