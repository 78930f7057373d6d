package org.wonsi.wallet.cli.keys;

import java.util.concurrent.Callable;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.SignedMessage;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.OwnAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code sign-message}: it signs a text with an address's key. */
@Command(
        name = "sign-message",
        description = "Signs a text with the key of one of the wallet's addresses.",
        footer = {"", "Example: wonsi wallet sign-message WQ1... \"it was me\""})
public final class SignMessageCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(index = "0", paramLabel = "ADDRESS", description = "an address of this wallet")
    private String address = "";

    @Parameters(index = "1", paramLabel = "TEXT", description = "what to sign")
    private String text = "";

    /** The answer. */
    record SignedText(String address, String message, String signature) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            OwnAddress own = wallet.ownAddress(address);
            try (Signer signer = context.unlock(wallet)) {
                PrivateKey key = signer.key(own);
                String signature = SignedMessage.sign(text, key, own.key().isCompressed());
                key.wipe();
                context.output().answer(new SignedText(address, text, signature), signature);
            }
        }
        return 0;
    }
}
