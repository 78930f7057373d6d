package org.wonsi.wallet.cli.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.client.NodeClients;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code use}: it sets the nodes that a wallet asks.
 *
 * <p>With several, the wallet compares what they show: a single node could hide newer blocks or a payment, and nobody would notice.
 */
@Command(
        name = "use",
        description = "Sets the node, or nodes, that this wallet asks from now on.",
        footer = {"", "Example: wonsi wallet use http://192.168.0.7:8001"})
public final class UseCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(arity = "1..*", paramLabel = "NODE", description = "URL of a node; all of them are asked and compared")
    private List<String> urls = new ArrayList<>();

    /** The answer. */
    record Used(String wallet, List<String> nodes) {}

    @Override
    public Integer call() {
        urls.forEach(NodeClients::checkUrl);
        try (Wallet wallet = context.open()) {
            wallet.change(state -> state.withNodes(urls));
            context.output()
                    .answer(
                            new Used(wallet.name(), urls),
                            context.text("use.done", wallet.name(), String.join(", ", urls)));
        }
        return 0;
    }
}
