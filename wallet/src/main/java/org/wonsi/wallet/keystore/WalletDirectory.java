package org.wonsi.wallet.keystore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * Where wallets are: {@code $WONSI_HOME/<network>/wallets/<name>.wallet}, and {@code <name>.state} and {@code <name>.txs} beside
 * it.
 *
 * <p>Files can be read by their owner only (mode 600, where the file system has modes). A file is replaced in one step:
 * written under another name, forced to the disk, renamed; the key file's predecessor stays as {@code .wallet.bak}.
 */
public final class WalletDirectory {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_-]{0,39}");

    /** The largest file of transactions that is looked at. */
    private static final long MAX_TRANSACTIONS = 256L << 20;

    /** Bytes of a lock file that aren't locked, because Windows lets nobody read locked ones. */
    private static final int HOLDER_SIZE = 32;

    private final Path directory;
    private final Network network;

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
            throw new WalletException("no-wallet", name, network.id(), directory);
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
            throw new WalletException(
                    "damaged-file",
                    file,
                    Phrase.of("damage.other-network", keys.network().id()));
        }
        return keys;
    }

    private static String readText(Path file, long most) {
        try {
            if (Files.size(file) > most) {
                throw new WalletException("damaged-file", file, Phrase.of("damage.too-large"));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    /** Writes a new wallet; never over one that exists, nor over one that another process makes meanwhile. */
    public void create(String name, KeyFile keys) {
        Path file = keyFile(name);
        Lock lock = lock(name);
        try {
            if (Files.exists(file)) {
                throw new WalletException("wallet-exists", name, file);
            }
            write(file, keys.format());
        } finally {
            lock.close();
        }
    }

    /** Replaces a key file, keeping the old one as a backup. */
    public void replace(String name, KeyFile keys) {
        Path file = keyFile(name);
        Path backup = directory.resolve(name + ".wallet.bak");
        try {
            Files.copy(file, backup, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (IOException e) {
            throw WalletException.disk(backup, e);
        }
        write(file, keys.format());
    }

    /** What the wallet remembers; fresh if there is no such file. */
    public WalletState state(String name) {
        Path file = directory.resolve(checkName(name) + ".state");
        if (!Files.exists(file)) {
            return WalletState.fresh();
        }
        try {
            return WalletStateText.parse(readText(file, KeyFile.MAX_SIZE));
        } catch (MalformedException e) {
            throw new WalletException("damaged-state", file, e);
        }
    }

    /** Writes what the wallet remembers. */
    public void save(String name, WalletState state) {
        write(directory.resolve(checkName(name) + ".state"), JsonText.pretty(state) + "\n");
    }

    /** The transactions kept, none if there is no such file. */
    public KeptTransactions transactions(String name) {
        Path file = directory.resolve(checkName(name) + ".txs");
        if (!Files.exists(file)) {
            return new KeptTransactions();
        }
        try {
            return KeptTransactions.parse(readText(file, MAX_TRANSACTIONS));
        } catch (MalformedException e) {
            throw new WalletException("damaged-transactions", file, e);
        }
    }

    /** Writes the transactions to keep. */
    public void save(String name, KeptTransactions transactions) {
        write(directory.resolve(checkName(name) + ".txs"), transactions.format());
    }

    /** The file of the network's headers; all its wallets share it. */
    public HeaderFile headers() {
        return new HeaderFile(directory.resolveSibling("headers.dat"));
    }

    /** Keeps other processes of this wallet out until the lock is closed; waits for them first. */
    public Lock lock(String name) {
        return lock(name, holder -> {});
    }

    /**
     * Keeps other processes of this wallet out until the lock is closed; waits for them first.
     *
     * @param waiting told whom there is to wait for: what the lock file says of its holder
     */
    public Lock lock(String name, Consumer<String> waiting) {
        Path file = directory.resolve(checkName(name) + ".lock");
        try {
            Files.createDirectories(directory, attributes("rwx------"));
            FileChannel channel = FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    attributes("rw-------"));
            FileLock held = channel.tryLock(HOLDER_SIZE, Long.MAX_VALUE - HOLDER_SIZE, false);
            if (held == null) {
                waiting.accept(holder(channel));
                held = channel.lock(HOLDER_SIZE, Long.MAX_VALUE - HOLDER_SIZE, false);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
            return new Lock(channel, held);
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    /** What the holder of a lock wrote into it: its process. */
    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HOLDER_SIZE);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
        return text.matches("[0-9]+") ? text : "?";
    }

    /** One process at a time. */
    public record Lock(FileChannel channel, FileLock held) implements AutoCloseable {
        @Override
        public void close() {
            try {
                held.release();
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void write(Path file, String text) {
        try {
            Files.createDirectories(directory, attributes("rwx------"));
            Path fresh =
                    Files.createTempFile(directory, file.getFileName().toString(), ".tmp", attributes("rw-------"));
            try {
                writeThrough(fresh, text);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException e) {
            throw new WalletException("disk", file, Phrase.of("disk.no-directory"));
        } catch (IOException e) {
            throw WalletException.disk(file, e);
        }
    }

    private static void writeThrough(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] attributes(String mode) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    private static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new WalletException("bad-name", name);
        }
        return name;
    }
}
