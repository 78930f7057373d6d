package org.wonsi.node.http.people;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.CoinbaseTag;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.http.people.Leaderboard.Finder;
import org.wonsi.node.http.route.SiblingNodes;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PreparedBlocks;
import org.wonsi.node.store.db.DamagedBlockException;
import org.wonsi.node.store.query.BlockInfo;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * A count of the newest blocks by who found them: on the chain of the node that answers, and beside it as far as any node of the process
 * knows.
 *
 * <p>A block's text says a name, and nothing proves it. So a person is known by the address that the block pays, which the person's device
 * has told before; only where no device has is it the text that counts.
 */
final class BlockFinders {
    /** Heights that are counted at most. */
    static final int HEIGHTS = 1_000;

    private static final int MOST_BLOCKS = 4_000;
    private static final int MOST_FINDERS = 50;
    private static final int REMEMBERED = 8_000;

    /** An answer is good for so long: a room that asks at once costs one count. */
    static final long GOOD_NANOS = 1_000_000_000;

    private static final String UNNAMED = "?";

    private final SiblingNodes nodes;
    private final RoomPeople people;
    private final LongSupplier nanos;
    private final Map<BlockHash, Coinbase> coinbases = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockHash, Coinbase> eldest) {
            return size() > REMEMBERED;
        }
    };
    private Optional<Leaderboard> last = Optional.empty();
    private long lastAt;

    /** What a block says of its finder, and the address that it pays; empty where it has no such thing. */
    private record Coinbase(String tag, String address) {}

    private record Key(String kind, String name) {}

    /**
     * Of a node's process.
     *
     * @param nanos a clock that only goes forwards
     */
    BlockFinders(SiblingNodes nodes, RoomPeople people, LongSupplier nanos) {
        this.nodes = nodes;
        this.people = people;
        this.nanos = nanos;
    }

    /** The count as it was at most a second ago. */
    synchronized Leaderboard count() {
        long now = nanos.getAsLong();
        if (last.isEmpty() || now - lastAt >= GOOD_NANOS) {
            last = Optional.of(fresh());
            lastAt = now;
        }
        return last.get();
    }

    private Leaderboard fresh() {
        ChainParams params = nodes.self().params();
        HeaderNode tip = nodes.self().snapshot().tip();
        int from = Math.max(tip.height() - HEIGHTS + 1, PreparedBlocks.firstWait(tip, params.targetSpacing()) - 1);
        Map<BlockHash, Coinbase> all = new LinkedHashMap<>();
        Set<BlockHash> active = new HashSet<>();
        for (NodeService node : nodes.all()) {
            boolean own = node == nodes.self();
            node.queries().read(chain -> {
                for (BlockInfo block : chain.blockTree(from, MOST_BLOCKS)) {
                    // A block that has only reached another node has neither won nor lost here.
                    if (block.hasBody() && block.status().isAcceptable() && block.height() <= tip.height()) {
                        all.computeIfAbsent(block.hash(), hash -> coinbase(hash, chain, params));
                        if (own && block.active()) {
                            active.add(block.hash());
                        }
                    }
                }
                return all;
            });
        }
        return new Leaderboard(from, finders(all, active));
    }

    private Coinbase coinbase(BlockHash hash, StoreSnapshot chain, ChainParams params) {
        return coinbases.computeIfAbsent(hash, block -> read(block, chain, params));
    }

    private static Coinbase read(BlockHash hash, StoreSnapshot chain, ChainParams params) {
        try {
            Optional<Transaction> coinbase =
                    chain.txs(hash, 0, 1).stream().findFirst().map(record -> record.tx());
            return new Coinbase(
                    coinbase.flatMap(CoinbaseTag::of).orElse(UNNAMED),
                    coinbase.flatMap(tx -> Address.ofScript(tx.outputs().get(0).scriptPubKey(), params))
                            .map(Address::toString)
                            .orElse(""));
        } catch (DamagedBlockException e) {
            // The count of all the others is worth more than this one's name.
            return new Coinbase(UNNAMED, "");
        }
    }

    private List<Finder> finders(Map<BlockHash, Coinbase> all, Set<BlockHash> active) {
        Set<String> own = nodes.all().stream().map(NodeService::name).collect(Collectors.toSet());
        Map<Key, int[]> counts = new HashMap<>();
        all.forEach((hash, coinbase) ->
                counts.computeIfAbsent(key(coinbase, own), key -> new int[2])[active.contains(hash) ? 0 : 1]++);
        List<Finder> finders = new ArrayList<>();
        counts.forEach((key, count) -> finders.add(new Finder(key.name, key.kind, count[0], count[1])));
        finders.sort(Comparator.comparingInt(Finder::found)
                .reversed()
                .thenComparingInt(Finder::stale)
                .thenComparing(Finder::name)
                .thenComparing(Finder::kind));
        return finders.stream().limit(MOST_FINDERS).toList();
    }

    private Key key(Coinbase coinbase, Set<String> own) {
        return people.nameOf(coinbase.address)
                .map(name -> new Key("person", name))
                .orElseGet(() -> new Key(own.contains(coinbase.tag) ? "node" : "other", coinbase.tag));
    }
}
