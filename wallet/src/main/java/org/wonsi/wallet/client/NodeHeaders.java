package org.wonsi.wallet.client;

import java.util.List;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.wallet.spv.HeaderSource;

/** The headers of one node, several pages at once. */
public record NodeHeaders(EsploraClient node, NodeClients nodes) implements HeaderSource {
    @Override
    public int tipHeight() {
        return node.tipHeight();
    }

    @Override
    public List<List<BlockHeader>> pages(List<Integer> heights) {
        return nodes.each(heights, node::headers);
    }
}
