package org.wonsi.wallet.spv;

import java.util.List;
import org.wonsi.core.block.BlockHeader;

/** A source of headers: a node, by whatever way. Nothing it says is believed. */
public interface HeaderSource {
    /** Headers on a page. */
    int PAGE = 10;

    /** The height that the source says its best block has. */
    int tipHeight();

    /** For each of these heights a page: the header there and up to nine before it, newest first. */
    List<List<BlockHeader>> pages(List<Integer> heights);
}
