package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;

/**
 * A hundred blocks after an honest node's tip that nobody mined: each names the one before, has its difficulty and a later
 * time, and a hash above the target.
 *
 * <p>On regtest half of all hashes meet the target; so one that doesn't is looked for.
 */
final class InventedBlocks {
    private static final int COUNT = 100;
    private static final int SPACING_SECONDS = 1;

    private final int honestHeight;
    private final List<BlockHeader> headers;
    private final List<BlockSummary> blocks;

    private InventedBlocks(int honestHeight, List<BlockHeader> headers, List<BlockSummary> blocks) {
        this.honestHeight = honestHeight;
        this.headers = headers;
        this.blocks = blocks;
    }

    /** Blocks after the one that Esplora describes so. */
    static InventedBlocks after(JsonNode tip) {
        int height = tip.path("height").asInt();
        BlockHash previous = BlockHash.ofDisplay(tip.path("id").asText());
        long bits = tip.path("bits").asLong();
        long time = tip.path("timestamp").asLong();
        List<BlockHeader> headers = new ArrayList<>();
        List<BlockSummary> blocks = new ArrayList<>();
        for (int i = 1; i <= COUNT; i++) {
            time += SPACING_SECONDS;
            BlockHeader header =
                    withoutWork(new BlockHeader(tip.path("version").asInt(), previous, previous.hash(), time, bits, 0));
            previous = header.hash();
            headers.add(header);
            blocks.add(summary(header, height + i, tip));
        }
        return new InventedBlocks(height, List.copyOf(headers), List.copyOf(blocks));
    }

    private static BlockHeader withoutWork(BlockHeader header) {
        Optional<Target> target = new CompactTarget(header.bits()).target();
        BlockHeader tried = header;
        while (target.isPresent() && target.get().isMetBy(tried.hash().hash())) {
            tried = tried.withNonce(tried.nonce() + 1);
        }
        return tried;
    }

    private static BlockSummary summary(BlockHeader header, int height, JsonNode like) {
        return new BlockSummary(
                header.hash().toDisplay(),
                height,
                header.version(),
                header.time(),
                1,
                like.path("size").asInt(),
                like.path("weight").asInt(),
                header.merkleRoot().toDisplay(),
                header.prevBlock().toDisplay(),
                like.path("mediantime").asLong(),
                header.nonce(),
                header.bits(),
                like.path("difficulty").asDouble());
    }

    int honestHeight() {
        return honestHeight;
    }

    BlockSummary tip() {
        return blocks.get(COUNT - 1);
    }

    /** The invented block at a height; empty up to the honest node's tip. */
    Optional<BlockSummary> at(int height) {
        int i = height - honestHeight - 1;
        return i < 0 || i >= COUNT ? Optional.empty() : Optional.of(blocks.get(i));
    }

    /** The invented block of a hash. */
    Optional<BlockSummary> of(String hash) {
        return blocks.stream().filter(block -> block.id().equals(hash)).findFirst();
    }

    BlockHeader header(BlockSummary block) {
        return headers.get(block.height() - honestHeight - 1);
    }
}
