package org.wonsi.node.http.node;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.rest.MempoolView;
import org.wonsi.node.http.rest.ReadableChain;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.RouteFamily;
import org.wonsi.node.http.route.RouteTable;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.store.query.BlockInfo;

/** The route {@code /node/board} of a chain that has no running node behind it: blocks and what waits, and no peers, miner or money. */
public final class ChainBoard implements RouteFamily {
    private static final int INTERVALS = 100;

    private final ReadableChain chain;
    private final MempoolView.Source mempool;
    private final Supplier<String> name;
    private final InstantSource clock;
    private final BlockTreeSelection blocks = new BlockTreeSelection();

    /** The board of this chain, under the name of the node that it is from. */
    public ChainBoard(ReadableChain chain, MempoolView.Source mempool, Supplier<String> name, InstantSource clock) {
        this.chain = chain;
        this.mempool = mempool;
        this.name = name;
        this.clock = clock;
    }

    @Override
    public void addTo(RouteTable routes) {
        routes.add(
                Operation.get(Tag.NODE, "/node/board", "All that the board draws.", Content.json(Board.class)),
                ctx -> ctx.header("Cache-Control", "no-store").json(draw()));
    }

    private Board draw() {
        MempoolView waiting = mempool.now();
        return new Board(
                name.get(),
                chain.params().network().id(),
                chain.params().targetSpacing(),
                StatusRoutes.unit(chain.params().network()),
                List.of(self(waiting)),
                blocks.of(chain),
                List.of(),
                List.of(),
                waiting.all().stream()
                        .limit(BoardPicture.MAX_WAITING)
                        .map(tx -> BoardPicture.waiting(chain.params(), tx))
                        .toList(),
                waiting.entries().size(),
                List.of(),
                intervals(),
                null,
                clock.instant().getEpochSecond());
    }

    private Board.BoardNode self(MempoolView waiting) {
        return chain.queries()
                .read(q -> new Board.BoardNode(
                        name.get(),
                        0,
                        null,
                        true,
                        true,
                        q.tip().map(BlockInfo::height).orElse(0),
                        q.tip().map(tip -> tip.hash().toDisplay()).orElse(null),
                        null,
                        0,
                        null,
                        waiting.entries().size(),
                        null,
                        "running",
                        null));
    }

    private List<Long> intervals() {
        List<BlockInfo> newest = chain.queries().read(q -> q.blocksDownFrom(chain.height(), INTERVALS + 1));
        List<Long> intervals = new ArrayList<>();
        for (int i = newest.size() - 1; i > 0; i--) {
            intervals.add(
                    newest.get(i - 1).header().time() - newest.get(i).header().time());
        }
        return intervals;
    }
}
