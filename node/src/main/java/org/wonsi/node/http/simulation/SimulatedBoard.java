package org.wonsi.node.http.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.lab.network.NetworkWatcher.Pair;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.simulation.BlockBefore;

/** The state of a simulated network when its record begins, in the form of {@code GET /node/board}. */
public final class SimulatedBoard {
    private SimulatedBoard() {}

    /**
     * A board with these nodes and links.
     *
     * @param blockInterval seconds that a block should take
     * @param before the blocks that all of them have, oldest first
     */
    public static Board of(
            Instant now, double blockInterval, List<String> names, List<Pair> links, List<BlockBefore> before) {
        BlockBefore tip = before.get(before.size() - 1);
        List<Board.BoardNode> nodes = new ArrayList<>();
        for (String name : names) {
            int index = nodes.size();
            nodes.add(new Board.BoardNode(
                    name,
                    index,
                    null,
                    index == 0,
                    true,
                    tip.height(),
                    tip.hash(),
                    0,
                    0,
                    null,
                    0,
                    null,
                    "running",
                    null));
        }
        return new Board(
                names.get(0),
                ChainParams.regtest().toString(),
                (int) Math.max(1, Math.round(blockInterval)),
                "coin",
                nodes,
                before.stream().map(SimulatedBoard::block).toList(),
                links.stream()
                        .map(link -> new Board.Link(link.a(), link.b(), true))
                        .distinct()
                        .toList(),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                null,
                now.getEpochSecond());
    }

    private static Board.BoardBlock block(BlockBefore block) {
        return new Board.BoardBlock(
                block.hash(),
                block.prev().orElse(null),
                null,
                block.height(),
                block.time(),
                block.txCount(),
                block.bits(),
                block.work(),
                block.finder().orElse(null),
                null,
                "active",
                null);
    }
}
