package org.wonsi.wallet.cli.funds;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.AddressLinkage;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The command {@code privacy}: it shows what an observer can link (paper, section 10). */
@Command(
        name = "privacy",
        description = "Shows which of the wallet's addresses an observer of the chain can link, and why.")
public final class PrivacyCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    /** The answer. */
    record Privacy(
            String wallet,
            List<Set<String>> groups,
            List<AddressLinkage.Link> links,
            Map<String, Integer> reused,
            List<String> notices) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            AddressLinkage linkage = new AddressLinkage(wallet.scanFullHistory());
            Privacy privacy = new Privacy(
                    wallet.name(), linkage.groups(), linkage.links(), linkage.reused(), context.notices(wallet));
            context.output().answer(privacy, text(privacy));
        }
        return 0;
    }

    private String text(Privacy privacy) {
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder();
        if (privacy.links().isEmpty() && privacy.reused().isEmpty()) {
            return context.text("privacy.none");
        }
        for (Set<String> group : privacy.groups()) {
            text.append(context.text("privacy.group", group.size())).append(line);
            group.forEach(address -> text.append("    ").append(address).append(line));
        }
        for (AddressLinkage.Link link : privacy.links()) {
            text.append(context.text("privacy." + link.reason(), link.txid(), String.join(", ", link.addresses())))
                    .append(line);
        }
        privacy.reused()
                .forEach((address, times) -> text.append(context.text("privacy.reused", address, times))
                        .append(line));
        return text.append(context.text("privacy.advice")).toString();
    }
}
