package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Lie;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;

/**
 * The payments that the wallet made and keeps, compared with what the chain says now: they are settled, lost
 * against another spend of the same coin, or were forgotten and are sent again.
 *
 * <p>A payment is sent again as long as no node tells of it: nodes forget a mempool at a restart, and drop what pays
 * least when it is full. It is settled at six confirmations, and lost only when another spend of its coin is proven; a
 * node's word is enough for neither. What no node takes has its outputs held, so that no further payment builds on it.
 */
final class PendingPayments {
    /** Confirmations after which a payment counts as done (paper, section 11: under 0.1 % against a tenth of the power). */
    private static final int SETTLED = 6;

    private final List<EsploraClient> nodes;
    private final WalletScan scan;
    private final Ledger ledger;
    private final List<Notice> notices = new ArrayList<>();
    private final Set<Txid> held = new LinkedHashSet<>();
    private UnaryOperator<WalletState> change = state -> state;

    PendingPayments(List<EsploraClient> nodes, WalletScan scan, Ledger ledger) {
        this.nodes = nodes;
        this.scan = scan;
        this.ledger = ledger;
    }

    /** Looks at each payment, and sends again what no node tells of. */
    void settle(WalletState state) {
        state.abandoned().forEach(this::settleAbandoned);
        state.pending().stream()
                .filter(payment -> !state.abandoned().contains(payment.txid()))
                .forEach(this::settle);
    }

    /** What the wallet remembers from now on. */
    WalletState apply(WalletState state) {
        return change.apply(state);
    }

    private void remember(UnaryOperator<WalletState> next) {
        UnaryOperator<WalletState> before = change;
        change = state -> next.apply(before.apply(state));
    }

    List<Notice> notices() {
        return notices;
    }

    /** Payments that no node has now: nothing can build on them. */
    Set<Txid> held() {
        return held;
    }

    private void settle(Pending payment) {
        Transaction tx = Transaction.decode(ByteString.ofHex(payment.hex()));
        Optional<WalletTx> known = ledger.transaction(tx.txid());
        if (known.filter(WalletTx::isProven).isPresent()) {
            if (ledger.confirmations(known.get()) >= SETTLED) {
                remember(state -> state.withoutPending(payment.txid()));
            }
            return;
        }
        Optional<WalletTx> rival = rival(tx);
        if (rival.isPresent()) {
            notice(new Notice.Conflict(payment.txid(), rival.get().txid()));
            remember(state -> state.withoutPending(payment.txid()));
        } else if (!scan.isClaimed(tx.txid())) {
            sendAgain(payment, tx);
        }
    }

    /** A proven transaction that spends one of the same coins. */
    private Optional<WalletTx> rival(Transaction tx) {
        List<OutPoint> spent = tx.inputs().stream().map(TxIn::prevout).toList();
        return ledger.transactions().stream()
                .filter(other -> other.isProven() && !other.txid().equals(tx.txid()))
                .filter(other -> other.tx().inputs().stream().anyMatch(in -> spent.contains(in.prevout())))
                .findFirst();
    }

    private void sendAgain(Pending payment, Transaction tx) {
        List<String> took = new ArrayList<>();
        for (EsploraClient node : nodes) {
            try {
                node.broadcast(tx);
                took.add(node.url());
                if (node.rawTransaction(tx.txid()).isEmpty()) {
                    notice(new Notice.Lie(node.url(), new Lie.TookAndHides(tx.txid())));
                }
            } catch (WalletException refused) {
                if (refused.failure() instanceof Failure.NodeRefused why) {
                    notice(new Notice.Refused(payment.txid(), node.url(), why.refusal()));
                }
            }
        }
        if (took.isEmpty()) {
            held.add(tx.txid());
            notice(new Notice.Held(payment.txid()));
        } else {
            notice(new Notice.SentAgain(payment.txid()));
        }
    }

    /** A payment given up that a block has all the same counts again. */
    private void settleAbandoned(String txid) {
        Optional<WalletTx> known = ledger.transaction(Txid.ofDisplay(txid));
        if (known.filter(WalletTx::isProven).isPresent()) {
            remember(state -> state.withAbandoned(txid, false));
            notice(new Notice.AbandonedMined(txid));
        }
    }

    private void notice(Notice notice) {
        notices.add(notice);
    }
}
