package org.wonsi.node.http.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.MempoolControl;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * The sender of transactions to the mempool; it words the outcome as Bitcoin Core's {@code sendrawtransaction} does.
 */
public final class TxSender {
    /** JSON-RPC's code for bytes that are no transaction. */
    public static final int DECODE_FAILED = -22;

    /** JSON-RPC's code for inputs that are missing. */
    public static final int TRANSACTION_ERROR = -25;

    /** JSON-RPC's code for a transaction that a rule refuses. */
    public static final int REJECTED = -26;

    /** JSON-RPC's code for a transaction that a block has already. */
    public static final int ALREADY_CONFIRMED = -27;

    private final NodeService node;

    /** Sends through this node. */
    public TxSender(NodeService node) {
        this.node = node;
    }

    /** A refusal, with Core's code. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final int code;

        private Refused(int code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        /** JSON-RPC's code. */
        public int code() {
            return code;
        }

        /** Core's message. */
        public String message() {
            return String.valueOf(getMessage());
        }
    }

    private static boolean isConfirmed(Txid txid, StoreSnapshot chain) {
        return chain.coin(new OutPoint(txid, 0)).isPresent()
                || chain.confirmation(txid).isPresent();
    }

    /** The future fails with {@link Refused}; a transaction that waits already is no failure. */
    public CompletableFuture<Txid> submit(Transaction tx) {
        return node.submitTransaction(tx).thenApply(result -> taken(tx, result));
    }

    /** Several, one after the other; see {@link MempoolControl#submitTransactions}. */
    public CompletableFuture<List<Optional<MempoolResult>>> submit(List<MempoolControl.Offer> offers) {
        return node.submitTransactions(offers);
    }

    /**
     * The id of a transaction that the mempool took, or had.
     *
     * @throws Refused if it is refused
     */
    public Txid taken(Transaction tx, MempoolResult result) {
        if (result.outcome() == MempoolResult.Outcome.ACCEPTED || result.outcome() == MempoolResult.Outcome.DUPLICATE) {
            return tx.txid();
        }
        // Only now: a confirmed transaction's coins are spent, so the mempool refuses it, too.
        if (node.queries().read(q -> isConfirmed(tx.txid(), q))) {
            throw new Refused(ALREADY_CONFIRMED, "Transaction outputs already in utxo set");
        }
        Violation violation = result.violation().orElseThrow();
        throw new Refused(
                violation.reason() == RejectReason.MISSING_OR_SPENT_INPUTS ? TRANSACTION_ERROR : REJECTED,
                violation.toString());
    }

    /** The future fails with the problem that Esplora answers. */
    public CompletableFuture<Txid> send(Transaction tx) {
        return submit(tx).handle((txid, failure) -> {
            if (failure == null) {
                return txid;
            }
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            if (cause instanceof Refused refused) {
                throw refused(refused.code(), refused.message());
            }
            if (cause instanceof RejectedExecutionException busy) {
                throw busy;
            }
            throw new IllegalStateException("the mempool gave no answer", cause);
        });
    }

    /** A refusal in Esplora's words, which quote Core's. */
    public static HttpProblemException refused(int code, String message) {
        ObjectNode error = Json.MAPPER.createObjectNode().put("code", code).put("message", message);
        return HttpProblemException.refused(400, reason(message), "sendrawtransaction RPC error: " + Json.write(error));
    }

    private static String reason(String message) {
        int comma = message.indexOf(',');
        return comma < 0 ? message : message.substring(0, comma);
    }
}
