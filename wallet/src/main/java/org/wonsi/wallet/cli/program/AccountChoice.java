package org.wonsi.wallet.cli.program;

import java.util.List;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import picocli.CommandLine.Option;

/** The choice of the account that a command is about. */
public final class AccountChoice {
    @Option(
            names = "--account",
            paramLabel = "N|NAME",
            description = "which account, by its number or name ('accounts' lists them)",
            defaultValue = "")
    private String wanted = "";

    /** The one account: the one named, else the first. */
    public Account one(Wallet wallet) {
        return wallet.account(wanted);
    }

    /** The accounts to show: the one named, else all. */
    public List<Account> shown(Wallet wallet) {
        return wanted.isEmpty() ? wallet.accounts() : List.of(wallet.account(wanted));
    }

    /** The books to show: those of the account named, else of all together. */
    public Ledger of(Wallet wallet, Ledger ledger) {
        return wanted.isEmpty() ? ledger : ledger.of(wallet.account(wanted).number());
    }

    /** The label of an account on the screen: "1 savings", or "1" if it has no name. */
    public static String label(Account account) {
        return account.name().isEmpty() ? Integer.toString(account.number()) : account.number() + " " + account.name();
    }
}
