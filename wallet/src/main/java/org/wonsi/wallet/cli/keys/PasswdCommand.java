package org.wonsi.wallet.cli.keys;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.keystore.WalletLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code passwd}: it encrypts a wallet's secrets with another password.
 *
 * <p>The keys stay the same. So a person who has an older copy of the file and the old password can still spend; against that
 * helps only a new wallet, to which the coins are paid.
 */
@Command(
        name = "passwd",
        description = "Changes the password. The words stay the same; copies of the key file keep the old password.",
        footer = {"", "Example: wonsi wallet passwd --wallet kim"})
public final class PasswdCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Option(
            names = "--new-password-file",
            paramLabel = "FILE",
            description = "read the new password from the first line of a file")
    private @Nullable Path newPasswordFile;

    /** The answer. */
    record Changed(String wallet, String file) {}

    @Override
    public Integer call() {
        String name = context.walletName();
        WalletDirectory directory = context.directory();
        directory.checkExists(name);
        char[] old = context.passwords().existing(name);
        char[] fresh = {};
        try {
            // A wrong password is said before a new one is asked for.
            directory.read(name).open(old).wipe();
            fresh = context.passwords().changed(name, Optional.ofNullable(newPasswordFile));
            change(directory, name, old, fresh);
        } finally {
            Arrays.fill(old, '\0');
            Arrays.fill(fresh, '\0');
        }
        Changed changed = new Changed(name, directory.keyFile(name).toString());
        context.output().answer(changed, context.text("passwd.done", changed.wallet(), changed.file()));
        return 0;
    }

    private void change(WalletDirectory directory, String name, char[] old, char[] fresh) {
        directory.changePassword(
                name,
                holder -> context.note(context.messages().text(WalletLock.waiting(name, holder))),
                keys -> keys.withPassword(
                        old,
                        fresh,
                        context.environment().scryptCost(),
                        context.environment().random()));
    }
}
