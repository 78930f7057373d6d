package org.wonsi.wallet.cli;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.coins.FeeRate;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Pays. */
@Command(
        name = "send",
        description = "Pays one or several recipients.",
        footer = {
            "",
            "Examples: wonsi wallet send WQ1... 2.5",
            "          wonsi wallet send WQ1... 2.5 WX7... 0.1 --fee-rate 5 --explain",
            "          wonsi wallet send 'wonsi:WQ1...?amount=2.5'",
            "          wonsi wallet send WQ1... --all --dry-run"
        })
final class SendCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    @Parameters(
            arity = "1..*",
            paramLabel = "ADDRESS AMOUNT",
            description = "address and amount in coins, or a payment link; may be repeated")
    private List<String> words = new ArrayList<>();

    @Option(names = "--fee-rate", paramLabel = "N", description = "satoshis per byte; default: 1", defaultValue = "")
    private String feeRate = "";

    @Option(
            names = "--target",
            paramLabel = "BLOCKS",
            description = "ask the node for the fee rate that is thought to confirm within so many blocks")
    private int target;

    @Option(names = "--all", description = "everything there is, less the fee")
    private boolean all;

    @Option(names = "--coin", paramLabel = "TXID:N", description = "spend exactly this coin; may be repeated")
    private List<String> chosen = new ArrayList<>();

    @Option(
            names = "--message",
            paramLabel = "TEXT",
            description = "a public message in the payment",
            defaultValue = "")
    private String message = "";

    @Option(names = "--dry-run", description = "show the payment, neither sign nor send it")
    private boolean dryRun;

    @Option(names = "--explain", description = "say which coins were combined and split, and why")
    private boolean explain;

    @Override
    public Integer call() {
        try (Session session = program.open()) {
            FeeRate rate = rate(session);
            List<Recipient> recipients = recipients(session);
            Ledger ledger = session.scan();
            Draft draft = enough(session, ledger, recipients, rate);
            if (explain && !program.output().isJson()) {
                program.environment().terminal().err().println(new Explanation(program.messages()).of(draft, rate));
            }
            Delivery delivery = new Delivery(program, session);
            delivery.answer(dryRun ? delivery.draft(draft) : delivery.deliver(draft));
        }
        return 0;
    }

    private FeeRate rate(Session session) {
        if (!feeRate.isEmpty()) {
            return FeeRate.parse(feeRate);
        }
        return target > 0 ? FeeRate.estimated(session.nodes().first().feeEstimates(), target) : FeeRate.MINIMUM;
    }

    private List<Recipient> recipients(Session session) {
        List<Recipient> recipients = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            PaymentUri uri = PaymentUri.parse(words.get(i), session.params());
            Optional<Amount> amount = uri.amount();
            if (amount.isEmpty() && !all) {
                if (i + 1 == words.size()) {
                    throw new WalletException("no-amount", words.get(i));
                }
                i++;
                amount = Optional.of(Amount.parseCoins(words.get(i)));
            }
            recipients.add(new Recipient(uri.address(), amount.orElse(Amount.ZERO)));
        }
        if (all && (recipients.size() > 1 || !message.isEmpty())) {
            throw new WalletException("all-to-one");
        }
        return recipients;
    }

    /** The draft; if only what can't be spent yet is missing, that is said. */
    private Draft enough(Session session, Ledger ledger, List<Recipient> recipients, FeeRate rate) {
        try {
            return draft(session, ledger, recipients, rate);
        } catch (WalletException e) {
            if (e.code().equals("not-enough") && chosen.isEmpty()) {
                int maturity = session.params().coinbaseMaturity();
                Amount waiting = ledger.coins().stream()
                        .filter(coin -> !coin.held() && !coin.isSpendable(maturity))
                        .map(OwnCoin::value)
                        .reduce(Amount.ZERO, Amount::plus);
                Amount missing = (Amount) e.values().get(3);
                if (waiting.compareTo(missing) >= 0) {
                    throw new WalletException(
                            "not-enough-yet",
                            e.values().get(0),
                            e.values().get(1),
                            e.values().get(2),
                            waiting);
                }
            }
            throw e;
        }
    }

    private Draft draft(Session session, Ledger ledger, List<Recipient> recipients, FeeRate rate) {
        List<OwnCoin> coins = coins(session, ledger);
        if (all) {
            return PaymentBuilder.everything(coins, recipients.get(0), rate);
        }
        OwnAddress change = session.account()
                .address(OwnAddress.Branch.CHANGE, session.state().nextChange());
        PaymentBuilder builder =
                new PaymentBuilder(rate, change, program.environment().random());
        recipients.forEach(builder::pay);
        if (!message.isEmpty()) {
            builder.message(ByteString.copyOf(message.getBytes(StandardCharsets.UTF_8)));
        }
        return chosen.isEmpty() ? builder.from(coins) : builder.spending(coins);
    }

    /** The coins named, else all that may be spent. */
    private List<OwnCoin> coins(Session session, Ledger ledger) {
        int maturity = session.params().coinbaseMaturity();
        List<OwnCoin> spendable = ledger.coins().stream()
                .filter(coin -> coin.isSpendable(maturity))
                .toList();
        if (chosen.isEmpty()) {
            return spendable;
        }
        return chosen.stream()
                .distinct()
                .map(name -> spendable.stream()
                        .filter(coin -> coin.outPoint().toString().equals(name))
                        .findFirst()
                        .orElseThrow(() -> new WalletException("no-coin", name)))
                .toList();
    }
}
