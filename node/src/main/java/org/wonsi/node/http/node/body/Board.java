package org.wonsi.node.http.node.body;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.http.node.body.status.MiningStatus;
import org.wonsi.node.http.node.body.status.SyncStatus;

/**
 * The data that the first page needs when it loads; {@code GET /node/board}. Later changes come as events.
 *
 * @param self the name of the node that answers
 * @param targetSpacing seconds that a block should take
 * @param unit what a coin is called
 * @param nodes this node, its siblings in the same process and the peers it knows
 * @param blocks the newest part of the tree, parents before children; where the nodes' branches part further back, also the
 *     blocks around that place and the branches' newest blocks
 * @param tabs pages that are peers of these nodes; none of them is among {@code nodes}
 * @param mempool what waits at this node, the highest fee rate first; cut after the first thousand
 * @param mempoolCount how many wait
 * @param money of this node and its siblings, all as this node's chain has it
 * @param intervals seconds between the newest blocks of the active chain, oldest first; without those that were made ahead of a talk
 * @param demoPayments whether small payments between the nodes are being made for show; absent where there are none
 * @param now this node's clock in seconds
 */
public record Board(
        String self,
        String network,
        int targetSpacing,
        String unit,
        List<BoardNode> nodes,
        List<BoardBlock> blocks,
        List<Link> links,
        List<BoardTab> tabs,
        List<Waiting> mempool,
        int mempoolCount,
        List<Money> money,
        List<Long> intervals,
        @Nullable Boolean demoPayments,
        long now) {
    public Board {
        nodes = List.copyOf(nodes);
        blocks = List.copyOf(blocks);
        links = List.copyOf(links);
        tabs = List.copyOf(tabs);
        mempool = List.copyOf(mempool);
        money = List.copyOf(money);
        intervals = List.copyOf(intervals);
    }

    /**
     * A node as the board draws it.
     *
     * @param index its place, which decides its colour and shape
     * @param http its page; absent for a peer whose page isn't known
     * @param self whether it's the one that answers
     * @param peers absent where nobody counts them: in a mirror
     * @param mining absent for a peer, whose miner can't be seen
     * @param balance satoshis; absent for a peer
     * @param state one of running, syncing, stopped, remote
     * @param sync how it catches up while syncing; else absent
     */
    public record BoardNode(
            String name,
            int index,
            @Nullable String http,
            boolean self,
            boolean running,
            int height,
            @Nullable String tip,
            @Nullable Integer peers,
            double hashRate,
            @Nullable MiningStatus mining,
            int mempoolCount,
            @Nullable Long balance,
            String state,
            @Nullable SyncStatus sync) {}

    /**
     * A page in a browser with a node of its own.
     *
     * @param name as it calls itself
     * @param node the node that it is connected to
     * @param height of the best block that it has, as far as that node knows
     * @param tip that block; absent before it has one
     */
    public record BoardTab(
            String name, String node, int height, @Nullable String tip) {}

    /**
     * A block of the tree.
     *
     * @param prev absent for genesis
     * @param ancestor the nearest block before it that is listed, where {@code prev} is not; absent otherwise, and where none is
     * @param txCount absent while only the header is known
     * @param bits eight hex digits
     * @param work hashes behind it and all before it, 64 hex digits
     * @param finder name of the node that mined it; absent if its coinbase doesn't tell
     * @param size bytes; absent while only the header is known
     * @param status {@code active}, {@code stale}, {@code invalid} or {@code header}
     * @param firstSeen when this node first saw it; absent if it doesn't remember
     */
    public record BoardBlock(
            String hash,
            @Nullable String prev,
            @Nullable String ancestor,
            int height,
            long time,
            @Nullable Integer txCount,
            String bits,
            String work,
            @Nullable String finder,
            @Nullable Integer size,
            String status,
            @Nullable Long firstSeen) {}

    /** A connection between two nodes by name, or one that was cut. */
    public record Link(String a, String b, boolean connected) {}

    /**
     * A transaction that waits for a block.
     *
     * @param fee satoshis
     * @param feeRate satoshis a byte
     * @param time when it came
     * @param from the addresses whose coins it spends, each once, at most 20
     * @param outputs the first 20, and where there are more, the sum of the rest without an address
     */
    public record Waiting(
            String txid, int vsize, long fee, double feeRate, long time, List<String> from, List<Payee> outputs) {
        public Waiting {
            from = List.copyOf(from);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * A recipient and its amount.
     *
     * @param address absent where the script has none
     */
    public record Payee(@Nullable String address, long value) {}

    /**
     * The money of a node, in satoshis.
     *
     * @param balance confirmed, mature or not
     * @param pending what the transactions that wait will add, less what they will take
     */
    public record Money(String name, long balance, long pending, String address) {}
}
