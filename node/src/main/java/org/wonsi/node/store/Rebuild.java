package org.wonsi.node.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.node.store.db.Database;
import org.wonsi.node.store.db.HeaderRows;
import org.wonsi.node.store.db.ImportProgress;
import org.wonsi.node.store.db.ReadConnection;
import org.wonsi.node.store.db.Salvage;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.query.BlockReads;

/**
 * One run of {@link Reindex}: the headers of an old database first, so that a block finds its place even if those before
 * it can't be read, then the blocks.
 *
 * <p>The old file is read in two ways: as SQLite does, which is fast and needs every page to be sound ({@link
 * #fromTables}), or page by page if that fails ({@link #fromPages}). Nothing read is believed: headers and blocks go to
 * the chain as if they came from a peer. The time is each header's own, because this node took it once when its time
 * had come; the clock may be wrong now.
 */
final class Rebuild {
    private static final long REPORT_NANOS = 1_000_000_000L;

    private final ChainState chain;
    private final Consumer<ImportProgress> listener;
    private final BooleanSupplier cancelled;
    private final Set<BlockHash> refused = new HashSet<>();
    private int blocks;
    private int duplicates;
    private long transactions;
    private int apart;
    private long lastReport = System.nanoTime();

    Rebuild(ChainState chain, Consumer<ImportProgress> listener, BooleanSupplier cancelled) {
        this.chain = chain;
        this.listener = listener;
        this.cancelled = cancelled;
    }

    /** Reads as SQLite does; false as soon as something can't be read or isn't what it should be. */
    boolean fromTables(Path old) throws StorageException {
        try (ReadConnection reader = new ReadConnection(Database.openReader(old), old)) {
            List<BlockHash> stored = new ArrayList<>();
            reader.each(
                    "SELECT " + HeaderRows.COLUMNS
                            + ", b.header_id FROM header h LEFT JOIN block b ON b.header_id = h.id" + " ORDER BY h.id",
                    row -> {
                        BlockHeader header = HeaderRows.header(row);
                        if (!header.hash().equals(HeaderRows.hash(row, 1)) || !accept(header)) {
                            throw StorageException.damaged(old, "the header of row " + row.getRow() + " is wrong")
                                    .unchecked();
                        }
                        if (row.getObject(12) != null && !isGenesis(header.hash())) {
                            stored.add(header.hash());
                        }
                    });
            for (int i = 0; i < stored.size() && !cancelled.getAsBoolean(); i++) {
                accept(BlockReads.body(reader, stored.get(i)).orElseThrow());
                report(i, stored.size());
            }
            return true;
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof StorageException s && isDamage(s)) {
                return false;
            }
            throw e;
        } catch (StorageException e) {
            if (isDamage(e)) {
                return false;
            }
            throw e;
        } catch (IllegalArgumentException e) {
            return false; // A column holds what can't be in a header.
        }
    }

    private static boolean isDamage(StorageException e) {
        return e.kind() == StorageException.Kind.DAMAGED
                || e.kind() == StorageException.Kind.DAMAGED_BLOCK
                || e.kind() == StorageException.Kind.FAILED;
    }

    /** Reads page by page. */
    void fromPages(Path old) throws StorageException {
        try (Salvage salvage = Salvage.of(old, cancelled)) {
            List<BlockHeader> headers = salvage.headersFrom(chain.params().genesisHash());
            headers.forEach(this::accept);
            Set<BlockHash> reachable = new HashSet<>();
            for (int i = 0; i < headers.size() && !cancelled.getAsBoolean(); i++) {
                BlockHash hash = headers.get(i).hash();
                reachable.add(hash);
                Optional<Block> block = salvage.block(hash);
                if (block.isPresent()) {
                    accept(block.get());
                }
                report(i, headers.size());
            }
            reachable.add(chain.params().genesisHash());
            apart = salvage.blocksBeside(reachable);
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.FAILED, old + " can't be read: " + StorageException.reason(e));
        }
    }

    /** This node took it once, when its time had come: whatever the clock says now. */
    private boolean accept(BlockHeader header) {
        return isGenesis(header.hash())
                || chain.acceptHeader(header, header.time()).node().isPresent();
    }

    private boolean isGenesis(BlockHash hash) {
        return hash.equals(chain.params().genesisHash());
    }

    private void accept(Block block) {
        switch (chain.acceptBlock(block, block.header().time()).outcome()) {
            case ACCEPTED -> {
                blocks++;
                transactions += block.transactions().size();
            }
            case DUPLICATE -> duplicates++;
            case ORPHAN, INVALID -> refused.add(block.hash());
        }
    }

    private void report(long done, long all) {
        if (System.nanoTime() - lastReport >= REPORT_NANOS) {
            lastReport = System.nanoTime();
            listener.accept(new ImportProgress(done, all, blocks, duplicates, transactions, 0, refused.size()));
        }
    }

    RebuildResult result(String keptAs) {
        List<Integer> missing = new ArrayList<>();
        HeaderNode best = chain.bestHeader();
        for (int height = 1; height <= best.height(); height++) {
            if (!best.ancestor(height).status().hasBlock()) {
                missing.add(height);
            }
        }
        return new RebuildResult(blocks, duplicates, transactions, missing, refused.size(), apart, keptAs);
    }
}
