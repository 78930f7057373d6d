package org.wonsi.wallet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/**
 * Compares what the wallet remembers with what the chain says now: payments that arrived, were lost, lost against another
 * spend, or were undone by a reorganisation.
 */
final class PendingPayments {
    /** Confirmations after which a payment counts as done (paper, section 11: under 0.1 % against a tenth of the power). */
    private static final int SETTLED = 6;

    /** Confirmations up to which a transaction's block is remembered; a reorganisation that deep has never been seen. */
    private static final int REMEMBERED = 100;

    private final Nodes nodes;
    private final Ledger ledger;
    private final List<Phrase> notices = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private WalletState state;
    private boolean sentAgain;

    PendingPayments(Nodes nodes, Ledger ledger, WalletState state) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.state = state;
    }

    /** What the wallet remembers from now on. */
    WalletState settle() {
        noticeReorganisations();
        List.copyOf(state.abandoned()).forEach(this::settleAbandoned);
        List.copyOf(state.pending()).forEach(this::settle);
        return state;
    }

    List<Phrase> notices() {
        return notices;
    }

    /** Coins ("txid:index") that payments on their way spend which no node has now. */
    List<String> held() {
        return held;
    }

    /** Whether a payment was handed to the nodes again, so that the books are out of date. */
    boolean sentAgain() {
        return sentAgain;
    }

    private void settle(Pending payment) {
        Optional<TxDetails> known = find(payment.txid());
        if (known.isPresent()) {
            if (isSettled(known.get())) {
                state = state.withoutPending(payment.txid());
            }
            return;
        }
        Transaction tx = Transaction.decode(ByteString.ofHex(payment.hex()));
        Optional<TxDetails> rival = rival(tx);
        if (rival.isPresent()) {
            notice("notice.conflict", payment.txid(), rival.get().txid());
            if (rival.get().status().confirmed()) {
                state = state.withoutPending(payment.txid());
            }
            return;
        }
        sendAgain(payment, tx);
    }

    /** A payment is kept until it is deep enough, so that it can be sent again if a reorganisation undoes it. */
    private boolean isSettled(TxDetails tx) {
        Integer height = tx.status().blockHeight();
        return height != null && ledger.tipHeight() - height + 1 >= SETTLED;
    }

    /** Another transaction of the wallet that spends one of the same coins. */
    private Optional<TxDetails> rival(Transaction tx) {
        List<String> spent =
                tx.inputs().stream().map(TxIn::prevout).map(Object::toString).toList();
        return ledger.transactions().stream()
                .filter(other -> !other.txid().equals(tx.txid().toDisplay()))
                .filter(other -> other.vin().stream().anyMatch(in -> spent.contains(in.txid() + ":" + in.vout())))
                .findFirst();
    }

    private void sendAgain(Pending payment, Transaction tx) {
        boolean taken = false;
        for (EsploraClient node : nodes.all()) {
            try {
                node.broadcast(tx);
                taken = true;
            } catch (WalletException refused) {
                if (refused.code().equals("node-refused")) {
                    notice(
                            "notice.refused",
                            payment.txid(),
                            node.url(),
                            refused.values().get(1));
                }
            }
        }
        if (taken) {
            sentAgain = true;
            notice("notice.sent-again", payment.txid());
        } else {
            tx.inputs().forEach(input -> held.add(input.prevout().toString()));
            notice("notice.held", payment.txid(), payment.txid());
        }
    }

    /** A payment given up that a block has all the same counts again. */
    private void settleAbandoned(String txid) {
        Optional<TxDetails> known = ledger.transaction(txid);
        if (known.isPresent() && known.get().status().confirmed()) {
            state = state.withAbandoned(txid, false);
            notice("notice.abandoned-mined", txid);
        }
    }

    /** Among what was read, or, if not everything was, by asking for it. */
    private Optional<TxDetails> find(String txid) {
        Optional<TxDetails> read = ledger.transaction(txid);
        return read.isPresent() || ledger.completeFrom() == 0
                ? read
                : nodes.first().transaction(Txid.ofDisplay(txid));
    }

    private void noticeReorganisations() {
        Map<String, Seen> now = new LinkedHashMap<>();
        for (TxDetails tx : ledger.transactions()) {
            remember(tx, now);
        }
        Map<String, Seen> before = new LinkedHashMap<>();
        state.confirmed().forEach((txid, text) -> before.put(txid, Seen.parse(text)));
        if (ledger.completeFrom() > 0) {
            addUnread(before, now);
        }
        before.forEach((txid, was) -> {
            Seen is = now.get(txid);
            if (is == null) {
                notice("notice.undone", txid, was.hash());
            } else if (!is.hash().equals(was.hash())) {
                notice("notice.moved", txid, was.hash(), is.hash());
            }
        });
        Map<String, String> kept = new LinkedHashMap<>();
        now.forEach((txid, seen) -> {
            if (ledger.tipHeight() - seen.height() < REMEMBERED) {
                kept.put(txid, seen.text());
            }
        });
        state = state.withConfirmed(kept);
    }

    /**
     * Of an address with a long history only the newest transactions were read. What lies under a block that is still
     * there is still there too; the others are asked for.
     */
    private void addUnread(Map<String, Seen> before, Map<String, Seen> now) {
        int unchanged = before.entrySet().stream()
                .filter(e -> now.containsKey(e.getKey())
                        && now.get(e.getKey()).hash().equals(e.getValue().hash()))
                .mapToInt(e -> e.getValue().height())
                .max()
                .orElse(-1);
        List<String> asked = new ArrayList<>();
        before.forEach((txid, was) -> {
            if (!now.containsKey(txid) && ledger.transaction(txid).isEmpty()) {
                if (was.height() >= 0 && was.height() <= unchanged) {
                    now.put(txid, was);
                } else {
                    asked.add(txid);
                }
            }
        });
        nodes.each(asked, this::find).forEach(found -> found.ifPresent(tx -> remember(tx, now)));
    }

    /** The block a transaction was seen in; the height is -1 where an earlier version didn't write it. */
    private record Seen(int height, String hash) {
        static Seen parse(String text) {
            int colon = text.indexOf(':');
            return text.substring(0, Math.max(0, colon)).matches("[0-9]{1,9}")
                    ? new Seen(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1))
                    : new Seen(-1, text);
        }

        String text() {
            return height + ":" + hash;
        }
    }

    private static void remember(TxDetails tx, Map<String, Seen> seen) {
        String block = tx.status().blockHash();
        Integer height = tx.status().blockHeight();
        if (block != null && height != null) {
            seen.put(tx.txid(), new Seen(height, block));
        }
    }

    private void notice(String key, Object... values) {
        notices.add(Phrase.of(key, values));
    }
}
