package org.wonsi.wallet.cli.pay;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.PaymentSender;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.client.NodeClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code broadcast}: it hands a signed transaction to the nodes; it needs no wallet. */
@Command(name = "broadcast", description = "Hands a signed transaction to the nodes.")
public final class BroadcastCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(paramLabel = "HEX", description = "the signed transaction")
    private String hex = "";

    /** The answer. */
    record Sent(String txid, List<String> nodes) {}

    @Override
    public Integer call() {
        Transaction tx = CliInput.transaction(hex);
        try (NodeClients all = Wallet.nodes(context.setting())) {
            PaymentSender.BroadcastResult handed = PaymentSender.broadcast(tx, all);
            if (handed.took().isEmpty()) {
                throw handed.lastFailure();
            }
            List<String> nodes = handed.took();
            context.output()
                    .answer(
                            new Sent(tx.txid().toDisplay(), nodes),
                            context.text("broadcast.done", tx.txid(), String.join(", ", nodes)));
        }
        return 0;
    }
}
