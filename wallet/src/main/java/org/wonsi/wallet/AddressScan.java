package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.ClaimedHistory;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.HeaderFault;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;

/**
 * A scan of addresses: it asks nodes for their transactions. All that comes of it are ids to look at: what they hold and
 * whether a block has them is found out by {@link TransactionProofs}.
 *
 * <p>An address with a longer history than wanted is known by its newest transactions and by its unspent outputs. A node
 * that won't list those is read to the end, up to the bound.
 */
final class AddressScan {
    private final NodeClients nodes;
    private final HistoryDepth depth;
    private final List<EsploraClient> asked;
    private final List<Notice> notices = new ArrayList<>();
    private final Map<String, OwnAddress> owned = new LinkedHashMap<>();
    private final Map<Txid, List<Hint>> hints = new LinkedHashMap<>();
    private final Map<String, Partly> partly = new LinkedHashMap<>();

    /** A node's claim about a transaction. */
    record Hint(EsploraClient node, boolean confirmed, ClaimedHistory.Said said) {}

    /** The knowledge about an address whose older transactions weren't read. */
    static final class Partly {
        private final Set<Txid> read = new LinkedHashSet<>();
        private final Set<OutPoint> unspent = new LinkedHashSet<>();

        /** Transactions that were read. */
        Set<Txid> read() {
            return read;
        }

        /** Outputs that a node says are unspent. */
        Set<OutPoint> unspent() {
            return unspent;
        }
    }

    AddressScan(NodeClients nodes, Collection<EsploraClient> asked, HistoryDepth depth) {
        this.nodes = nodes;
        this.asked = new ArrayList<>(asked);
        this.depth = depth;
    }

    /** Asks all nodes for addresses, all at once; the ids that weren't told before. */
    Set<Txid> ask(List<OwnAddress> addresses) {
        Set<Txid> before = Set.copyOf(hints.keySet());
        addresses.forEach(own -> owned.put(own.address().toString(), own));
        for (EsploraClient node : List.copyOf(asked)) {
            try {
                ask(node, addresses);
            } catch (WalletException e) {
                if (asked.size() == 1 || e.is(Failure.TooMany.class) || e.is(Failure.Deadline.class)) {
                    throw e;
                }
                asked.remove(node);
                notices.add(new Notice.NodeLeftOut(node.url(), new HeaderFault.Failed(e.failure())));
            }
        }
        Set<Txid> fresh = new LinkedHashSet<>(hints.keySet());
        fresh.removeAll(before);
        return fresh;
    }

    private void ask(EsploraClient node, List<OwnAddress> addresses) {
        List<ClaimedHistory> answers =
                nodes.each(addresses, own -> node.history(own.address().toString(), depth.wanted()));
        for (int i = 0; i < addresses.size(); i++) {
            ClaimedHistory told = answers.get(i);
            if (!told.complete()) {
                told = older(node, addresses.get(i), told);
            }
            told.transactions().forEach(hint -> note(node, hint.txid(), hint.confirmed(), hint.said()));
        }
    }

    private void note(EsploraClient node, String txid, boolean confirmed, ClaimedHistory.Said said) {
        hints.computeIfAbsent(Txid.ofDisplay(txid), id -> new ArrayList<>()).add(new Hint(node, confirmed, said));
    }

    /** What else to know of an address whose older transactions weren't read. */
    private ClaimedHistory older(EsploraClient node, OwnAddress own, ClaimedHistory newest) {
        String address = own.address().toString();
        Optional<List<ClaimedHistory.Unspent>> unspent = node.unspent(address);
        if (unspent.isEmpty()) {
            ClaimedHistory all = node.history(address, depth.most());
            if (!all.complete()) {
                throw new WalletException(new Failure.TooMany(address, depth.most()));
            }
            return all;
        }
        Partly known = partly.computeIfAbsent(address, a -> new Partly());
        newest.transactions().forEach(hint -> known.read.add(Txid.ofDisplay(hint.txid())));
        for (ClaimedHistory.Unspent output : unspent.get()) {
            known.unspent.add(new OutPoint(Txid.ofDisplay(output.txid()), output.index()));
            note(node, output.txid(), output.confirmed(), ClaimedHistory.Said.NOTHING);
        }
        return newest;
    }

    /** The addresses asked for. */
    Collection<OwnAddress> owned() {
        return owned.values();
    }

    /** The nodes that told of a transaction. */
    List<Hint> hints(Txid txid) {
        return hints.getOrDefault(txid, List.of());
    }

    /** The transactions told of. */
    Set<Txid> claimedBy() {
        return hints.keySet();
    }

    /** Addresses with older transactions than were read. */
    Map<String, Partly> partly() {
        return new HashMap<>(partly);
    }

    /** The nodes that answered. */
    List<EsploraClient> answered() {
        return List.copyOf(asked);
    }

    /** What there is to say of the nodes. */
    List<Notice> notices() {
        return notices;
    }
}
