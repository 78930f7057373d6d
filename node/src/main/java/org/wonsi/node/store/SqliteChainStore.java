package org.wonsi.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.ChainStore;
import org.wonsi.core.chain.StoredHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.node.store.db.AddressIndexState;
import org.wonsi.node.store.db.ChainNote;
import org.wonsi.node.store.db.CoinCache;
import org.wonsi.node.store.db.CoinRows;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.DatabaseSetup;
import org.wonsi.node.store.db.DirectoryLock;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.Migrations;
import org.wonsi.node.store.db.PageCheck;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;
import org.wonsi.node.store.query.BlockReads;
import org.wonsi.node.store.query.ChainQueries;

/**
 * A chain in an SQLite database.
 *
 * <p>Changes go to a {@link WriterThread} in order. Outside bulk mode what concerns blocks waits for its commit: when it
 * returns, a crash at any moment keeps what it did. Headers alone don't wait ({@link #drain} does), and within a
 * reorganisation blocks share commits, at whose end everything is durable. In bulk mode nothing waits, and a crash goes
 * back to an earlier state, whole, from which the chain is caught up again.
 */
public final class SqliteChainStore implements ChainStore {
    /** Coins kept in memory but while catching up: no more than a node rests easy with. */
    private static final int COINS_AT_REST = 1_000;

    /**
     * Coins kept besides while a block is worked on: what one of 1 MB can spend, with inputs of 41 bytes. Each is asked for twice, by
     * the block's checks and when it is connected.
     */
    private static final int COINS_OF_BLOCK = 24_390;

    /** With as many, their index is made before bulk mode is over: whoever then sees the tip can ask for addresses, too. */
    private static final long OUTPUTS_WAITED_FOR = 20_000;

    /** Blocks that leave the active chain in one commit, in a reorganisation. */
    private static final int MOST_TAKEN = 64;

    /** Headers that may be on their way to the disk without anybody waiting for them. */
    private static final int MOST_HEADERS_ON_THE_WAY = 4_000;

    private final DirectoryLock lock;
    private final Path file;
    private final AddressIndexBuilder.Progress index;
    private Optional<AddressIndexBuilder> indexBuilder;
    private final WriterThread writer;
    private final ReadConnection reader;
    private final int coinsWhileBulk;
    private final CoinCache coins;
    private final Map<BlockHash, Block> unsaved = new ConcurrentHashMap<>();
    private final AtomicInteger headersOnTheWay = new AtomicInteger();
    private final PeerTable peers;
    private final BanTable bans;
    private String found;
    private final RowNumbers numbers = new RowNumbers();
    private final PageCheck pages;
    private @Nullable BlockHash tip;
    private volatile @Nullable BlockHash durableTip;
    private boolean bulk;
    private boolean together;
    private final List<StoredHeader> taken = new ArrayList<>();
    private boolean roomy;

    /** What was read last by {@link #undo}, for the {@link #disconnect} that follows. */
    private Optional<CoinRows.Spent> lastSpent = Optional.empty();

    private SqliteChainStore(
            DirectoryLock lock,
            Path file,
            StoreOptions options,
            AddressIndexState index,
            Optional<String> remark,
            PageCheck pages)
            throws StorageException {
        this.lock = lock;
        this.pages = pages;
        this.file = file;
        this.index = new AddressIndexBuilder.Progress(index);
        this.reader = new ReadConnection(Database.openReader(file), file);
        this.writer = new WriterThread(Database.openWriter(file), file, options, this::committed);
        this.coinsWhileBulk = options.coinCacheSize();
        this.coins = new CoinCache(
                Math.min(COINS_AT_REST, coinsWhileBulk),
                Math.min(COINS_OF_BLOCK, coinsWhileBulk),
                name -> CoinRows.unspent(reader, name),
                numbers::committedTxId,
                numbers::committedOutputId);
        this.peers = new PeerTable(writer, file);
        this.bans = new BanTable(writer, file);
        numbers.read(reader);
        this.tip = readTip(reader);
        this.durableTip = tip;
        this.found = remark.orElseGet(this::describe);
        this.indexBuilder = buildIndex(this.index, writer, file);
    }

    private static Optional<AddressIndexBuilder> buildIndex(
            AddressIndexBuilder.Progress index, WriterThread writer, Path file) {
        return index.get().isIncomplete()
                ? Optional.of(new AddressIndexBuilder(writer, index, String.valueOf(file)))
                : Optional.empty();
    }

