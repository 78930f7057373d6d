package org.wonsi.wallet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PreviousOutputs;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.WalletException;

/**
 * Takes a payment from draft to the network: check the inputs' amounts, sign, check the signatures, remember, hand to
 * every node.
 */
final class Delivery {
    private final WonsiWallet program;
    private final Session session;

    Delivery(WonsiWallet program, Session session) {
        this.program = program;
        this.session = session;
    }

    /** Who is paid, in satoshis. */
    record Paid(String address, long amount) {}

    /**
     * The answer, amounts in satoshis.
     *
     * @param sent false in a dry run
     * @param hex the transaction; without signatures in a dry run
     * @param previous in a dry run the transactions whose outputs it spends, in hex, so that a machine without network
     *     can sign
     */
    record Payment(
            String wallet,
            boolean sent,
            String txid,
            List<Paid> recipients,
            long fee,
            long change,
            @Nullable String changeAddress,
            List<String> coins,
            int size,
            String hex,
            List<String> previous,
            List<String> nodes,
            List<String> notices) {}

    /** The payment as it would be. */
    Payment draft(Draft draft) {
        EsploraClient node = session.nodes().first();
        List<String> previous = draft.selection().coins().stream()
                .map(coin -> coin.outPoint().txid())
                .distinct()
                .flatMap(txid -> node.rawTransaction(txid).stream())
                .map(tx -> tx.encode().toHex())
                .toList();
        return payment(draft, draft.tx(), previous, List.of());
    }

    /** Signs and sends; the payment is remembered before the first node gets it. */
    Payment deliver(Draft draft) {
        Map<OutPoint, TxOut> previous = PreviousOutputs.of(draft.selection().coins(), session.nodes());
        Transaction signed = sign(draft, previous);
        remember(draft, signed);
        return payment(draft, signed, List.of(), broadcast(signed));
    }

    /** Signs, and checks what was signed as nodes will. */
    Transaction sign(Draft draft, Map<OutPoint, TxOut> previous) {
        Map<OutPoint, OwnAddress> owners = new LinkedHashMap<>();
        for (OwnCoin coin : draft.selection().coins()) {
            owners.put(coin.outPoint(), coin.owner());
        }
        try (Signer signer = session.unlock()) {
            Transaction signed = signer.sign(draft.tx(), previous, owners);
            Signer.check(signed, previous);
            return signed;
        }
    }

    private void remember(Draft draft, Transaction signed) {
        long now = program.environment().clock().instant().getEpochSecond();
        var state = session.state()
                .withPending(
                        new Pending(signed.txid().toDisplay(), signed.encode().toHex(), now));
        int nextChange = draft.change().map(own -> own.index() + 1).orElse(0);
        session.save(state.withNext(state.nextReceive(), nextChange));
    }

    /** What became of a transaction handed to all nodes: the URLs of those that took it, and why the others didn't. */
    record Handed(List<String> took, List<WalletException> failures) {
        WalletException lastFailure() {
            return failures.get(failures.size() - 1);
        }
    }

    /** Hands a transaction to all nodes. */
    static Handed hand(Transaction signed, Nodes nodes) {
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
        return new Handed(took, failures);
    }

    /**
     * Hands a payment of this wallet to all nodes.
     *
     * @return the URLs of those that took it
     * @throws WalletException what the last node said, if none took it
     */
    private List<String> broadcast(Transaction signed) {
        Handed handed = hand(signed, session.nodes());
        if (!handed.took().isEmpty()) {
            return handed.took();
        }
        WalletException last = handed.lastFailure();
        String txid = signed.txid().toDisplay();
        if (handed.failures().stream().allMatch(e -> e.code().equals("node-refused"))) {
            // A rule forbids it: sending it again later would be refused again.
            session.save(session.state().withoutPending(txid));
        } else if (session.state().pending().stream().anyMatch(p -> p.txid().equals(txid))) {
            throw new WalletException("kept", txid, program.messages().text(last));
        }
        throw last;
    }

    private Payment payment(Draft draft, Transaction tx, List<String> previous, List<String> nodes) {
        return new Payment(
                session.name(),
                !nodes.isEmpty(),
                tx.txid().toDisplay(),
                draft.recipients().stream().map(Delivery::paid).toList(),
                draft.selection().fee().satoshis(),
                draft.selection().change().satoshis(),
                draft.change().map(own -> own.address().toString()).orElse(null),
                draft.selection().coins().stream()
                        .map(coin -> coin.outPoint().toString())
                        .toList(),
                tx.size(),
                tx.encode().toHex(),
                previous,
                nodes,
                session.notices());
    }

    private static Paid paid(Recipient recipient) {
        return new Paid(recipient.address().toString(), recipient.amount().satoshis());
    }

    /** Prints what was, or would be, paid. */
    void answer(Payment payment) {
        StringBuilder text = new StringBuilder();
        for (Paid paid : payment.recipients()) {
            text.append(program.text("send.pay", new Amount(paid.amount()), paid.address()))
                    .append(System.lineSeparator());
        }
        text.append(program.text(
                payment.sent() ? "send.done" : "send.dry-run",
                new Amount(payment.fee()),
                new Amount(payment.change()),
                payment.txid(),
                String.join(", ", payment.nodes())));
        program.output().answer(payment, text.toString());
    }
}
