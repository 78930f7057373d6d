package org.wonsi.wallet.cli.pay;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code doublespend}: it pays twice with the same coin, to two nodes at once, to show the problem that the paper
 * solves (section 1).
 *
 * <p>Both payments are signed before one is sent, and sent at the same time: a node that heard of the other payment
 * first would only refuse its own, and nothing would be seen. It is refused on mainnet, where it would be an attempt at
 * fraud.
 */
@Command(
        name = "doublespend",
        description =
                "A lesson: pays somebody through one node and takes the coin back through another. Only one can confirm.",
        footer = {
            "",
            "Example: wonsi wallet doublespend WQ1... 2.5 --node http://127.0.0.1:8001 --node http://127.0.0.1:8002"
        })
public final class DoubleSpendCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "the receiver who would be cheated")
    private String address = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "in coins")
    private String amount = "";

    @Option(names = "--yes", description = "don't ask")
    private boolean sure;

    /** A node's answer to one of the two payments. */
    record Attempt(String txid, String to, String node, boolean accepted, String answer) {}

    /** The answer. */
    record DoubleSpend(String wallet, String coin, List<Attempt> attempts) {}

    @Override
    public Integer call() {
        if (context.network() == Network.MAINNET) {
            throw new WalletException(new Failure.NotOnMainnet());
        }
        try (Wallet wallet = context.open()) {
            if (wallet.nodes().all().size() < 2) {
                throw new WalletException(new Failure.TwoNodes());
            }
            List<EsploraClient> nodes = wallet.nodes().all().subList(0, 2);
            // Both must answer, or the coin would simply be paid away.
            nodes.forEach(EsploraClient::tipHeight);
            Recipient victim = new Recipient(Address.parse(address, wallet.params()), Amount.parseCoins(amount));
            Ledger ledger = wallet.scan();
            OwnCoin coin = coin(wallet, ledger, victim.amount());
            context.checkSpends(wallet);
            ask();
            OwnAddress own = wallet.changeAddress(coin.owner().account());
            Draft payment = new PaymentBuilder(
                            FeeRate.MINIMUM, own, context.environment().random())
                    .pay(victim)
                    .spending(List.of(coin));
            Draft back = PaymentBuilder.everything(
                    List.of(coin), new Recipient(own.address(), Amount.ZERO), FeeRate.MINIMUM);
            char[] password = context.passwords().existing(wallet.name());
            Transaction first;
            Transaction second;
            try {
                first = wallet.sender().sign(payment, ledger, password);
                second = wallet.sender().sign(back, ledger, password);
            } finally {
                Arrays.fill(password, '\0');
            }
            // At the same time: a node that hears of the other's payment first would only refuse its own.
            List<Supplier<Attempt>> both = List.of(
                    () -> attempt(first, address, nodes.get(0)),
                    () -> attempt(second, own.address().toString(), nodes.get(1)));
            List<Attempt> attempts = wallet.nodes().each(both, Supplier::get);
            answer(new DoubleSpend(wallet.name(), coin.outPoint().toString(), attempts));
        }
        return 0;
    }

    /** The smallest coin that is enough. */
    private static OwnCoin coin(Wallet wallet, Ledger ledger, Amount amount) {
        Amount needed = amount.plus(new Amount(1000));
        return wallet.spendable(ledger).stream()
                .filter(c -> c.height() != OwnCoin.UNCONFIRMED)
                .filter(c -> c.value().compareTo(needed) >= 0)
                .min((a, b) -> a.value().compareTo(b.value()))
                .orElseThrow(() -> new WalletException(new Failure.NoSingleCoin(needed)));
    }

    private void ask() {
        if (sure) {
            return;
        }
        String answer = context.environment()
                .terminal()
                .readLine(context.text("doublespend.ask"))
                .orElse("");
        if (!answer.strip().equalsIgnoreCase("yes") && !answer.strip().equals("예")) {
            throw new WalletException(new Failure.NotConfirmed());
        }
    }

    private Attempt attempt(Transaction tx, String to, EsploraClient node) {
        try {
            node.broadcast(tx);
            return new Attempt(tx.txid().toDisplay(), to, node.url(), true, "");
        } catch (WalletException e) {
            return new Attempt(
                    tx.txid().toDisplay(),
                    to,
                    node.url(),
                    false,
                    e.failure() instanceof Failure.NodeRefused refused
                            ? context.messages().text(refused.refusal())
                            : context.messages().text(e));
        }
    }

    private void answer(DoubleSpend done) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Attempt attempt : done.attempts()) {
            lines.put(
                    attempt.txid(),
                    attempt.accepted()
                            ? context.text("doublespend.accepted", attempt.node(), attempt.txid(), attempt.to())
                            : context.text("doublespend.refused", attempt.node(), attempt.txid(), attempt.answer()));
        }
        context.output()
                .answer(
                        done,
                        context.text("doublespend.coin", done.coin())
                                + System.lineSeparator()
                                + String.join(System.lineSeparator(), lines.values())
                                + System.lineSeparator()
                                + context.text("doublespend.lesson"));
    }
}
