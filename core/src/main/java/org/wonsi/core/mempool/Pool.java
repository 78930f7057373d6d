package org.wonsi.core.mempool;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * The waiting transactions as a graph: who needs whom, which output is spent by whom, and who pays least.
 *
 * <p>No rules here; what may enter is decided before.
 *
 * <pre>
 *             spends                 spends
 *      a  &lt;----------  b  &lt;----------  c            c needs a and b: mined only with or after them
 *       \------------  d                            a replaced: b, c and d go as well
 * </pre>
 *
 * <p>Three questions are asked all the time, and each has an index: who spends this coin (conflicts), who pays the
 * most (templates), and who pays the least (a full pool).
 */
final class Pool {
    private static final Comparator<PoolNode> CHEAPEST_FIRST = Comparator.comparing(PoolNode::evictionRate)
            .thenComparing(Comparator.comparingLong((PoolNode n) -> n.sequence).reversed());

    private final Map<Txid, PoolNode> nodes = new HashMap<>();
    private final Map<OutPoint, PoolNode> spenders = new HashMap<>();
    private final TreeSet<PoolNode> byEviction = new TreeSet<>(CHEAPEST_FIRST);
    private final RateOrder byRate = new RateOrder();
    private long firstSequence;
    private long nextSequence;
    private long bytes;
    private long memory;
    private long fees;

    Optional<PoolNode> get(Txid txid) {
        return Optional.ofNullable(nodes.get(txid));
    }

    Optional<PoolNode> spender(OutPoint outPoint) {
        return Optional.ofNullable(spenders.get(outPoint));
    }

    /** All entries, the highest fee rate first. */
    List<MempoolEntry> byRate() {
        return byRate.entries();
    }

    Optional<PoolNode> cheapest() {
        return byEviction.isEmpty() ? Optional.empty() : Optional.of(byEviction.first());
    }

    int count() {
        return nodes.size();
    }

    long bytes() {
        return bytes;
    }

    /** As {@link MemoryUsage} counts it. */
    long memory() {
        return memory;
    }

    long fees() {
        return fees;
    }

    Collection<PoolNode> all() {
        return nodes.values();
    }

    /**
     * Everything in order of entry, which puts parents before children.
     *
     * <p>A block must hold parents before children, and so must every list that others go through.
     */
    List<PoolNode> inOrder() {
        return sorted(nodes.values());
    }

    private static List<PoolNode> sorted(Collection<PoolNode> some) {
        return some.stream()
                .sorted(Comparator.comparingLong(node -> node.sequence))
                .toList();
    }

    /** The waiting transactions whose outputs these inputs spend. */
    Set<PoolNode> parents(List<TxIn> inputs) {
        Set<PoolNode> parents = new LinkedHashSet<>();
        for (TxIn input : inputs) {
            PoolNode parent = nodes.get(input.prevout().txid());
            if (parent != null) {
                parents.add(parent);
            }
        }
        return parents;
    }

    /** Some transactions and all they need, parents first. */
    static List<PoolNode> withAncestors(Collection<PoolNode> some) {
        return sorted(closure(some, node -> node.parents));
    }

    /** Some transactions and all that need them, parents first. */
    static List<PoolNode> withDescendants(Collection<PoolNode> some) {
        return sorted(closure(some, node -> node.children));
    }

    /**
     * Some transactions and all that can be reached from them.
     *
     * <p>Breadth first, each node once: by several paths the same ancestor can be reached many times, and to follow
     * each path would take exponential time.
     */
    private static Set<PoolNode> closure(Collection<PoolNode> some, Function<PoolNode, Set<PoolNode>> next) {
        Set<PoolNode> all = new LinkedHashSet<>(some);
        Deque<PoolNode> queue = new ArrayDeque<>(some);
        while (!queue.isEmpty()) {
            for (PoolNode node : next.apply(queue.remove())) {
                if (all.add(node)) {
                    queue.add(node);
                }
            }
        }
        return all;
    }

    /** The place of the next one that comes. */
    long nextPlace() {
        return nextSequence++;
    }

    /**
     * Places for so many before all others; the first of them.
     *
     * <p>Transactions of a lost block return before those that wait, some of which may spend them.
     */
    long placesInFront(int count) {
        firstSequence -= count;
        return firstSequence;
    }

    /**
     * Adds a transaction none of whose outputs is spent here, at a place that no other has or had.
     *
     * <p>An entry is taken out of the sorted set before its sums change and put back after it: a tree that sorts by
     * something that changes under it loses its elements.
     */
    void add(MempoolEntry entry, LockPoints lockPoints, long place) {
        PoolNode node = new PoolNode(entry, lockPoints, place);
        node.parents.addAll(parents(entry.tx().inputs()));
        for (PoolNode ancestor : withAncestors(node.parents)) {
            byEviction.remove(ancestor);
            ancestor.countDescendant(node, 1);
            node.countAncestor(ancestor, 1);
            byEviction.add(ancestor);
        }
        node.parents.forEach(parent -> parent.children.add(node));
        nodes.put(entry.txid(), node);
        entry.tx().inputs().forEach(input -> spenders.put(input.prevout(), node));
        byEviction.add(node);
        byRate.add(node);
        bytes += entry.size();
        memory += node.memory + MemoryUsage.LINK * node.parents.size();
        fees += entry.fee().satoshis();
    }

    /**
     * Lets a transaction count as paying more or less than it does.
     *
     * <p>The sums of all it needs contain its fee, so they change with it.
     */
    void value(PoolNode node, long feeDelta) {
        List<PoolNode> concerned = withAncestors(List.of(node));
        byEviction.removeAll(concerned);
        byRate.remove(node);
        long change = feeDelta - node.entry().feeDelta();
        node.value(feeDelta);
        concerned.forEach(needed -> needed.descendantFees += change);
        byEviction.addAll(concerned);
        byRate.add(node);
    }

    /**
     * Removes transactions and all that need them; returns what was removed, parents first.
     *
     * <p>What spends an output of a payment that will never be can never be either.
     */
    List<MempoolEntry> removeWithDescendants(Collection<PoolNode> some) {
        List<PoolNode> all = withDescendants(some);
        for (int i = all.size() - 1; i >= 0; i--) {
            remove(all.get(i));
        }
        return all.stream().map(node -> node.entry()).toList();
    }

    /**
     * Removes one transaction: what it needs and what needs it stays.
     *
     * <p>When a block confirms a parent, the child stays: what it spends is a coin of the chain now.
     */
    void remove(PoolNode node) {
        for (PoolNode ancestor : withAncestors(node.parents)) {
            byEviction.remove(ancestor);
            ancestor.countDescendant(node, -1);
            byEviction.add(ancestor);
        }
        for (PoolNode descendant : withDescendants(node.children)) {
            descendant.countAncestor(node, -1);
        }
        memory -= node.memory + MemoryUsage.LINK * (node.parents.size() + node.children.size());
        node.parents.forEach(parent -> parent.children.remove(node));
        node.children.forEach(child -> child.parents.remove(node));
        byEviction.remove(node);
        byRate.remove(node);
        nodes.remove(node.entry().txid());
        node.entry().tx().inputs().forEach(input -> spenders.remove(input.prevout()));
        bytes -= node.entry().size();
        fees -= node.entry().fee().satoshis();
    }
}
