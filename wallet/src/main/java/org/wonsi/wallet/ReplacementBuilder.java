package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/**
 * A maker of replacements for payments on their way (BIP 125), each from the wallet's own copy of it: what a node
 * tells of a payment can't lead to a signature.
 */
final class ReplacementBuilder {
    private final Wallet wallet;
    private final Ledger ledger;
    private final FeeRate rate;

    ReplacementBuilder(Wallet wallet, Ledger ledger, FeeRate rate) {
        this.wallet = wallet;
        this.ledger = ledger;
        this.rate = rate;
    }

    /**
     * The replacement of a payment.
     *
     * @param withChildren whether it also pays what payments paid that build on it; they become invalid with it
     * @throws WalletException no-own-payment, confirmed-already, not-replaceable; bump-children if some build on it and
     *     aren't to be carried along; bump-too-low
     */
    Replacement of(Txid txid, boolean withChildren) {
        Map<Txid, Transaction> old = withDescendants(txid);
        if (old.size() > 1 && !withChildren) {
            List<Txid> children = List.copyOf(old.keySet()).subList(1, old.size());
            throw new WalletException(new Failure.BumpChildren(
                    txid,
                    String.join(", ", children.stream().map(Txid::toDisplay).toList())));
        }
        Draft draft = draft(old);
        checkFee(draft, old);
        return new Replacement(draft, old.keySet().stream().map(Txid::toDisplay).toList());
    }

    /** The payment and those of the wallet that build on it, each after what it spends. */
    private Map<Txid, Transaction> withDescendants(Txid txid) {
        Map<Txid, Transaction> found = new LinkedHashMap<>();
        for (Pending payment : wallet.state().pending()) {
            Transaction tx = Transaction.decode(ByteString.ofHex(payment.hex()));
            boolean builds = tx.inputs().stream()
                    .anyMatch(in -> found.containsKey(in.prevout().txid()));
            if (tx.txid().equals(txid) || builds) {
                found.put(tx.txid(), tx);
            }
        }
        Transaction tx = found.get(txid);
        if (ledger.transaction(txid).filter(WalletTx::isProven).isPresent()) {
            throw new WalletException(new Failure.ConfirmedAlready(txid));
        }
        if (tx == null || !ledger.isOwnPayment(tx)) {
            throw new WalletException(new Failure.NoOwnPayment(txid));
        }
        if (tx.inputs().stream().noneMatch(TxIn::signalsReplacement)) {
            throw new WalletException(new Failure.NotReplaceable(txid));
        }
        return found;
    }

    private Draft draft(Map<Txid, Transaction> old) {
        List<OwnCoin> coins = new ArrayList<>(inputs(old));
        int account = coins.get(0).owner().account();
        List<OwnCoin> others = others(old, account);
        while (true) {
            PaymentBuilder builder = new PaymentBuilder(
                    rate, wallet.changeAddress(account), wallet.setting().random());
            for (Transaction tx : old.values()) {
                payments(tx, old)
                        .forEach(output ->
                                builder.output(output, Address.ofScript(output.scriptPubKey(), wallet.params())));
            }
            try {
                return builder.spending(coins);
            } catch (WalletException notEnough) {
                // The change can't pay the higher fee: one more coin has to help.
                if (others.isEmpty()) {
                    throw notEnough;
                }
                coins.add(others.remove(0));
            }
        }
    }

    /** The outputs that are neither change nor spent by what is replaced along with them. */
    private List<TxOut> payments(Transaction tx, Map<Txid, Transaction> old) {
        List<TxOut> payments = new ArrayList<>();
        for (int i = 0; i < tx.outputs().size(); i++) {
            OutPoint outPoint = new OutPoint(tx.txid(), i);
            TxOut output = tx.outputs().get(i);
            boolean spent = old.values().stream()
                    .flatMap(other -> other.inputs().stream())
                    .anyMatch(in -> in.prevout().equals(outPoint));
            boolean change = ledger.owner(output)
                    .filter(own -> own.branch() == OwnAddress.Branch.CHANGE)
                    .isPresent();
            if (!spent && !change) {
                payments.add(output);
            }
        }
        return payments;
    }

    /** The coins that what is replaced spends from outside. */
    private List<OwnCoin> inputs(Map<Txid, Transaction> old) {
        List<OwnCoin> coins = new ArrayList<>();
        for (Transaction tx : old.values()) {
            for (TxIn input : tx.inputs()) {
                if (!old.containsKey(input.prevout().txid())) {
                    coins.add(coin(input, tx));
                }
            }
        }
        return coins;
    }

    private OwnCoin coin(TxIn input, Transaction tx) {
        Optional<TxOut> spent = ledger.spent(input);
        Optional<OwnAddress> owner = spent.flatMap(ledger::owner);
        if (spent.isEmpty() || owner.isEmpty()) {
            throw new WalletException(new Failure.NoOwnPayment(tx.txid()));
        }
        return new OwnCoin(
                input.prevout(), spent.get().value(), owner.get(), OwnCoin.UNCONFIRMED, 0, false, true, false);
    }

    /** Proven coins of the account that could help, the largest first. */
    private List<OwnCoin> others(Map<Txid, Transaction> old, int account) {
        return new ArrayList<>(wallet.spendable(ledger).stream()
                .filter(coin -> coin.owner().account() == account)
                .filter(coin -> coin.height() != OwnCoin.UNCONFIRMED)
                .filter(coin -> !old.containsKey(coin.outPoint().txid()))
                .sorted((a, b) -> b.value().compareTo(a.value()))
                .toList());
    }

    /** BIP 125, rules 3 and 4: more than all that is replaced paid, and by a satoshi for each of its own bytes. */
    private void checkFee(Draft draft, Map<Txid, Transaction> old) {
        long before = 0;
        for (Transaction tx : old.values()) {
            before += ledger.fee(tx).orElseThrow(() -> new WalletException(new Failure.NoOwnPayment(tx.txid())));
        }
        int size = draft.selection().size();
        Amount least = new Amount(before).plus(FeeRate.MINIMUM.fee(size));
        if (draft.selection().fee().compareTo(least) < 0) {
            throw new WalletException(new Failure.BumpTooLow(
                    draft.selection().fee(), least, new Amount(before), FeeRate.atLeast(least, size)));
        }
    }
}