    private static @Nullable BlockHash readTip(ReadConnection reader) {
        return reader.first(
                        "SELECT h.hash FROM chain c JOIN header h ON h.id = c.header_id ORDER BY c.height DESC LIMIT 1",
                        row -> HeaderRows.hash(row, 1))
                .orElse(null);
    }

    /**
     * Opens the chain of a data directory, which is made if it isn't there, and keeps other nodes out of it.
     *
     * @throws StorageException if that can't be done; says why and what to do
     */
    public static SqliteChainStore open(Path directory, ChainParams params, StoreOptions options)
            throws StorageException {
        DirectoryLock lock = DirectoryLock.acquire(directory);
        try {
            Path file = directory.resolve(Database.FILE_NAME);
            Optional<String> remark = DataDirectory.check(directory);
            PageCheck pages = PageCheck.begin(file);
            try {
                return open(directory, params, options, lock, remark, pages);
            } catch (StorageException | RuntimeException e) {
                // What is read out of damaged pages may fail anywhere; that they are damaged says more.
                pages.awaitDamage();
                throw e;
            }
        } catch (StorageException | RuntimeException e) {
            release(lock, e);
            throw e;
        }
    }

    private static SqliteChainStore open(
            Path directory,
            ChainParams params,
            StoreOptions options,
            DirectoryLock lock,
            Optional<String> remark,
            PageCheck pages)
            throws StorageException {
        Path file = directory.resolve(Database.FILE_NAME);
        AddressIndexState index = DatabaseSetup.prepare(file, params, options, Migrations.bundled(), pages);
        if (index.isIncomplete()) {
            pages.await(); // It is written to at once.
        }
        SqliteChainStore store = new SqliteChainStore(lock, file, options, index, remark, pages);
        store.compareWithNote(directory, params);
        return store;
    }

    /**
     * Reads the chain of a data directory without being its node; that one may run meanwhile.
     *
     * @throws StorageException if there is no chain of this network that this program can read; says why
     */
    public static ChainQueries openForReading(Path directory, ChainParams params) throws StorageException {
        ReadOnlyDatabase place = ReadOnlyDatabase.of(directory);
        try (ReadConnection reader = place.open()) {
            AddressIndexState index =
                    reader.checkReadable(params) ? AddressIndexState.COMPLETE : AddressIndexState.NONE;
            return new ChainQueries(place.file(), place::open, () -> index, place);
        } catch (StorageException | RuntimeException e) {
            release(place, e);
            throw e;
        }
    }

