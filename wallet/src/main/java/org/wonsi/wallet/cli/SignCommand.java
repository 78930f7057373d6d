package org.wonsi.wallet.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.WalletException;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.coins.OwnAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Signs a transaction made elsewhere; needs no node, so the key can stay on a machine without network. */
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
final class SignCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

    @Parameters(paramLabel = "HEX", description = "the transaction without signatures")
    private String hex = "";

    @Option(
            names = "--previous",
            paramLabel = "HEX",
            required = true,
            description = "a transaction whose outputs it spends; once for each")
    private List<String> previous = new ArrayList<>();

    /** The answer; the fee in satoshis. */
    record Signed(String txid, int inputs, int signed, long fee, String hex) {}

    @Override
    public Integer call() {
        Transaction tx = Transaction.decode(ByteString.ofHex(hex));
        Map<OutPoint, TxOut> outputs = spentOutputs(tx);
        try (Session session = program.open()) {
            Map<OutPoint, OwnAddress> owners = new LinkedHashMap<>();
            outputs.forEach((outPoint, output) -> session.knownAddresses().stream()
                    .filter(own -> own.address().scriptPubKey().equals(output.scriptPubKey()))
                    .findFirst()
                    .ifPresent(own -> owners.put(outPoint, own)));
            if (owners.isEmpty()) {
                throw new WalletException("nothing-to-sign", session.name());
            }
            try (Signer signer = session.unlock()) {
                Transaction signed = signer.sign(tx, outputs, owners);
                if (owners.size() == tx.inputs().size()) {
                    Signer.check(signed, outputs);
                }
                long in = outputs.values().stream()
                        .mapToLong(o -> o.value().satoshis())
                        .sum();
                long out = tx.outputs().stream()
                        .mapToLong(o -> o.value().satoshis())
                        .sum();
                String text = signed.encode().toHex();
                program.output()
                        .answer(
                                new Signed(
                                        signed.txid().toDisplay(), tx.inputs().size(), owners.size(), in - out, text),
                                text);
            }
        }
        return 0;
    }

    private Map<OutPoint, TxOut> spentOutputs(Transaction tx) {
        List<Transaction> made = previous.stream()
                .map(p -> Transaction.decode(ByteString.ofHex(p)))
                .toList();
        Map<OutPoint, TxOut> outputs = new LinkedHashMap<>();
        for (TxIn input : tx.inputs()) {
            OutPoint prevout = input.prevout();
            Optional<Transaction> maker =
                    made.stream().filter(t -> t.txid().equals(prevout.txid())).findFirst();
            if (maker.isEmpty() || prevout.index() >= maker.get().outputs().size()) {
                throw new WalletException("previous-missing", prevout);
            }
            outputs.put(prevout, maker.get().outputs().get((int) prevout.index()));
        }
        return outputs;
    }
}
