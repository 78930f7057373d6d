package org.wonsi.lab.paper;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * The groups of scripts (addresses) that an observer who has only the chain would take for one owner's.
 *
 * <p>Two guesses put scripts into one group. <b>Common inputs</b>: the payer of a payment with several inputs owns them
 * all ("multi-input transactions, which necessarily reveal that their inputs were owned by the same owner", paper,
 * section 10). <b>Change</b> (what a payer pays back to himself): if a payment has several outputs, none of them pays
 * one of the payers' scripts, and exactly one of the scripts that they pay was never seen before, that script is the
 * payer's. Both can be wrong: the first if several people pay together in one transaction (CoinJoin), the second if the
 * receiver's key is the new one.
 *
 * <p>The lesson on privacy shows with it how much of an owner can be read from the chain, though it holds no names.
 */
public final class AddressClusters {
    /**
     * Groups as trees: from each script to the one above it; a script that is above itself is the top one, and stands
     * for its group.
     */
    private final Map<Script, Script> parents = new LinkedHashMap<>();

    private final Map<OutPoint, Script> outputs = new HashMap<>();
    private final List<Link> links = new ArrayList<>();

    /** The guess by which scripts are taken for one owner's. */
    public enum Reason {
        /** Both are spent from in one payment. */
        COMMON_INPUTS,
        /** A payment from the first gives the second its change. */
        CHANGE
    }

    /** A link between two scripts that were in different clusters until one payment joined them. */
    public record Link(Reason reason, Script one, Script other) {}

    /** Reads the next transaction; they come in the chain's order. Inputs whose coins it hasn't seen say nothing. */
    public void add(Transaction tx) {
        List<Script> payers = new ArrayList<>(new LinkedHashSet<>(tx.inputs().stream()
                .map(TxIn::prevout)
                .filter(outputs::containsKey)
                .map(outputs::get)
                .toList()));
        for (int i = 1; i < payers.size(); i++) {
            join(Reason.COMMON_INPUTS, payers.get(0), payers.get(i));
        }
        Set<Script> fresh = new HashSet<>();
        boolean returned = false;
        for (TxOut output : tx.outputs()) {
            returned |= payers.contains(output.scriptPubKey());
            if (!parents.containsKey(output.scriptPubKey())) {
                fresh.add(output.scriptPubKey());
            }
        }
        for (int i = 0; i < tx.outputs().size(); i++) {
            Script script = tx.outputs().get(i).scriptPubKey();
            parents.putIfAbsent(script, script);
            outputs.put(new OutPoint(tx.txid(), i), script);
        }
        if (!payers.isEmpty() && !returned && tx.outputs().size() > 1 && fresh.size() == 1) {
            join(Reason.CHANGE, payers.get(0), fresh.iterator().next());
        }
    }

    private void join(Reason reason, Script one, Script other) {
        Script first = top(one);
        Script second = top(other);
        if (!first.equals(second)) {
            parents.put(second, first);
            links.add(new Link(reason, one, other));
        }
    }

    private Script top(Script script) {
        Script at = script;
        Script above = parents.getOrDefault(at, at);
        while (!above.equals(at)) {
            at = above;
            above = parents.getOrDefault(at, at);
        }
        return at;
    }

    /** The number of scripts that were seen. */
    public int scripts() {
        return parents.size();
    }

    /** The number of groups. The observer counts so many owners at the most: two groups may still have one owner. */
    public int clusters() {
        return (int) parents.keySet().stream().map(this::top).distinct().count();
    }

    /** These scripts by the cluster they are in, in the order given; scripts never seen are left out. */
    public List<List<Script>> groups(List<Script> scripts) {
        Map<Script, List<Script>> groups = new LinkedHashMap<>();
        for (Script script : scripts) {
            if (parents.containsKey(script)) {
                groups.computeIfAbsent(top(script), none -> new ArrayList<>()).add(script);
            }
        }
        return groups.values().stream().map(List::copyOf).toList();
    }

    /** What joined two groups each time, in the chain's order. */
    public List<Link> links() {
        return List.copyOf(links);
    }
}
