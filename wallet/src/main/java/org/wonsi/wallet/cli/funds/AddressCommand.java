package org.wonsi.wallet.cli.funds;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.cli.program.AccountChoice;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code address}: it shows an address to receive with, the same one until it was used, then the next. */
@Command(
        name = "address",
        description = "Shows an address to receive with: the same until it was paid to, then the next.",
        footer = {"", "Example: wonsi wallet address --label rent --amount 1.5 --qr"})
public final class AddressCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Mixin
    private AccountChoice chosen = new AccountChoice();

    @Option(names = "--new", description = "the next one, even if the last was never used")
    private boolean next;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "a fresh one, remembered under a name",
            defaultValue = "")
    private String label = "";

    @Option(names = "--amount", paramLabel = "COINS", description = "put an amount into the link", defaultValue = "")
    private String amount = "";

    @Option(names = "--qr", description = "draw it as a QR code")
    private boolean qr;

    /** The answer. */
    record Shown(
            String wallet,
            String address,
            String path,
            String uri,
            @Nullable String label) {}

    @Override
    public Integer call() {
        try (Wallet wallet = context.open()) {
            OwnAddress address = choose(wallet);
            Optional<String> name = Optional.ofNullable(
                    wallet.state().labels().get(address.address().toString()));
            PaymentUri uri = new PaymentUri(
                    address.address(),
                    amount.isEmpty() ? Optional.empty() : Optional.of(Amount.parseCoins(amount)),
                    name);
            String link = uri.format(context.network());
            String text = address.address() + (qr ? System.lineSeparator() + draw(link) + link : "");
            context.output()
                    .answer(
                            new Shown(
                                    wallet.name(),
                                    address.address().toString(),
                                    address.place(),
                                    link,
                                    name.orElse(null)),
                            text);
        }
        return 0;
    }

    /** Chosen again under the lock: another command may have given this one out meanwhile. */
    private OwnAddress choose(Wallet wallet) {
        Account account = chosen.one(wallet);
        noticeClaims(wallet, account, noticeUse(wallet));
        List<OwnAddress> given = new ArrayList<>();
        wallet.change(now -> {
            OwnAddress address = choose(account, now);
            given.add(address);
            WalletState after = now.withNext(account.number(), address.index(), 0);
            return label.isEmpty() ? after : after.withLabel(address.address().toString(), label);
        });
        return given.get(given.size() - 1);
    }

    private OwnAddress choose(Account account, WalletState state) {
        int index = state.nextReceive(account.number()) + (next ? 1 : 0);
        OwnAddress address = account.address(OwnAddress.Branch.RECEIVE, index);
        while (state.labels().containsKey(address.address().toString())) {
            index++;
            address = account.address(OwnAddress.Branch.RECEIVE, index);
        }
        return address;
    }

    /** A claimed payment doesn't use an address up, but who wants another should know. */
    private void noticeClaims(Wallet wallet, Account account, Optional<Ledger> ledger) {
        String current = account.address(
                        OwnAddress.Branch.RECEIVE, wallet.state().nextReceive(account.number()))
                .address()
                .toString();
        boolean claimed = !next
                && ledger.stream()
                        .flatMap(books -> books.coins().stream())
                        .anyMatch(coin -> coin.height() == OwnCoin.UNCONFIRMED
                                && coin.owner().address().toString().equals(current));
        if (claimed) {
            context.note(context.text("address.claimed", current));
        }
    }

    /** Moves on past addresses that were paid to, if a node answers; without one the address is given all the same. */
    private Optional<Ledger> noticeUse(Wallet wallet) {
        try {
            return Optional.of(wallet.scan());
        } catch (WalletException silent) {
            if (!silent.is(Failure.Unreachable.class) && !silent.is(Failure.Deadline.class)) {
                throw silent;
            }
            context.note(context.text("address.offline"));
            return Optional.empty();
        }
    }

    /** Two modules a character, dark on light. */
    private static String draw(String link) {
        BitMatrix code;
        try {
            code = new QRCodeWriter().encode(link, BarcodeFormat.QR_CODE, 0, 0, Map.of(EncodeHintType.MARGIN, 2));
        } catch (WriterException e) {
            throw new IllegalStateException("a link fits into a QR code", e);
        }
        StringBuilder text = new StringBuilder();
        for (int y = 0; y < code.getHeight(); y += 2) {
            for (int x = 0; x < code.getWidth(); x++) {
                boolean upper = code.get(x, y);
                boolean lower = y + 1 < code.getHeight() && code.get(x, y + 1);
                // Light modules are drawn, so that it can be read on a dark terminal.
                text.append(upper ? (lower ? ' ' : '▄') : (lower ? '▀' : '█'));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }
}
