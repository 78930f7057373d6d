package org.wonsi.node.http.node;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.node.http.node.body.Board.BoardBlock;
import org.wonsi.node.http.rest.ReadableChain;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * A selection of the block tree: the newest heights as all siblings together know them, and who found each block. Where the
 * nodes' branches part further back, the blocks around that place come too, however far back it is.
 */
final class BlockTreeSelection {
    private static final int HEIGHTS = 60;

    private static final int MAX_BLOCKS = 600;
    private static final int REMEMBERED_FINDERS = 1_000;

    private final Map<BlockHash, Optional<String>> finders = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockHash, Optional<String>> eldest) {
            return size() > REMEMBERED_FINDERS;
        }
    };

    /** Parents before children. What the first node in the list says of a block comes first. */
    List<BoardBlock> of(List<? extends ChainView> nodes) {
        List<HeaderNode> tips =
                nodes.stream().map(node -> node.snapshot().tip()).toList();
        int newest = tips.stream().mapToInt(HeaderNode::height).max().orElse(0);
        Landmarks landmarks = Landmarks.of(tips, Math.max(0, newest - HEIGHTS + 1));
        Map<BlockHash, BoardBlock> blocks = new LinkedHashMap<>();
        for (ChainView node : nodes) {
            node.queries().read(q -> {
                Stream.concat(
                                landmarks.blocks().stream().flatMap(hash -> q.block(hash).stream()),
                                q.blockTree(landmarks.from(), MAX_BLOCKS).stream())
                        .forEach(block -> blocks.merge(
                                block.hash(),
                                json(block, landmarks.ancestor(block.hash()), q),
                                BlockTreeSelection::better));
                return blocks;
            });
        }
        List<BoardBlock> sorted = new ArrayList<>(blocks.values());
        sorted.sort(Comparator.comparingInt(BoardBlock::height));
        return sorted;
    }

    /** The newest heights of one chain's tree; parents before children. */
    List<BoardBlock> of(ReadableChain chain) {
        int from = Math.max(0, chain.height() - HEIGHTS + 1);
        return chain.queries()
                .read(q -> q.blockTree(from, MAX_BLOCKS).stream()
                        .map(block -> json(block, Optional.empty(), q))
                        .toList());
    }

    /** Of two nodes' opinions of a block: that of the one on whose active chain it is, or that has all of it. */
    private static BoardBlock better(BoardBlock known, BoardBlock other) {
        if (known.status().equals("active")) {
            return known;
        }
        return other.status().equals("active") || known.status().equals("header") ? other : known;
    }

    private BoardBlock json(BlockInfo block, Optional<BlockHash> ancestor, StoreSnapshot chain) {
        return new BoardBlock(
                block.hash().toDisplay(),
                block.height() == 0 ? null : block.header().prevBlock().toDisplay(),
                ancestor.map(BlockHash::toDisplay).orElse(null),
                block.height(),
                block.header().time(),
                block.hasBody() ? block.txCount() : null,
                new CompactTarget(block.header().bits()).toDisplay(),
                block.chainWork().toDisplay(),
                finder(block, chain).orElse(null),
                block.hasBody() ? block.size() : null,
                status(block),
                null);
    }

    private Optional<String> finder(BlockInfo block, StoreSnapshot chain) {
        if (!block.hasBody() || block.height() == 0) {
            // Nobody found genesis: its text may look like a tag and is none.
            return Optional.empty();
        }
        synchronized (finders) {
            Optional<String> known = finders.get(block.hash());
            if (known != null) {
                return known;
            }
        }
        Optional<String> finder;
        try {
            finder = chain.txs(block.hash(), 0, 1).stream()
                    .findFirst()
                    .flatMap(coinbase -> CoinbaseTag.of(coinbase.tx()));
        } catch (DamagedBlockException e) {
            return Optional.empty(); // The picture of all the others is worth more than this one's name.
        }
        synchronized (finders) {
            finders.put(block.hash(), finder);
        }
        return finder;
    }

    private static String status(BlockInfo block) {
        if (block.active()) {
            return "active";
        }
        if (!block.status().isAcceptable()) {
            return "invalid";
        }
        return block.status() == BlockStatus.HEADER ? "header" : "stale";
    }
}
