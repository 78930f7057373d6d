package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Refusal;
import org.wonsi.wallet.problem.WalletException;

/**
 * The sender of payments, from draft to the network: sign, check the signatures, remember, hand to every node.
 *
 * <p>The order is what matters. Signatures are checked here, since a node refuses a wrong one without saying which. The
 * payment is remembered before it is handed out: if the process ended in between, the next command would otherwise
 * spend the same coins again. A refusal keeps it, too, because a node that says no may still have passed it on; only
 * the owner gives it up.
 */
public final class PaymentSender {
    private final Wallet wallet;

    PaymentSender(Wallet wallet) {
        this.wallet = wallet;
    }

    /** The outcome of handing a transaction to all nodes: the URLs of those that took it, and why the others didn't. */
    public record BroadcastResult(List<String> took, List<WalletException> failures) {
        /** Why the last one didn't take it. */
        public WalletException lastFailure() {
            return failures.get(failures.size() - 1);
        }
    }

    /** Signs with the password, which the caller wipes, and checks what was signed as nodes will. */
    public Transaction sign(Draft draft, Ledger ledger, char[] password) {
        Map<OutPoint, OwnAddress> owners = new LinkedHashMap<>();
        for (OwnCoin coin : draft.selection().coins()) {
            owners.put(coin.outPoint(), coin.owner());
        }
        Map<OutPoint, TxOut> previous = ledger.spentBy(draft.tx());
        try (Signer signer = wallet.unlock(password)) {
            Transaction signed = signer.sign(draft.tx(), previous, owners);
            Signer.check(signed, previous);
            return signed;
        }
    }

    /**
     * Remembers a signed payment, then hands it to all nodes.
     *
     * @param replaced ids of payments whose place it takes
     * @param memo the owner's note, empty for none
     * @return the URLs of those that took it
     * @throws WalletException coin-taken if another command of this wallet has just spent one of the coins; kept or
     *     node-refused if no node took it. It is kept then, but for a replacement that all refuse
     */
    public List<String> send(Draft draft, Transaction signed, List<String> replaced, String memo) {
        List<Pending> before = wallet.state().pending();
        String txid = signed.txid().toDisplay();
        wallet.change(state -> {
            WalletState after = state;
            for (String old : replaced) {
                after = after.withoutPending(old);
            }
            checkFree(after, signed);
            after = after.withPending(new Pending(txid, signed.encode().toHex(), wallet.now()));
            if (draft.change().isPresent()) {
                OwnAddress change = draft.change().get();
                after = after.withNext(change.account(), 0, change.index() + 1);
            }
            return memo.isEmpty() ? after : after.withMemo(txid, memo);
        });
        return broadcast(signed, before, replaced);
    }

    private static void checkFree(WalletState state, Transaction signed) {
        List<OutPoint> coins = signed.inputs().stream().map(TxIn::prevout).toList();
        for (Pending other : state.pending()) {
            Transaction tx = Transaction.decode(ByteString.ofHex(other.hex()));
            for (TxIn input : tx.inputs()) {
                if (coins.contains(input.prevout()) && !tx.equals(signed)) {
                    throw new WalletException(new Failure.CoinTaken(input.prevout(), other.txid()));
                }
            }
        }
    }

    /** Hands a transaction to all nodes. */
    public static BroadcastResult broadcast(Transaction signed, NodeClients nodes) {
        List<String> took = new ArrayList<>();
        List<WalletException> failures = new ArrayList<>();
        for (EsploraClient node : nodes.all()) {
            try {
                node.broadcast(signed);
                took.add(node.url());
            } catch (WalletException e) {
                failures.add(e);
            }
        }
        return new BroadcastResult(took, failures);
    }

    private List<String> broadcast(Transaction signed, List<Pending> before, List<String> replaced) {
        BroadcastResult handed = broadcast(signed, wallet.nodes());
        if (!handed.took().isEmpty()) {
            return handed.took();
        }
        String txid = signed.txid().toDisplay();
        if (handed.failures().stream().allMatch(e -> e.is(Failure.NodeRefused.class))) {
            if (replaced.isEmpty()) {
                throw kept(signed, handed.lastFailure());
            }
            // It spends the coins of what it was to replace, so that at most one of them can count.
            wallet.change(state -> {
                WalletState after = state.withoutPending(txid);
                for (Pending old : before) {
                    after = replaced.contains(old.txid()) ? after.withPending(old) : after;
                }
                return after;
            });
            throw handed.lastFailure();
        }
        throw new WalletException(new Failure.Kept(txid, handed.lastFailure().failure()));
    }

    /**
     * A refusal that nothing shows to be meant: a node that says no can pass the payment on all the same, and a second one
     * with other coins would then be paid besides. So its coins stay taken until the owner gives it up.
     */
    private static WalletException kept(Transaction signed, WalletException refused) {
        if (refused.failure() instanceof Failure.NodeRefused said) {
            OutPoint coin = signed.inputs().get(0).prevout();
            Refusal why = new Refusal.Kept(said.refusal(), signed.txid(), coin);
            return new WalletException(new Failure.NodeRefused(said.node(), why));
        }
        return refused;
    }
}
