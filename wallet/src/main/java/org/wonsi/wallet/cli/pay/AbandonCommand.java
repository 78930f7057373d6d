package org.wonsi.wallet.cli.pay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code abandon}: it gives up a payment that no node takes any more, and those that spend its outputs; as Bitcoin
 * Core's {@code abandontransaction}.
 *
 * <p>A signed transaction can't be taken back: this changes what the wallet does, not what others can do.
 */
@Command(
        name = "abandon",
        description = "Gives up a payment that no node takes any more: it isn't sent again and its coins are free.",
        footer = {"", "Example: wonsi wallet abandon 4f3c..."})
public final class AbandonCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(paramLabel = "TXID", description = "the payment")
    private String txid = "";

    @Option(names = "--force", description = "even if a node still has it waiting")
    private boolean force;

    /**
     * The answer.
     *
     * @param abandoned the payment and those of the wallet that spend its outputs
     * @param coins what they were to spend, without outputs of their own
     * @param waiting nodes that still have it waiting
     */
    record Abandoned(String wallet, List<String> abandoned, List<String> coins, List<String> waiting) {}

    @Override
    public Integer call() {
        String wanted = CliInput.txid(txid).toDisplay();
        try (Wallet wallet = context.open()) {
            List<Pending> payments = withDescendants(wallet.state(), wanted);
            if (payments.isEmpty() && !isOwn(wallet.scanWithoutSending(), wanted)) {
                throw new WalletException(new Failure.NoPending(wanted, wallet.name()));
            }
            List<String> waiting = waiting(wallet, wanted);
            if (!waiting.isEmpty() && !force) {
                throw new WalletException(new Failure.StillWaiting(wanted, String.join(", ", waiting)));
            }
            wallet.change(now -> {
                WalletState after = now;
                for (Pending payment : payments) {
                    after = after.withoutPending(payment.txid());
                }
                return waiting.isEmpty() ? after : after.withAbandoned(wanted, true);
            });
            answer(new Abandoned(wallet.name(), txids(payments, wanted), coins(payments), waiting));
        }
        return 0;
    }

    private static boolean isOwn(Ledger ledger, String wanted) {
        return ledger.transaction(Txid.ofDisplay(wanted))
                .filter(tx -> ledger.isOwnPayment(tx.tx()))
                .isPresent();
    }

    /** The payment and all that depend on it, as far as the wallet keeps them. */
    private static List<Pending> withDescendants(WalletState state, String wanted) {
        List<Pending> found = new ArrayList<>();
        List<String> ids = new ArrayList<>(List.of(wanted));
        for (Pending payment : state.pending()) {
            // A payment is kept after the one it spends, so one pass finds them all.
            if (ids.contains(payment.txid()) || spends(payment).stream().anyMatch(coin -> isOf(ids, coin))) {
                ids.add(payment.txid());
                found.add(payment);
            }
        }
        return found;
    }

    private static boolean isOf(List<String> ids, String coin) {
        return ids.contains(coin.substring(0, coin.indexOf(':')));
    }

    private static List<String> spends(Pending payment) {
        return Transaction.decode(ByteString.ofHex(payment.hex())).inputs().stream()
                .map(input -> input.prevout().toString())
                .toList();
    }

    /**
     * The nodes that have it in no block but waiting; a proof that a block has it ends the matter. A node that says falsely
     * that it waits can delay this, and no more: {@code --force} goes on.
     */
    private List<String> waiting(Wallet wallet, String wanted) {
        Txid txid = Txid.ofDisplay(wanted);
        if (wallet.scanWithoutSending()
                .transaction(txid)
                .filter(WalletTx::isProven)
                .isPresent()) {
            throw new WalletException(new Failure.AbandonConfirmed(wanted));
        }
        List<String> waiting = new ArrayList<>();
        for (EsploraClient node : wallet.nodes().all()) {
            if (has(node, txid)) {
                waiting.add(node.url());
            }
        }
        return waiting;
    }

    private static boolean has(EsploraClient node, Txid txid) {
        try {
            return node.rawTransaction(txid).isPresent();
        } catch (WalletException e) {
            if (e.is(Failure.Unreachable.class)) {
                return false;
            }
            throw e;
        }
    }

    private static List<String> txids(List<Pending> payments, String wanted) {
        return payments.isEmpty()
                ? List.of(wanted)
                : payments.stream().map(Pending::txid).toList();
    }

    private static List<String> coins(List<Pending> payments) {
        List<String> ids = payments.stream().map(Pending::txid).toList();
        return payments.stream()
                .flatMap(payment -> spends(payment).stream())
                .filter(coin -> !isOf(ids, coin))
                .toList();
    }

    private void answer(Abandoned done) {
        String text = context.text("abandon.done", String.join(", ", done.abandoned()));
        if (!done.coins().isEmpty()) {
            text += System.lineSeparator() + context.text("abandon.coins", String.join(", ", done.coins()));
        }
        if (!done.waiting().isEmpty()) {
            text += System.lineSeparator() + context.text("abandon.waiting", String.join(", ", done.waiting()));
        }
        context.output().answer(done, text + System.lineSeparator() + context.text("abandon.warning"));
    }
}
