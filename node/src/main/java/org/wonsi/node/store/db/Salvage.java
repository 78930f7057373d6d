package org.wonsi.node.store.db;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;

/**
 * A search for headers and blocks in a damaged database, page by page.
 *
 * <p>Any page may be destroyed: the others are read all the same, because a row is recognised by what it holds, not by the
 * tables' inner pages that lead to it. Nothing needs to be trusted: a header is one if it has the hash that stands beside
 * it, and a block is whole if its transactions give its header's merkle root.
 */
public final class Salvage implements Closeable {
    private static final int HASH_BLOB = 32;

    private final DatabasePages newest;
    private final DatabasePages withoutLog;
    private final Map<BlockHash, BlockHeader> headers = new LinkedHashMap<>();
    private final Map<BlockHash, List<Place>> blocks = new HashMap<>();

    /** The place of a block's row. */
    private record Place(DatabasePages database, long page, int index) {}

    private Salvage(DatabasePages newest, DatabasePages withoutLog) {
        this.newest = newest;
        this.withoutLog = withoutLog;
    }

    /** Looks through all pages; {@code cancelled} ends it early. */
    public static Salvage of(Path file, BooleanSupplier cancelled) throws IOException {
        Salvage salvage = new Salvage(DatabasePages.open(file, true), DatabasePages.open(file, false));
        salvage.scan(salvage.newest, cancelled);
        if (salvage.newest.hasLog()) {
            // The log may be the damaged part.
            salvage.scan(salvage.withoutLog, cancelled);
        }
        return salvage;
    }

    private void scan(DatabasePages database, BooleanSupplier cancelled) throws IOException {
        long count = database.count();
        for (long number = 1; number <= count && !cancelled.getAsBoolean(); number++) {
            byte[] page = database.page(number);
            for (int i = 0; i < PageRow.count(page, number); i++) {
                Place place = new Place(database, number, i);
                row(database, page, number, i).ifPresent(row -> note(row, place));
            }
        }
    }

    /** A row of a page; empty if none is where the page says: what is missing for it is told by its height in the end. */
    private static Optional<PageRow> row(DatabasePages database, byte[] page, long number, int index) {
        try {
            return Optional.of(PageRow.read(page, number, index, database.usable()));
        } catch (IndexOutOfBoundsException | IllegalArgumentException | MalformedException e) {
            return Optional.empty();
        }
    }

    private void note(PageRow row, Place place) {
        if (row.columns() == 4 && row.isNull(0) && row.blobLength(3) >= BlockHeader.SIZE) {
            byte[] start = row.blobStart(3, BlockHeader.SIZE);
            if (start.length == BlockHeader.SIZE) {
                BlockHeader header = BlockHeader.decode(new ByteReader(start));
                blocks.computeIfAbsent(header.hash(), h -> new ArrayList<>(1)).add(place);
                headers.putIfAbsent(header.hash(), header);
            }
        } else if (row.columns() == 12
                && row.isNull(0)
                && row.blobLength(1) == HASH_BLOB
                && row.blobLength(3) == HASH_BLOB
                && row.blobLength(4) == HASH_BLOB) {
            header(row).ifPresent(header -> headers.put(header.hash(), header));
        }
    }

    private static Optional<BlockHeader> header(PageRow row) {
        OptionalLong version = row.integer(2);
        OptionalLong time = row.integer(5);
        OptionalLong bits = row.integer(6);
        OptionalLong nonce = row.integer(7);
        if (version.isEmpty() || time.isEmpty() || bits.isEmpty() || nonce.isEmpty()) {
            return Optional.empty();
        }
        BlockHeader header = new BlockHeader(
                (int) version.getAsLong(),
                new BlockHash(Hash256.of(row.blobStart(3, HASH_BLOB))),
                Hash256.of(row.blobStart(4, HASH_BLOB)),
                time.getAsLong(),
                bits.getAsLong(),
                nonce.getAsLong());
        BlockHash hash = new BlockHash(Hash256.of(row.blobStart(1, HASH_BLOB)));
        return header.hash().equals(hash) ? Optional.of(header) : Optional.empty();
    }

    /** The headers that can be reached from a known one, each after the one it builds on. */
    public List<BlockHeader> headersFrom(BlockHash root) {
        Map<BlockHash, List<BlockHeader>> children = new HashMap<>();
        headers.values()
                .forEach(header -> children.computeIfAbsent(header.prevBlock(), h -> new ArrayList<>(1))
                        .add(header));
        List<BlockHeader> order = new ArrayList<>(children.getOrDefault(root, List.of()));
        for (int i = 0; i < order.size(); i++) {
            order.addAll(children.getOrDefault(order.get(i).hash(), List.of()));
        }
        return order;
    }

    /** How many of the blocks found, whole or not, are none of these. */
    public int blocksBeside(Set<BlockHash> others) {
        return (int)
                blocks.keySet().stream().filter(hash -> !others.contains(hash)).count();
    }

    /** A block, if it was found and is whole. */
    public Optional<Block> block(BlockHash hash) throws IOException {
        for (Place place : blocks.getOrDefault(hash, List.of())) {
            Optional<Block> whole = read(hash, place);
            if (whole.isPresent()) {
                return whole;
            }
        }
        return Optional.empty();
    }

    private static Optional<Block> read(BlockHash hash, Place place) throws IOException {
        DatabasePages database = place.database();
        try {
            PageRow row = PageRow.read(database.page(place.page()), place.page(), place.index(), database.usable());
            Block block = Block.decode(ByteString.copyOf(row.blob(3, database)));
            MerkleTree tree = MerkleTree.of(block);
            boolean whole = block.hash().equals(hash)
                    && tree.root().equals(block.header().merkleRoot())
                    && !tree.mutated();
            return whole ? Optional.of(block) : Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException | MalformedException e) {
            return Optional.empty(); // It goes on at pages that hold something else: it isn't whole any more.
        }
    }

    @Override
    public void close() throws IOException {
        try (newest) {
            withoutLog.close();
        }
    }
}
