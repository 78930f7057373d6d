package org.wonsi.wallet.keystore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.wallet.coins.KnownKeys;

/**
 * What a wallet remembers besides its keys; nothing secret, and all but labels, memos, frozen coins and nodes can be found
 * again.
 *
 * @param nextReceive index of the next receiving address to hand out
 * @param nextChange index of the next change address to use
 * @param labels address to label
 * @param nodes URLs of the nodes to ask, in order; empty for the default
 * @param pending payments made and not yet deep enough in the chain
 * @param abandoned payments given up while a node still had them; they don't count until a block has one
 * @param memos txid to what the owner noted of the payment
 * @param frozen coins ("txid:index") that no payment takes
 * @param known public keys worked out before, so that looking needn't do it again
 */
public record WalletState(
        int nextReceive,
        int nextChange,
        Map<String, String> labels,
        List<String> nodes,
        List<Pending> pending,
        List<String> abandoned,
        Map<String, String> memos,
        List<String> frozen,
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
        abandoned = List.copyOf(abandoned);
        memos = new LinkedHashMap<>(memos);
        frozen = List.copyOf(frozen);
    }

    /** Nothing yet. */
    public static WalletState fresh() {
        return new WalletState(0, 0, Map.of(), List.of(), List.of(), List.of(), Map.of(), List.of(), KnownKeys.NONE);
    }

    /** The next addresses moved on; they never move back. */
    public WalletState withNext(int receive, int change) {
        return new WalletState(
                Math.max(nextReceive, receive),
                Math.max(nextChange, change),
                labels,
                nodes,
                pending,
                abandoned,
                memos,
                frozen,
                known);
    }

    /** An address labelled. */
    public WalletState withLabel(String address, String label) {
        return new WalletState(
                nextReceive, nextChange, with(labels, address, label), nodes, pending, abandoned, memos, frozen, known);
    }

    /** Other nodes. */
    public WalletState withNodes(List<String> urls) {
        return new WalletState(nextReceive, nextChange, labels, urls, pending, abandoned, memos, frozen, known);
    }

    /** One more payment on its way. */
    public WalletState withPending(Pending payment) {
        List<Pending> more = new ArrayList<>(withoutPending(payment.txid()).pending);
        more.add(payment);
        return new WalletState(nextReceive, nextChange, labels, nodes, more, abandoned, memos, frozen, known);
    }

    /** A payment arrived, or given up. */
    public WalletState withoutPending(String txid) {
        List<Pending> fewer =
                pending.stream().filter(p -> !p.txid().equals(txid)).toList();
        return new WalletState(nextReceive, nextChange, labels, nodes, fewer, abandoned, memos, frozen, known);
    }

    /** A payment given up although a node has it, or that counts again. */
    public WalletState withAbandoned(String txid, boolean isAbandoned) {
        return new WalletState(
                nextReceive,
                nextChange,
                labels,
                nodes,
                pending,
                with(abandoned, txid, isAbandoned),
                memos,
                frozen,
                known);
    }

    /** A payment noted. */
    public WalletState withMemo(String txid, String memo) {
        return new WalletState(
                nextReceive, nextChange, labels, nodes, pending, abandoned, with(memos, txid, memo), frozen, known);
    }

    /** A coin frozen, or freed. */
    public WalletState withFrozen(String outPoint, boolean isFrozen) {
        return new WalletState(
                nextReceive,
                nextChange,
                labels,
                nodes,
                pending,
                abandoned,
                memos,
                with(frozen, outPoint, isFrozen),
                known);
    }

    /** Public keys worked out. */
    public WalletState withKnown(KnownKeys keys) {
        return new WalletState(nextReceive, nextChange, labels, nodes, pending, abandoned, memos, frozen, keys);
    }

    private static Map<String, String> with(Map<String, String> texts, String key, String text) {
        Map<String, String> more = new LinkedHashMap<>(texts);
        more.put(key, text);
        return more;
    }

    private static List<String> with(List<String> list, String entry, boolean isIn) {
        List<String> changed = new ArrayList<>(list);
        changed.remove(entry);
        if (isIn) {
            changed.add(entry);
        }
        return changed;
    }
}
