package org.wonsi.wallet.cli.funds;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.WalletTx;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code addresses}: it lists the addresses that were given out or used. */
@Command(
        name = "addresses",
        description = "Lists the wallet's addresses that were given out or used, with labels and what is on them.")
public final class ListAddressesCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice account = new AccountChoice();

    @Option(names = "--change", description = "those for change too")
    private boolean change;

    /**
     * An address, amounts in satoshis.
     *
     * @param payments proven or own transactions that touch it
     * @param balance proven and waiting
     * @param claimed only by a node's word
     */
    record AddressLine(
            String address, String path, @Nullable String label, int payments, long balance, long claimed) {}

    /** The answer. */
    record Addresses(String wallet, List<AddressLine> addresses, List<String> notices) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            Ledger ledger = wallet.scan();
            List<AddressLine> lines =
                    given(wallet).stream().map(own -> line(own, wallet, ledger)).toList();
            String text = lines.stream().map(this::text).collect(Collectors.joining(System.lineSeparator()));
            context.output().answer(new Addresses(wallet.name(), lines, context.notices(wallet)), text);
        }
        return 0;
    }

    private List<OwnAddress> given(Wallet wallet) {
        List<OwnAddress> given = new ArrayList<>();
        for (Account one : account.shown(wallet)) {
            given.addAll(
                    one.addresses(OwnAddress.Branch.RECEIVE, 0, wallet.state().nextReceive(one.number()) + 1));
            if (change) {
                given.addAll(one.addresses(
                        OwnAddress.Branch.CHANGE, 0, wallet.state().nextChange(one.number())));
            }
            given.addAll(one.imported());
        }
        return given;
    }

    private static AddressLine line(OwnAddress own, Wallet wallet, Ledger ledger) {
        Map<String, String> labels = wallet.state().labels();
        String address = own.address().toString();
        long payments = ledger.transactions().stream()
                .filter(WalletTx::counts)
                .filter(tx -> ledger.touched(tx).contains(own))
                .count();
        return new AddressLine(
                address,
                own.place(),
                labels.get(address),
                (int) payments,
                sum(ledger, own, false),
                sum(ledger, own, true));
    }

    private static long sum(Ledger ledger, OwnAddress own, boolean claimed) {
        return ledger.coins().stream()
                .filter(coin -> coin.owner().equals(own) && isClaimed(coin) == claimed)
                .mapToLong(coin -> coin.value().satoshis())
                .sum();
    }

    private static boolean isClaimed(OwnCoin coin) {
        return coin.height() == OwnCoin.UNCONFIRMED && !coin.fromSelf();
    }

    private String text(AddressLine line) {
        String label = line.label() == null ? "" : "  " + line.label();
        String claimed =
                line.claimed() == 0 ? "" : "  " + context.text("addresses.claimed", new Amount(line.claimed()));
        return context.text("addresses.line", line.path(), line.address(), new Amount(line.balance()), line.payments())
                + claimed
                + label;
    }
}
