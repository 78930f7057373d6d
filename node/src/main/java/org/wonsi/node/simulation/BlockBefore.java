package org.wonsi.node.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.pow.CompactTarget;

/**
 * A block that a network had when it began to be told of.
 *
 * @param prev absent for genesis
 * @param time seconds since 1970, from its header
 * @param bits eight hex digits
 * @param work hashes behind it and all before it, 64 hex digits
 * @param finder the name in its coinbase; absent for genesis, and where there is none
 */
public record BlockBefore(
        String hash,
        Optional<String> prev,
        int height,
        long time,
        int txCount,
        String bits,
        String work,
        Optional<String> finder) {
    private static final int MOST = 60;

    /** The newest 60 of a chain, oldest first. */
    public static List<BlockBefore> of(ChainState chain) {
        List<BlockBefore> blocks = new ArrayList<>();
        int height = chain.tip().height();
        for (int h = Math.max(0, height - MOST + 1); h <= height; h++) {
            HeaderNode node = chain.activeAt(h).orElseThrow();
            boolean genesis = h == 0;
            blocks.add(new BlockBefore(
                    node.hash().toDisplay(),
                    genesis
                            ? Optional.empty()
                            : Optional.of(node.header().prevBlock().toDisplay()),
                    h,
                    node.header().time(),
                    chain.block(node.hash()).map(b -> b.transactions().size()).orElse(1),
                    new CompactTarget(node.header().bits()).toDisplay(),
                    node.chainWork().toDisplay(),
                    genesis
                            ? Optional.empty()
                            : chain.block(node.hash())
                                    .flatMap(block ->
                                            CoinbaseTag.of(block.transactions().get(0)))));
        }
        return blocks;
    }
}
