package org.wonsi.node.http.node.body.status;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node at a glance; {@code GET /node/status}.
 *
 * @param version of Wonsi
 * @param height of the tip
 * @param tip hash of the block with the most work
 * @param bestHeaderHeight of the header with the most work, whose blocks may still be missing
 * @param difficulty of the next block
 * @param bits the tip's compact target, eight hex digits
 * @param target the tip's target, 64 hex digits
 * @param chainWork hashes behind the tip, 64 hex digits
 * @param medianTime median time past of the tip
 * @param time the tip's time
 * @param peers connected now
 * @param discovered nodes of the same chain found on the local network, 64 at most, connected or not; absent without
 *     {@code --discover}
 * @param hashRate tries per second of this node's miner
 * @param synced whether it has all blocks that peers deliver
 * @param progress share of the known headers that are connected, 0 to 1; 1 if the blocks of the others don't come
 * @param sync how it catches up; absent if it has all blocks that peers deliver
 * @param chainThread how busy the thread is that owns chain and mempool
 * @param addressIndex how far the index of addresses is; absent if the node keeps none
 * @param genesis hash of block 0, the name of the chain
 * @param unit what a coin is called here
 * @param secp256k1 the signature library in use
 * @param minerKernel the hashing kernel in use
 * @param p2p host and port of this node for peers
 * @param http address of this node's page and API
 * @param startedAt when this node started
 */
public record NodeStatus(
        String name,
        String network,
        String version,
        int height,
        String tip,
        int bestHeaderHeight,
        double difficulty,
        String bits,
        String target,
        String chainWork,
        long medianTime,
        long time,
        MempoolTotals mempool,
        int peers,
        @Nullable List<DiscoveredNode> discovered,
        double hashRate,
        boolean synced,
        double progress,
        @Nullable SyncStatus sync,
        ChainThreadStatus chainThread,
        @Nullable IndexStatus addressIndex,
        String genesis,
        String unit,
        String secp256k1,
        String minerKernel,
        String p2p,
        String http,
        long startedAt) {
    /**
     * The mempool in three numbers.
     *
     * @param count transactions
     * @param totalFee satoshis
     */
    public record MempoolTotals(int count, long bytes, long totalFee) {}
}
