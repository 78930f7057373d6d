package org.wonsi.wallet.keystore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wonsi.wallet.coins.KnownKeys;

/**
 * The state of a wallet besides its keys; nothing secret, and all but labels, memos, frozen coins and nodes can be found again.
 *
 * @param nextReceive index of the next receiving address to hand out
 * @param nextChange index of the next change address to use
 * @param labels address to label
 * @param nodes URLs of the nodes to ask, in order; empty for the default
 * @param pending payments made and not yet deep enough in the chain
 * @param abandoned payments given up while a node still had them; they don't count until a block has one
 * @param memos txid to what the owner noted of the payment
 * @param frozen coins ("txid:index") that no payment takes
 * @param seen txid to when this wallet first saw the transaction, in seconds since 1970 UTC by its own clock; only of those
 *     that no block has and that it didn't make here
 * @param known public keys worked out before, so that looking needn't do it again
 * @param accounts number to what is remembered of a further account; the first one's is in {@code nextReceive}, {@code
 *     nextChange} and {@code known}
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
        Map<String, Long> seen,
        KnownKeys known,
        Map<String, Further> accounts) {

    /**
     * A payment on its way.
     *
     * @param txid its name
     * @param hex the signed transaction
     * @param made seconds since 1970 UTC
     */
    public record Pending(String txid, String hex, long made) {}

    /**
     * The remembered state of an account after the first.
     *
     * @param nextReceive index of its next receiving address
     * @param nextChange index of its next change address
     * @param known public keys worked out before
     */
    public record Further(int nextReceive, int nextChange, KnownKeys known) {
        static final Further NOTHING = new Further(0, 0, KnownKeys.NONE);
    }

    public WalletState {
        labels = new LinkedHashMap<>(labels);
        nodes = List.copyOf(nodes);
        pending = List.copyOf(pending);
        abandoned = List.copyOf(abandoned);
        memos = new LinkedHashMap<>(memos);
        frozen = List.copyOf(frozen);
        seen = new LinkedHashMap<>(seen);
        accounts = new LinkedHashMap<>(accounts);
    }

    private Further further(int account) {
        return account == 0
                ? new Further(nextReceive, nextChange, known)
                : accounts.getOrDefault(Integer.toString(account), Further.NOTHING);
    }

    /** Index of an account's next receiving address. */
    public int nextReceive(int account) {
        return further(account).nextReceive();
    }

    /** Index of an account's next change address. */
    public int nextChange(int account) {
        return further(account).nextChange();
    }

    /** Public keys of an account worked out before. */
    public KnownKeys known(int account) {
        return further(account).known();
    }

    /** Nothing yet. */
    public static WalletState fresh() {
        return new WalletState(
                0,
                0,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                KnownKeys.NONE,
                Map.of());
    }

    /** The components, to change some of them. */
    private static final class Copy {
        private int nextReceive;
        private int nextChange;
        private final Map<String, String> labels;
        private List<String> nodes;
        private final List<Pending> pending;
        private final List<String> abandoned;
        private final Map<String, String> memos;
        private final List<String> frozen;
        private Map<String, Long> seen;
        private KnownKeys known;
        private final Map<String, Further> accounts;

        Copy(WalletState state) {
            nextReceive = state.nextReceive;
            nextChange = state.nextChange;
            labels = new LinkedHashMap<>(state.labels);
            nodes = state.nodes;
            pending = new ArrayList<>(state.pending);
            abandoned = new ArrayList<>(state.abandoned);
            memos = new LinkedHashMap<>(state.memos);
            frozen = new ArrayList<>(state.frozen);
            seen = state.seen;
            known = state.known;
            accounts = new LinkedHashMap<>(state.accounts);
        }

        WalletState done() {
            return new WalletState(
                    nextReceive, nextChange, labels, nodes, pending, abandoned, memos, frozen, seen, known, accounts);
        }
    }

    private WalletState with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.done();
    }

    /** An account's next addresses moved on; they never move back. */
    public WalletState withNext(int account, int receive, int change) {
        Further before = further(account);
        return with(
                account,
                new Further(
                        Math.max(before.nextReceive(), receive),
                        Math.max(before.nextChange(), change),
                        before.known()));
    }

    private WalletState with(int account, Further after) {
        if (after.equals(further(account))) {
            return this;
        }
        return with(copy -> {
            if (account > 0) {
                copy.accounts.put(Integer.toString(account), after);
            } else {
                copy.nextReceive = after.nextReceive();
                copy.nextChange = after.nextChange();
                copy.known = after.known();
            }
        });
    }

    /** An address labelled. */
    public WalletState withLabel(String address, String label) {
        return with(copy -> copy.labels.put(address, label));
    }

    /** Other nodes. */
    public WalletState withNodes(List<String> urls) {
        return with(copy -> copy.nodes = urls);
    }

    /** One more payment on its way. */
    public WalletState withPending(Pending payment) {
        return with(copy -> {
            copy.pending.removeIf(other -> other.txid().equals(payment.txid()));
            copy.pending.add(payment);
        });
    }

    /** A payment arrived, or given up. */
    public WalletState withoutPending(String txid) {
        return with(copy -> copy.pending.removeIf(payment -> payment.txid().equals(txid)));
    }

    /** A payment given up although a node has it, or that counts again. */
    public WalletState withAbandoned(String txid, boolean isAbandoned) {
        return with(copy -> put(copy.abandoned, txid, isAbandoned));
    }

    /** A payment noted. */
    public WalletState withMemo(String txid, String memo) {
        return with(copy -> copy.memos.put(txid, memo));
    }

    /** A coin frozen, or freed. */
    public WalletState withFrozen(String outPoint, boolean isFrozen) {
        return with(copy -> put(copy.frozen, outPoint, isFrozen));
    }

    /** The transactions that are in no block now; of those seen before the time stays. */
    public WalletState withSeen(Collection<String> txids, long now) {
        Map<String, Long> times = new LinkedHashMap<>();
        txids.forEach(txid -> times.put(txid, seen.getOrDefault(txid, now)));
        return with(copy -> copy.seen = times);
    }

    /** Public keys of an account worked out. */
    public WalletState withKnown(int account, KnownKeys keys) {
        Further before = further(account);
        return with(account, new Further(before.nextReceive(), before.nextChange(), keys));
    }

    private static void put(List<String> list, String entry, boolean isIn) {
        list.remove(entry);
        if (isIn) {
            list.add(entry);
        }
    }
}
