package org.wonsi.node.runtime.faucet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.node.platform.OwnerOnlyFile;

/** The faucet wallet's key in the data directory, as text that other wallets can import; made at the first start. */
public final class FaucetKey {
    static final String FILE = "purse.key";

    private FaucetKey() {}

    /**
     * The key of a data directory; a random one is made and written if there is none.
     *
     * @throws IOException if the file can't be read or written, or holds no key of the network
     */
    public static PrivateKey loadOrCreate(Path dataDirectory, ChainParams params) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        if (Files.exists(file)) {
            if (!Files.isRegularFile(file)) {
                throw new IOException("the key file " + file
                        + " is no file, but a directory or the like; put the right one there, or move it away and the node"
                        + " makes a new one");
            }
            try {
                return Wif.parse(Files.readString(file).strip(), params).key();
            } catch (MalformedException e) {
                throw new IOException(
                        "the key file " + file + " can't be read (" + e.getMessage()
                                + "); put the right one there, or move it away and the node makes a new one",
                        e);
            }
        }
        return write(PrivateKey.generate(new SecureRandom()), dataDirectory, params);
    }

    /** Makes the key from a source of numbers, unless there is one. */
    public static void createFrom(RandomGenerator random, Path dataDirectory, ChainParams params) throws IOException {
        if (!Files.exists(dataDirectory.resolve(FILE))) {
            write(PrivateKey.generate(random), dataDirectory, params);
        }
    }

    /** Takes the key over into another data directory that has none, so that a copy of the chain has its coins. */
    public static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        OwnerOnlyFile.create(to.resolve(FILE));
        Files.write(to.resolve(FILE), Files.readAllBytes(from.resolve(FILE)));
    }

    private static PrivateKey write(PrivateKey key, Path dataDirectory, ChainParams params) throws IOException {
        Files.createDirectories(dataDirectory);
        Path fresh = dataDirectory.resolve(FILE + ".tmp");
        Files.deleteIfExists(fresh);
        OwnerOnlyFile.create(fresh);
        Files.writeString(
                fresh, new Wif(key, true).encode(params) + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
        Files.move(fresh, dataDirectory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        return key;
    }
}
