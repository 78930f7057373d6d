package org.wonsi.wallet.cli.pay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code sign}: it signs a transaction made elsewhere; it needs no node, so the key can stay on a machine without
 * network.
 *
 * <p>The transactions whose outputs are spent must be given whole, and each must hash to its id: the signature of that
 * time doesn't cover amounts, so a false amount would make the owner sign away the difference as a fee.
 */
@Command(
        name = "sign",
        description =
                "Signs a transaction made elsewhere. Needs no node: the keys can stay on a machine without network.",
        footer = {
            "",
            "Online:  wonsi wallet -w watch send WQ1... 2.5 --dry-run --json     (hex and previous)",
            "Offline: wonsi wallet -w keys sign HEX --previous HEX",
            "Online:  wonsi wallet broadcast HEX"
        })
public final class SignCommand implements Callable<Integer> {
    /** Bytes of a signature and a key with their lengths, at most. */
    private static final int SIGNATURE = 107;

    @ParentCommand
    private CommandContext context;

    @Mixin
    private PaymentReview review = new PaymentReview();

    @Parameters(paramLabel = "HEX", description = "the transaction without signatures")
    private String hex = "";

    @Option(
            names = "--previous",
            paramLabel = "HEX",
            required = true,
            description = "a transaction whose outputs it spends; once for each")
    private List<String> previous = new ArrayList<>();

    /**
     * The answer, amounts in satoshis.
     *
     * @param recipients who is paid; an output that pays to no address has "-"
     * @param back what comes back to addresses of this wallet
     */
    record Signed(
            String txid,
            int inputs,
            int signed,
            List<PaidOutput> recipients,
            List<PaidOutput> back,
            long fee,
            String hex) {}

    @Override
    public Integer call() {
        Transaction tx = CliInput.transaction(hex);
        Map<OutPoint, TxOut> outputs = spentOutputs(tx);
        try (Wallet wallet = context.open()) {
            List<OwnAddress> known = wallet.knownAddresses();
            Map<OutPoint, OwnAddress> owners = new LinkedHashMap<>();
            outputs.forEach((outPoint, output) -> owner(known, output).ifPresent(own -> owners.put(outPoint, own)));
            if (owners.isEmpty()) {
                throw new WalletException(new Failure.NothingToSign(wallet.name()));
            }
            List<PaidOutput> recipients = new ArrayList<>();
            List<PaidOutput> back = new ArrayList<>();
            for (TxOut output : tx.outputs()) {
                (owner(known, output).isPresent() ? back : recipients).add(PaidOutput.of(output, wallet.params()));
            }
            long fee = sum(outputs.values()) - sum(tx.outputs());
            if (fee < 0) {
                throw new WalletException(new Failure.PaysTooMuch(new Amount(-fee)));
            }
            if (!context.output().isJson()) {
                context.environment()
                        .terminal()
                        .err()
                        .println(context.text(
                                "sign.inputs", owners.size(), tx.inputs().size()));
            }
            context.checkSpends(wallet);
            // A signature and a key take about 107 bytes an input that the draft hasn't yet.
            review.of(
                    recipients,
                    back,
                    new Amount(fee),
                    tx.size() + SIGNATURE * tx.inputs().size(),
                    context);
            try (Signer signer = context.unlock(wallet)) {
                Transaction signed = signer.sign(tx, outputs, owners);
                if (owners.size() == tx.inputs().size()) {
                    Signer.check(signed, outputs);
                }
                String text = signed.encode().toHex();
                context.output()
                        .answer(
                                new Signed(
                                        signed.txid().toDisplay(),
                                        tx.inputs().size(),
                                        owners.size(),
                                        recipients,
                                        back,
                                        fee,
                                        text),
                                text);
            }
        }
        return 0;
    }

    private static Optional<OwnAddress> owner(List<OwnAddress> known, TxOut output) {
        return known.stream()
                .filter(own -> own.address().scriptPubKey().equals(output.scriptPubKey()))
                .findFirst();
    }

    private static long sum(Collection<TxOut> outputs) {
        return outputs.stream()
                .map(TxOut::value)
                .reduce(Amount.ZERO, Amount::plus)
                .satoshis();
    }

    private Map<OutPoint, TxOut> spentOutputs(Transaction tx) {
        List<Transaction> made = previous.stream().map(CliInput::transaction).toList();
        Map<OutPoint, TxOut> outputs = new LinkedHashMap<>();
        for (TxIn input : tx.inputs()) {
            OutPoint prevout = input.prevout();
            Optional<Transaction> maker =
                    made.stream().filter(t -> t.txid().equals(prevout.txid())).findFirst();
            if (maker.isEmpty() || prevout.index() >= maker.get().outputs().size()) {
                throw new WalletException(new Failure.PreviousMissing(prevout));
            }
            outputs.put(prevout, maker.get().outputs().get((int) prevout.index()));
        }
        return outputs;
    }
}
