package org.wonsi.wallet.cli.keys;

import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.wallet.build.SignedMessage;
import org.wonsi.wallet.cli.program.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code verify-message}: it checks a signed text; it needs no wallet. Exit code 1 if it doesn't hold. */
@Command(
        name = "verify-message",
        description = "Checks that a text was signed with the key of an address.",
        footer = {"", "Example: wonsi wallet verify-message WQ1... H8x... \"it was me\""})
public final class VerifyMessageCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "who is said to have signed")
    private String address = "";

    @Parameters(index = "1", paramLabel = "SIGNATURE", description = "65 bytes in base 64")
    private String signature = "";

    @Parameters(index = "2", paramLabel = "TEXT", description = "what was signed")
    private String text = "";

    /** The answer. */
    record Checked(String address, String message, boolean valid) {}

    @Override
    public Integer call() {
        boolean valid =
                SignedMessage.verify(text, signature, Address.parse(address, ChainParams.of(context.network())));
        context.output()
                .answer(
                        new Checked(address, text, valid),
                        context.text(valid ? "message.valid" : "message.invalid", address));
        return valid ? 0 : 1;
    }
}