    private static void release(Closeable lock, Exception because) {
        try {
            lock.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    /** Reading connections to the same database, for any thread. Close them before the store. */
    public ChainQueries openQueries() {
        return openQueries(damaged -> {});
    }

    /** The same; {@code onDamaged} hears of every damaged block that is asked for, on the thread that asked. */
    public ChainQueries openQueries(Consumer<DamagedBlockException> onDamaged) {
        return new ChainQueries(file, () -> ReadConnection.open(file, onDamaged), index::get, () -> {});
    }

    /** What chain was in the directory when it was opened, in words. */
    public String found() {
        return found;
    }

    private String describe() {
        return tip == null
                ? "no chain yet; it begins at genesis"
                : "a chain up to height " + height() + ", " + Database.sizeOnDisk(file) / 1_000 + " kB";
    }

    private int height() {
        return (int) reader.number("SELECT max(height) FROM chain");
    }

    /** Says so if there is less than before, refuses to go on if there is nothing, and notes what there is. */
    private void compareWithNote(Path directory, ChainParams params) throws StorageException {
        try {
            int noted = ChainNote.read(directory).map(ChainNote::height).orElse(0);
            if (noted > 0 && tip == null && !Reindex.isPending(directory)) {
                throw DataDirectory.lost(
                        file, "holds no block", "it stood at height " + noted + " at an earlier start");
            }
            if (noted > height()) {
                found += "; at an earlier start it stood at height " + noted;
            }
            ChainNote.write(directory, params.network().id(), height(), Instant.now());
        } catch (StorageException e) {
            reader.close();
            writer.close();
            throw e;
        }
    }

    /** Known addresses of other nodes. */
    public PeerTable peers() {
        return peers;
    }

    /** Networks that no connection is made with. */
    public BanTable bans() {
        return bans;
    }

    /** The database file. */
    public Path file() {
        return file;
    }

    private void committed(StoreChange change) {
        if (change instanceof StoreChange.SaveHeaders save) {
            headersOnTheWay.addAndGet(-save.headers().size());
        } else if (change instanceof StoreChange.SaveBlock save) {
            unsaved.remove(save.header().hash());
        } else if (change instanceof StoreChange.Connect connect) {
            NumberedBlock block = connect.numbered();
            unsaved.remove(block.header().hash());
            numbers.committed(block);
            durableTip = block.header().hash();
        } else if (change instanceof StoreChange.MakeAddressIndex) {
            index.made();
        } else if (change instanceof StoreChange.Disconnect disconnect) {
            durableTip = disconnect.lowest().header().prevBlock();
        }
    }

    private void write(StoreChange change) {
        takeBack();
        if (bulk || together) {
            writer.writeLater(change);
        } else {
            writer.writeNow(change);
        }
    }

    // ------------------------------------------------------------------------------------------- reading

    @Override
    public void forEachHeader(Consumer<StoredHeader> consumer) {
        drain();
        try {
            readHeaders(consumer);
        } finally {
            // What came out of damaged pages is worth nothing, and whatever it led to less than that they are damaged.
            awaitPages();
        }
    }

    private void awaitPages() {
        try {
            pages.await();
        } catch (StorageException e) {
            throw e.unchecked();
        }
    }

    private void readHeaders(Consumer<StoredHeader> consumer) {
        AtomicReference<BlockHash> last = new AtomicReference<>();
        reader.each("SELECT " + HeaderRows.COLUMNS + ", h.id FROM header h ORDER BY h.id", row -> {
            StoredHeader header = HeaderRows.stored(row);
            BlockHash prev = header.header().prevBlock();
            // Nearly every row follows its parent's; to keep all hashes for the others would be a second tree.
            if (header.height() > 0 && !prev.equals(last.get()) && !isBefore(prev, row.getLong(12))) {
                throw StorageException.damagedRow("table header: no header stands before " + header.hash());
            }
            last.set(header.hash());
            consumer.accept(header);
        });
    }

    private boolean isBefore(BlockHash hash, long id) {
        return reader.number("SELECT 1 FROM header WHERE hash = ?1 AND id < ?2", hash.hash(), id) == 1;
    }

    @Override
    public Optional<BlockHash> tip() {
        return Optional.ofNullable(tip);
    }

    /** The tip that a crash would go back to: in bulk mode up to a second behind {@link #tip()}, else the same. */
    public Optional<BlockHash> durableTip() {
        return Optional.ofNullable(durableTip);
    }

    @Override
    public Optional<Block> block(BlockHash hash) {
        Block pending = unsaved.get(hash);
        if (pending != null) {
            return Optional.of(pending);
        }
        return BlockReads.body(reader, hash);
    }

    @Override
    public boolean hasBlock(BlockHash hash) {
        return unsaved.containsKey(hash)
                || reader.number(
                                "SELECT 1 FROM header h JOIN block b ON b.header_id = h.id WHERE h.hash = ?1",
                                hash.hash())
                        == 1;
    }

    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        takeBack();
        return coins.find(outPoint).map(CoinCache.Entry::coin);
    }

    @Override
    public Optional<Coin> coinInMemory(OutPoint outPoint) {
        takeBack();
        return coins.findInMemory(outPoint).map(CoinCache.Entry::coin);
    }

    @Override
    public Optional<BlockUndo> undo(BlockHash hash) {
        if (taken.isEmpty()) {
            drain();
        }
        // Else all before was written when the first block was taken back, and undo data of lower blocks don't change
        // by it.
        lastSpent = CoinRows.spent(reader, hash);
        return lastSpent.map(CoinRows.Spent::undo);
    }

    // ------------------------------------------------------------------------------------------- writing

    @Override
    public void saveHeaders(List<StoredHeader> headers) {
        StoreChange change = new StoreChange.SaveHeaders(headers);
        // A block that was only announced isn't worth waiting for the disk, unless many have been a moment ago.
        if (headersOnTheWay.addAndGet(headers.size()) > MOST_HEADERS_ON_THE_WAY || bulk) {
            write(change);
        } else {
            writer.writeSoon(change);
        }
    }

    @Override
    public void forgetHeaders(List<BlockHash> hashes) {
        // Nobody waits for it: if a crash comes first, they are there again, and counted as before.
        writer.writeSoon(new StoreChange.ForgetHeaders(hashes));
    }

    /** Waits until the headers forgotten so far are gone from the disk, too. */
    public void sweep() {
        writer.writeNow(new StoreChange.Sweep());
    }

    @Override
    public void saveBlock(StoredHeader header, Block block) {
        unsaved.put(header.hash(), block);
        write(new StoreChange.SaveBlock(header, block));
    }

    @Override
    public void restore(Block block) {
        writer.writeNow(new StoreChange.Task(connection -> BlockWriter.restore(connection, block)));
    }

    @Override
    public void connect(StoredHeader header, Block block, BlockUndo spentCoins) {
        takeBack();
        NumberedBlock numbered = numbers.number(header, block, coins);
        coins.settle();
        unsaved.put(header.hash(), block);
        write(new StoreChange.Connect(numbered, spentCoins));
        tip = header.hash();
    }

    @Override
    public void disconnect(StoredHeader header, Block block, BlockUndo spentCoins) {
        if (taken.isEmpty()) {
            drain();
        }
        taken.add(header);
        if (together && taken.size() > 1) {
            makeRoom(true);
        }
        coins.takeBack(
                block,
                lastSpent
                        .filter(spent -> spent.block().equals(header.hash()))
                        .map(CoinRows.Spent::entries)
                        .orElse(List.of()));
        lastSpent = Optional.empty();
        tip = header.header().prevBlock();
        if (!together || taken.size() == MOST_TAKEN) {
            takeBack();
        }
    }

    /** Writes that blocks aren't on the active chain any more, which so far only {@link #tip} tells. */
    private void takeBack() {
        if (!taken.isEmpty()) {
            writer.writeNow(new StoreChange.Disconnect(taken));
            taken.clear();
            numbers.read(reader);
        }
    }

    @Override
    public void together(Runnable changes) {
        boolean alreadyTogether = together;
        together = true;
        try {
            changes.run();
        } finally {
            together = alreadyTogether;
            takeBack();
            if (!together && !bulk) {
                writer.writeNow(new StoreChange.Barrier());
                makeRoom(false);
            }
        }
    }

    @Override
    public void setBulk(boolean wanted) {
        bulk = wanted;
        if (wanted) {
            makeRoom(true);
            index.leaveOut(writer);
        } else {
            drain();
            index.make(writer, numbers.committedOutputId() - 1 <= OUTPUTS_WAITED_FOR);
            makeRoom(false);
        }
    }

    /** Gives the writing connection and the coins the memory that a long chain's blocks are worth, or takes it back. */
    private void makeRoom(boolean wanted) {
        if (roomy != wanted) {
            roomy = wanted;
            int cache = wanted ? Database.LARGE_CACHE_KIB : Database.SMALL_CACHE_KIB;
            writer.writeSoon(new StoreChange.Task(connection -> Database.setCache(connection, cache)));
            coins.limit(wanted ? coinsWhileBulk : Math.min(COINS_AT_REST, coinsWhileBulk));
        }
    }

    /** Ends bulk mode and waits until all that was left for its end is durable, too. */
    public void endFilling() {
        setBulk(false);
        writer.writeNow(new StoreChange.Barrier());
    }

    /** Runs statements on the writing connection, in a transaction with what waits; for tests. */
    void execute(StoreChange.SqlTask task) {
        writer.writeNow(new StoreChange.Task(task));
    }

    /** Waits until everything is durable. */
    public void drain() {
        takeBack();
        if (numbers.areOnTheWay() || !unsaved.isEmpty() || headersOnTheWay.get() > 0 || bulk) {
            writer.writeNow(new StoreChange.Barrier());
        }
    }

    /**
     * Forgets what is in memory only and takes the database as it is, after a mistake of this program left a change half-done;
     * ends bulk mode. What was handed over before is committed first, unless the writing itself failed.
     *
     * <p>Each change handed over is whole, a block with its transactions or the blocks that left the active chain, so the
     * database holds the state after one of them. The chain has to be read again from it.
     *
     * @throws UncheckedIOException if the database has failed
     */
    public void reopen() {
        writer.settle();
        together = false;
        taken.clear();
        unsaved.clear();
        headersOnTheWay.set(0);
        coins.clear();
        lastSpent = Optional.empty();
        numbers.read(reader);
        tip = readTip(reader);
        durableTip = tip;
        endFilling();
        if (indexBuilder.filter(builder -> !builder.isAlive()).isPresent()) {
            indexBuilder = buildIndex(index, writer, file);
        }
    }

    @Override
    public void close() {
        try (lock) {
            indexBuilder.ifPresent(AddressIndexBuilder::close);
            reader.close();
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
