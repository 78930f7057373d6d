package org.wonsi.wallet.cli.funds;

import java.util.concurrent.Callable;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code memo}: it adds a note to a payment; only this wallet's state file has it. */
@Command(
        name = "memo",
        description = "Adds a note to a payment, shown by 'history'. Nobody else sees it.",
        footer = {"", "Example: wonsi wallet memo 4f3c... \"rent, March\""})
public final class MemoCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "TXID", description = "the payment")
    private String txid = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "what to note")
    private String text = "";

    /** The answer. */
    record Memo(String wallet, String txid, String memo) {}

    @Override
    public Integer call() {
        String id = CliInput.txid(txid).toDisplay();
        try (Wallet wallet = context.open()) {
            wallet.change(state -> state.withMemo(id, text));
            context.output().answer(new Memo(wallet.name(), id, text), context.text("memo.done", id, text));
        }
        return 0;
    }
}
