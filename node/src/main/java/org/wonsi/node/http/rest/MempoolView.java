package org.wonsi.node.http.rest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.ChainView;
import org.wonsi.node.store.db.ScriptHash;

/**
 * An immutable view of a node's mempool at one moment, searched by id, by spent output and by script.
 *
 * <p>{@link Source} keeps the last picture as long as the node's snapshot stays the same, and takes over from the old
 * one what it knows of transactions that still wait.
 */
public final class MempoolView {
    private final List<MempoolEntry> entries;
    private final Map<Txid, Waiting> byId = new LinkedHashMap<>();
    private final Map<OutPoint, Spender> spenders = new HashMap<>();
    private final Map<ScriptHash, Touched> byScript = new HashMap<>();

    private MempoolView(List<MempoolEntry> entries) {
        this.entries = entries;
    }

    /** An entry with the outputs it spends. */
    public record Waiting(MempoolEntry entry, Map<OutPoint, TxOut> prevouts) {
        /** The transaction. */
        public Transaction tx() {
            return entry.tx();
        }

        /** The output behind an input, if it could be found. */
        public Optional<TxOut> prevout(OutPoint out) {
            return Optional.ofNullable(prevouts.get(out));
        }
    }

    /** A script and the transactions that pay it or spend from it. */
    private record Touched(Script script, List<Waiting> waiting) {}

    /** The input that spends an output. */
    public record Spender(Txid txid, int vin) {}

    private static MempoolView of(List<MempoolEntry> entries, ReadableChain node, Map<Txid, Waiting> known) {
        MempoolView view = new MempoolView(entries);
        Map<Txid, Transaction> waiting = new HashMap<>();
        view.entries.forEach(entry -> waiting.put(entry.txid(), entry.tx()));
        for (MempoolEntry entry : view.entries) {
            Waiting old = known.get(entry.txid());
            view.add(old == null ? resolve(entry, node, waiting) : old);
        }
        return view;
    }

    private static Waiting resolve(MempoolEntry entry, ReadableChain node, Map<Txid, Transaction> waiting) {
        Map<OutPoint, TxOut> prevouts = new HashMap<>();
        for (TxIn input : entry.tx().inputs()) {
            OutPoint out = input.prevout();
            Optional<Transaction> parent = Optional.ofNullable(waiting.get(out.txid()));
            parent.filter(tx -> out.index() < tx.outputs().size())
                    .map(tx -> tx.outputs().get((int) out.index()))
                    .or(() -> node.queries().read(q -> q.output(out)).map(Coin::output))
                    .ifPresent(output -> prevouts.put(out, output));
        }
        return new Waiting(entry, Map.copyOf(prevouts));
    }

    private void add(Waiting waiting) {
        byId.put(waiting.entry().txid(), waiting);
        List<TxIn> inputs = waiting.tx().inputs();
        for (int i = 0; i < inputs.size(); i++) {
            spenders.put(inputs.get(i).prevout(), new Spender(waiting.entry().txid(), i));
        }
        waiting.prevouts().values().forEach(out -> addScript(out.scriptPubKey(), waiting));
        waiting.tx().outputs().forEach(out -> addScript(out.scriptPubKey(), waiting));
    }

    private void addScript(Script script, Waiting waiting) {
        List<Waiting> list = byScript.computeIfAbsent(
                        ScriptHash.of(script), hash -> new Touched(script, new ArrayList<>(1)))
                .waiting();
        if (list.isEmpty() || !list.get(list.size() - 1).tx().equals(waiting.tx())) {
            list.add(waiting);
        }
    }

    /** All, the highest fee rate first. */
    public Collection<Waiting> all() {
        return byId.values();
    }

    /** All entries, the highest fee rate first. */
    public List<MempoolEntry> entries() {
        return entries;
    }

    /** The waiting transaction of this id. */
    public Optional<Waiting> get(Txid txid) {
        return Optional.ofNullable(byId.get(txid));
    }

    /** The waiting input that spends an output. */
    public Optional<Spender> spender(OutPoint out) {
        return Optional.ofNullable(spenders.get(out));
    }

    /** Waiting transactions that pay a script or spend from it. */
    public List<Waiting> touching(ScriptHash script) {
        Touched touched = byScript.get(script);
        return touched == null ? List.of() : touched.waiting();
    }

    /** The script behind a hash, if something that waits pays it or spends from it: to compare scripts is cheaper than to hash each. */
    public Optional<Script> script(ScriptHash hash) {
        return Optional.ofNullable(byScript.get(hash)).map(Touched::script);
    }

    /** A maker of views of one node's mempool. */
    public static final class Source {
        private final ReadableChain node;
        private volatile Latest latest = new Latest(List.of(), new MempoolView(List.of()));

        /** The last view, and the list of entries it was made from, by which a new one is noticed. */
        private record Latest(List<MempoolEntry> of, MempoolView view) {}

        /** Pictures of this node's mempool. */
        public Source(ChainView node) {
            this(ReadableChain.of(node));
        }

        /** Pictures of this chain's mempool. */
        public Source(ReadableChain chain) {
            this.node = chain;
        }

        /** The mempool now. */
        public MempoolView now() {
            Latest old = latest;
            List<MempoolEntry> waiting = node.waiting();
            if (old.of.equals(waiting)) {
                return old.view;
            }
            // Two threads may both do it; either result is right.
            MempoolView view = MempoolView.of(waiting, node, old.view.byId);
            latest = new Latest(waiting, view);
            return view;
        }
    }
}
