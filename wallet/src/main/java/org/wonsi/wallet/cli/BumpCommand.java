package org.wonsi.wallet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.coins.FeeRate;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Replaces an unconfirmed payment by the same one with a higher fee (BIP 125). */
@Command(
        name = "bump",
        description = "Replaces a payment that isn't confirmed yet by the same one with a higher fee.",
        footer = {"", "Example: wonsi wallet bump 4f3c... --fee-rate 10"})
final class BumpCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    @Parameters(paramLabel = "TXID", description = "the payment")
    private String txid = "";

    @Option(names = "--fee-rate", paramLabel = "N", description = "satoshis per byte", required = true)
    private String feeRate = "";

    @Override
    public Integer call() {
        FeeRate rate = FeeRate.parse(feeRate);
        CliInput.txid(txid);
        try (Session session = program.open()) {
            Ledger ledger = session.scan();
            TxDetails old = replaceable(ledger);
            Draft draft = draft(session, ledger, old, rate);
            // BIP 125, rules 3 and 4: more than before, and by a satoshi for each of its own bytes.
            Amount least = new Amount(old.fee())
                    .plus(FeeRate.MINIMUM.fee(draft.selection().size()));
            if (draft.selection().fee().compareTo(least) < 0) {
                throw new WalletException(
                        "bump-too-low",
                        draft.selection().fee(),
                        least,
                        new Amount(old.fee()),
                        FeeRate.atLeast(least, draft.selection().size()));
            }
            Delivery delivery = new Delivery(program, session);
            Delivery.Payment payment = delivery.deliver(draft);
            session.save(session.state().withoutPending(old.txid()));
            delivery.answer(payment);
        }
        return 0;
    }

    private TxDetails replaceable(Ledger ledger) {
        TxDetails old = ledger.transaction(CliInput.txid(txid).toDisplay())
                .filter(ledger::isOwnPayment)
                .orElseThrow(() -> new WalletException("no-own-payment", txid));
        if (old.status().confirmed()) {
            throw new WalletException("confirmed-already", txid);
        }
        if (old.vin().stream().noneMatch(in -> in.sequence() <= PaymentBuilder.REPLACEABLE)) {
            throw new WalletException("not-replaceable", txid);
        }
        return old;
    }

    private Draft draft(Session session, Ledger ledger, TxDetails old, FeeRate rate) {
        Transaction raw = session.nodes()
                .first()
                .rawTransaction(Txid.ofDisplay(old.txid()))
                .orElseThrow(() -> new WalletException("no-own-payment", txid));
        OwnAddress change = session.account()
                .address(OwnAddress.Branch.CHANGE, session.state().nextChange());
        List<OwnCoin> coins = new ArrayList<>(inputs(ledger, old));
        List<OwnCoin> others = others(session, ledger, old);
        while (true) {
            PaymentBuilder builder =
                    new PaymentBuilder(rate, change, program.environment().random());
            payments(session, ledger, raw)
                    .forEach(
                            output -> builder.again(output, Address.ofScript(output.scriptPubKey(), session.params())));
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

    /** The outputs that aren't change. */
    private static List<TxOut> payments(Session session, Ledger ledger, Transaction raw) {
        return raw.outputs().stream()
                .filter(output -> Address.ofScript(output.scriptPubKey(), session.params())
                        .flatMap(address -> ledger.owner(address.toString()))
                        .filter(own -> own.branch() == OwnAddress.Branch.CHANGE)
                        .isEmpty())
                .toList();
    }

    /** The coins it spends. */
    private static List<OwnCoin> inputs(Ledger ledger, TxDetails old) {
        List<OwnCoin> coins = new ArrayList<>();
        for (TxInput input : old.vin()) {
            TxOutput spent = input.prevout();
            Optional<OwnAddress> owner = ledger.owner(input);
            if (spent == null || owner.isEmpty()) {
                throw new WalletException("no-own-payment", old.txid());
            }
            OutPoint outPoint = new OutPoint(Txid.ofDisplay(input.txid()), input.vout());
            coins.add(new OwnCoin(
                    outPoint, new Amount(spent.value()), owner.get(), OwnCoin.UNCONFIRMED, 0, false, true, false));
        }
        return coins;
    }

    /** Confirmed coins that could help, the largest first; none that the old payment made. */
    private static List<OwnCoin> others(Session session, Ledger ledger, TxDetails old) {
        int maturity = session.params().coinbaseMaturity();
        return new ArrayList<>(ledger.coins().stream()
                .filter(coin -> coin.isSpendable(maturity) && coin.height() != OwnCoin.UNCONFIRMED)
                .filter(coin -> !coin.outPoint().txid().toDisplay().equals(old.txid()))
                .sorted((a, b) -> b.value().compareTo(a.value()))
                .toList());
    }
}
