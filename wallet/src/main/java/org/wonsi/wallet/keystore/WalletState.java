package org.wonsi.wallet.keystore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.wallet.coins.KnownKeys;

/**
 * What a wallet remembers besides its keys; nothing secret, and all but labels and nodes can be found again.
 *
 * <p>A change that changes nothing gives the same object, so that {@code ==} tells whether there is something to save.
 *
 * @param nextReceive index of the next receiving address to hand out
 * @param nextChange index of the next change address to use
 * @param labels address to label
 * @param nodes URLs of the nodes to ask, in order; empty for the default
 * @param pending payments made and not yet seen in a block
 * @param confirmed txid to the block it was last seen in, {@code height:hash}, to notice when a reorganisation undoes it
 * @param abandoned payments given up while a node still had them; they don't count until a block has one
 * @param known public keys worked out before, so that looking needn't do it again
 */
public record WalletState(
        int nextReceive,
        int nextChange,
        Map<String, String> labels,
        List<String> nodes,
        List<Pending> pending,
        Map<String, String> confirmed,
        List<String> abandoned,
        KnownKeys known) {

    /**
     * A payment on its way.
     *
     * @param txid its name
     * @param hex the signed transaction
     * @param made seconds since 1970 UTC
     */
    public record Pending(String txid, String hex, long made) {}

    public WalletState {
        labels = new LinkedHashMap<>(labels);
        nodes = List.copyOf(nodes);
        pending = List.copyOf(pending);
        confirmed = new LinkedHashMap<>(confirmed);
        abandoned = List.copyOf(abandoned);
    }

    /** Nothing yet. */
    public static WalletState fresh() {
        return new WalletState(0, 0, Map.of(), List.of(), List.of(), Map.of(), List.of(), KnownKeys.NONE);
    }

    /** The next addresses moved on; they never move back. */
    public WalletState withNext(int receive, int change) {
        if (receive <= nextReceive && change <= nextChange) {
            return this;
        }
        return new WalletState(
                Math.max(nextReceive, receive),
                Math.max(nextChange, change),
                labels,
                nodes,
                pending,
                confirmed,
                abandoned,
                known);
    }

    /** An address labelled. */
    public WalletState withLabel(String address, String label) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(address, label);
        return new WalletState(nextReceive, nextChange, more, nodes, pending, confirmed, abandoned, known);
    }

    /** Other nodes. */
    public WalletState withNodes(List<String> urls) {
        return new WalletState(nextReceive, nextChange, labels, urls, pending, confirmed, abandoned, known);
    }

    /** One more payment on its way. */
    public WalletState withPending(Pending payment) {
        List<Pending> more = new ArrayList<>(pending);
        more.removeIf(p -> p.txid().equals(payment.txid()));
        more.add(payment);
        return new WalletState(nextReceive, nextChange, labels, nodes, more, confirmed, abandoned, known);
    }

    /** A payment arrived, or given up. */
    public WalletState withoutPending(String txid) {
        List<Pending> fewer = new ArrayList<>(pending);
        boolean removed = fewer.removeIf(p -> p.txid().equals(txid));
        return !removed
                ? this
                : new WalletState(nextReceive, nextChange, labels, nodes, fewer, confirmed, abandoned, known);
    }

    /** Where transactions were seen in blocks. */
    public WalletState withConfirmed(Map<String, String> seen) {
        return seen.equals(confirmed)
                ? this
                : new WalletState(nextReceive, nextChange, labels, nodes, pending, seen, abandoned, known);
    }

    /** A payment given up although a node has it, or that counts again. */
    public WalletState withAbandoned(String txid, boolean isAbandoned) {
        List<String> others = new ArrayList<>(abandoned);
        others.remove(txid);
        if (isAbandoned) {
            others.add(txid);
        }
        return new WalletState(nextReceive, nextChange, labels, nodes, pending, confirmed, others, known);
    }

    /** Public keys worked out. */
    public WalletState withKnown(KnownKeys keys) {
        return keys.check().equals(known.check())
                ? this
                : new WalletState(nextReceive, nextChange, labels, nodes, pending, confirmed, abandoned, keys);
    }
}
