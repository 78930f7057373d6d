package org.wonsi.node.http.rpc.chain;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/** The methods that give statistics of blocks. */
public final class StatisticsMethods implements MethodFamily {
    private static final String CATEGORY = "Blockchain";
    private static final int MONTH_SECONDS = 30 * 24 * 60 * 60;

    private final ChainView node;

    public StatisticsMethods(ChainView node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "getblockstats hash_or_height stats?",
                        "Fees, sizes and counts of a block of the active chain; all, or those named.",
                        this::block),
                RpcMethod.of(
                        CATEGORY,
                        "getchaintxstats nblocks? blockhash?",
                        "How many transactions there are, and how many came a second over the last blocks.",
                        this::chain));
    }

    private JsonNode block(RpcParams p) {
        return node.queries().read(q -> {
            BlockInfo block = p.get(0).isNumber() ? atHeight(p, q) : active(p, 0, q);
            ObjectNode all = BlockStatistics.of(block, q, node.params());
            if (!p.has(1) || p.array(1).isEmpty()) {
                return all;
            }
            ObjectNode chosen = RpcJson.object();
            Set<String> names = new TreeSet<>();
            p.array(1).forEach(name -> names.add(RpcParams.text(name)));
            for (String name : names) {
                JsonNode value = all.get(name);
                if (value == null) {
                    throw RpcException.invalid("Invalid selected statistic '" + name + "'");
                }
                chosen.set(name, value);
            }
            return chosen;
        });
    }

    private static BlockInfo atHeight(RpcParams p, StoreSnapshot q) {
        int height = p.number(0);
        int tip = q.tip().orElseThrow().height();
        if (height < 0) {
            throw RpcException.invalid("Target block height " + height + " is negative");
        }
        return q.blockAt(height)
                .orElseThrow(() -> RpcException.invalid("Target block height " + height + " after current tip " + tip));
    }

    private static BlockInfo active(RpcParams p, int index, StoreSnapshot q) {
        BlockInfo block = q.block(p.blockHash(index)).orElseThrow(() -> RpcException.notFound("Block not found"));
        if (!block.active()) {
            throw RpcException.invalid("Block is not in main chain");
        }
        return block;
    }

    private JsonNode chain(RpcParams p) {
        return node.queries().read(q -> {
            BlockInfo last = p.has(1) ? active(p, 1, q) : q.tip().orElseThrow();
            int month = MONTH_SECONDS / node.params().targetSpacing();
            int count = p.has(0) ? p.number(0) : Math.max(0, Math.min(month, last.height() - 1));
            if (count < 0 || (count > 0 && count >= last.height())) {
                throw RpcException.invalid("Invalid block count: should be between 0 and the block's height - 1");
            }
            return stats(last, count, q);
        });
    }

    private static ObjectNode stats(BlockInfo last, int count, StoreSnapshot q) {
        int tip = q.tip().orElseThrow().height();
        long later = transactions(q.blocksDownFrom(tip, tip - last.height()));
        ObjectNode json = RpcJson.object()
                .put("time", last.header().time())
                .put("txcount", q.totals().transactions() - later)
                .put("window_final_block_hash", last.hash().toDisplay())
                .put("window_final_block_height", last.height())
                .put("window_block_count", count);
        if (count > 0) {
            BlockInfo first = q.blockAt(last.height() - count).orElseThrow();
            long seconds = last.medianTimePast() - first.medianTimePast();
            long transactions = transactions(q.blocksDownFrom(last.height(), count));
            json.put("window_interval", seconds).put("window_tx_count", transactions);
            if (seconds > 0) {
                json.put("txrate", (double) transactions / seconds);
            }
        }
        return json;
    }

    private static long transactions(List<BlockInfo> blocks) {
        return blocks.stream().mapToLong(BlockInfo::txCount).sum();
    }
}
