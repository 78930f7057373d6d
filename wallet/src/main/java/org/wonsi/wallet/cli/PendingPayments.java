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
import org.wonsi.wallet.WalletException;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;

/**
 * Compares what the wallet remembers with what the chain says now: payments that arrived, were lost, lost against another
 * spend, or were undone by a reorganisation.
 */
final class PendingPayments {
    /** Confirmations after which a payment counts as done (paper, section 11: under 0.1 % against a tenth of the power). */
    private static final int SETTLED = 6;

    private final Nodes nodes;
    private final Ledger ledger;
    private final List<Notice> notices = new ArrayList<>();
    private WalletState state;
    private boolean sentAgain;

    /** Something to say: a message's key and values. */
    record Notice(String key, List<Object> values) {}

    PendingPayments(Nodes nodes, Ledger ledger, WalletState state) {
        this.nodes = nodes;
        this.ledger = ledger;
        this.state = state;
    }

    /** What the wallet remembers from now on. */
    WalletState settle() {
        noticeReorganisations();
        List.copyOf(state.pending()).forEach(this::settle);
        return state;
    }

    List<Notice> notices() {
        return notices;
    }

    /** Whether a payment was handed to the nodes again, so that the books are out of date. */
    boolean sentAgain() {
        return sentAgain;
    }

    private void settle(Pending payment) {
        Optional<TxDetails> known = ledger.transaction(payment.txid());
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
        for (EsploraClient node : nodes.all()) {
            try {
                node.broadcast(tx);
                sentAgain = true;
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
        if (sentAgain) {
            notice("notice.sent-again", payment.txid());
        }
    }

    private void noticeReorganisations() {
        Map<String, String> seen = new LinkedHashMap<>();
        for (TxDetails tx : ledger.transactions()) {
            String block = tx.status().blockHash();
            if (block != null) {
                seen.put(tx.txid(), block);
            }
        }
        state.confirmed().forEach((txid, block) -> {
            String now = seen.get(txid);
            if (now == null) {
                notice("notice.undone", txid, block);
            } else if (!now.equals(block)) {
                notice("notice.moved", txid, block, now);
            }
        });
        state = state.withConfirmed(seen);
    }

    private void notice(String key, Object... values) {
        notices.add(new Notice(key, List.of(values)));
    }
}
