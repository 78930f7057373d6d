package org.wonsi.wallet.keystore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a wallet remembers besides its keys; nothing secret, and all but labels and nodes can be found again.
 *
 * @param nextReceive index of the next receiving address to hand out
 * @param nextChange index of the next change address to use
 * @param labels address to label
 * @param nodes URLs of the nodes to ask, in order; empty for the default
 * @param pending payments made and not yet seen in a block
 * @param confirmed txid to the block it was last seen in, to notice when a reorganisation undoes it
 */
public record WalletState(
        int nextReceive,
        int nextChange,
        Map<String, String> labels,
        List<String> nodes,
        List<Pending> pending,
        Map<String, String> confirmed) {

    /**
     * A payment on its way.
     *
     * @param txid its name
     * @param hex the signed transaction
     * @param made seconds since 1970 UTC
     */
    public record Pending(String txid, String hex, long made) {}

    public WalletState {
        // Absent in a file of an earlier version, which reads as null.
        labels = labels == null ? Map.of() : new LinkedHashMap<>(labels);
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
        pending = pending == null ? List.of() : List.copyOf(pending);
        confirmed = confirmed == null ? Map.of() : new LinkedHashMap<>(confirmed);
    }

    /** Nothing yet. */
    public static WalletState fresh() {
        return new WalletState(0, 0, Map.of(), List.of(), List.of(), Map.of());
    }

    /** The next addresses moved on; they never move back. */
    public WalletState withNext(int receive, int change) {
        return new WalletState(
                Math.max(nextReceive, receive), Math.max(nextChange, change), labels, nodes, pending, confirmed);
    }

    /** An address labelled. */
    public WalletState withLabel(String address, String label) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(address, label);
        return new WalletState(nextReceive, nextChange, more, nodes, pending, confirmed);
    }

    /** Other nodes. */
    public WalletState withNodes(List<String> urls) {
        return new WalletState(nextReceive, nextChange, labels, urls, pending, confirmed);
    }

    /** One more payment on its way. */
    public WalletState withPending(Pending payment) {
        List<Pending> more = new ArrayList<>(pending);
        more.removeIf(p -> p.txid().equals(payment.txid()));
        more.add(payment);
        return new WalletState(nextReceive, nextChange, labels, nodes, more, confirmed);
    }

    /** A payment arrived, or given up. */
    public WalletState withoutPending(String txid) {
        List<Pending> fewer = new ArrayList<>(pending);
        fewer.removeIf(p -> p.txid().equals(txid));
        return new WalletState(nextReceive, nextChange, labels, nodes, fewer, confirmed);
    }

    /** Where transactions were seen in blocks. */
    public WalletState withConfirmed(Map<String, String> seen) {
        return new WalletState(nextReceive, nextChange, labels, nodes, pending, seen);
    }
}
