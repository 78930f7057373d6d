package org.wonsi.wallet.keystore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.keystore.WalletLock.Holder;
import org.wonsi.wallet.problem.DiskFault;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.KeyFileFault;
import org.wonsi.wallet.problem.WalletException;

/**
 * The directory with the wallets of a network: {@code $WONSI_HOME/<network>/wallets/<name>.wallet}, and {@code
 * <name>.state} and {@code <name>.txs} beside it.
 *
 * <p>Files can be read by their owner only (mode 600, where the file system has modes). A file is replaced in one step:
 * written under another name, forced to the disk, renamed, and its directory forced; the key file's predecessor stays as
 * {@code .wallet.bak}.
 */
public final class WalletDirectory {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,39}");

    /** The largest file of transactions that is looked at. */
    private static final long MAX_TRANSACTIONS = 256L << 20;

    private final Path directory;
    private final Network network;
    private final AtomicFile files = AtomicFile.onDisk();

    /** The directory of a network's wallets below a home; it needn't exist yet. */
    public WalletDirectory(Path home, Network network) {
        this.directory = home.resolve(network.id()).resolve("wallets");
        this.network = network;
    }

    /** Names of the wallets there are, sorted. */
    public List<String> names() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".wallet"))
                    .filter(file -> NAME.matcher(file.substring(0, file.length() - ".wallet".length()))
                            .matches())
                    .map(file -> file.substring(0, file.length() - ".wallet".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw WalletException.disk(directory, e);
        }
    }

    /** The key file's path. */
    public Path keyFile(String name) {
        return directory.resolve(checkName(name) + ".wallet");
    }

    /**
     * Checks that there is a wallet of this name.
     *
     * @throws WalletException no-wallet
     */
    public void checkExists(String name) {
        if (!exists(name)) {
            throw new WalletException(new Failure.NoWallet(name, network.id(), directory.toString()));
        }
    }

    /** Whether there is a wallet of this name. */
    public boolean exists(String name) {
        return Files.exists(keyFile(name));
    }

    /** Reads a key file. */
    public KeyFile read(String name) {
        checkExists(name);
        Path file = keyFile(name);
        KeyFile keys = KeyFile.parse(readText(file, KeyFile.MAX_SIZE), file.toString());
        if (keys.network() != network) {
            throw new WalletException(new Failure.DamagedFile(
                    file.toString(),
                    new KeyFileFault.OtherNetwork(keys.network().id())));
        }
        return keys;
    }

    private static String readText(Path file, long most) {
        try {
            if (Files.size(file) > most) {
                throw new WalletException(new Failure.DamagedFile(file.toString(), new KeyFileFault.TooLarge()));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    /** Writes a new wallet; never over one that exists, nor over one that another process makes meanwhile. */
    public void create(String name, KeyFile keys) {
        Path file = keyFile(name);
        locked(name, holder -> {}, () -> {
            if (Files.exists(file)) {
                throw new WalletException(new Failure.WalletExists(name, file.toString()));
            }
            write(file, keys.format());
            return keys;
        });
    }

    /** Replaces a key file, keeping the old one as a backup; under {@link #lock}. */
    public void replace(String name, KeyFile keys) {
        write(backup(name), readText(keyFile(name), KeyFile.MAX_SIZE));
        write(keyFile(name), keys.format());
    }

    /**
     * Changes the password of a key file: reads it again under the lock and writes what comes out, in place of the backup too.
     * A person who knows the old password could open that, and it holds the same keys.
     *
     * @param waiting told who holds the lock, if it has to be waited for
     */
    public KeyFile changePassword(String name, Consumer<Optional<Holder>> waiting, UnaryOperator<KeyFile> change) {
        checkExists(name);
        return locked(name, waiting, () -> {
            KeyFile changed = change.apply(read(name));
            write(keyFile(name), changed.format());
            write(backup(name), changed.format());
            return changed;
        });
    }

    private Path backup(String name) {
        return directory.resolve(checkName(name) + ".wallet.bak");
    }

    /** The state that the wallet remembers; an empty one if there is no such file. */
    public WalletState state(String name) {
        Path file = stateFile(name);
        if (!Files.exists(file)) {
            return WalletState.fresh();
        }
        try {
            return WalletStateText.parse(readText(file, KeyFile.MAX_SIZE));
        } catch (MalformedException e) {
            throw new WalletException(new Failure.DamagedState(file.toString(), e.sentence()));
        }
    }

    /** Writes what the wallet remembers; under {@link #lock}. */
    public void save(String name, WalletState state) {
        write(stateFile(name), JsonText.pretty(state) + "\n");
    }

    /** The transactions kept, none if there is no such file. */
    public KeptTransactions transactions(String name) {
        Path file = transactionsFile(name);
        if (!Files.exists(file)) {
            return new KeptTransactions();
        }
        try {
            return KeptTransactions.parse(readText(file, MAX_TRANSACTIONS));
        } catch (MalformedException e) {
            throw new WalletException(new Failure.DamagedTransactions(file.toString(), e.sentence()));
        }
    }

    /** Writes the transactions to keep. */
    public void save(String name, KeptTransactions transactions) {
        write(transactionsFile(name), transactions.format());
    }

    /** The file of the network's headers; all its wallets share it. */
    public HeaderFile headers() {
        return new HeaderFile(directory.resolveSibling("headers.dat"));
    }

    private <T> T locked(String name, Consumer<Optional<Holder>> waiting, Supplier<T> task) {
        WalletLock lock = lock(name, waiting);
        try {
            return task.get();
        } finally {
            lock.close();
        }
    }

    private Path transactionsFile(String name) {
        return directory.resolve(checkName(name) + ".txs");
    }

    private Path stateFile(String name) {
        return directory.resolve(checkName(name) + ".state");
    }

    /** Keeps other processes from saving this wallet until the lock is closed; waits for them first. */
    public WalletLock lock(String name) {
        return lock(name, holder -> {});
    }

    /** The same, and says whom it waits for; what killed processes left half written is removed. */
    public WalletLock lock(String name, Consumer<Optional<Holder>> waiting) {
        Path file = directory.resolve(checkName(name) + ".lock");
        try {
            files.makeDirectories(directory);
            WalletLock lock = WalletLock.take(file, waiting);
            try {
                removeLeftovers(name);
                return lock;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw WalletException.disk(file, new DiskFault.NoDirectory());
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    private void removeLeftovers(String name) throws IOException {
        for (Path written : List.of(keyFile(name), backup(name), stateFile(name), transactionsFile(name))) {
            AtomicFile.removeLeftovers(written);
        }
    }

    private void write(Path file, String text) {
        try {
            files.write(file, text);
        } catch (FileAlreadyExistsException e) {
            throw WalletException.disk(file, new DiskFault.NoDirectory());
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    private static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new WalletException(new Failure.BadName(name));
        }
        return name;
    }
}
