package org.wonsi.wallet.cli.pay;

import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.ScriptText;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.wallet.build.PaymentUri;
import org.wonsi.wallet.cli.program.CommandContext;
import org.wonsi.wallet.cli.program.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code decode}: it explains a transaction, an address or a payment link; it needs neither wallet nor node.
 */
@Command(
        name = "decode",
        description =
                "Says what a transaction in hex, an address or a payment link means. For every byte: wonsi decode.",
        footer = {"", "Example: wonsi wallet decode 0200000001..."})
public final class DecodeCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(paramLabel = "TEXT", description = "transaction in hex, address, or payment link")
    private String text = "";

    /** An input. */
    record Input(String spends, String scriptSig, long sequence) {}

    /** An output, in satoshis. */
    record Out(long value, String address, String scriptPubKey) {}

    /** A transaction. */
    record Decoded(
            String txid, int version, int size, List<Input> inputs, List<Out> outputs, long outputSum, long lockTime) {}

    /** An address or link. */
    record DecodedAddress(String address, String kind, String hash, String scriptPubKey, String uri) {}

    @Override
    public Integer call() {
        ChainParams params = ChainParams.of(context.network());
        if (text.matches("(?:[0-9a-fA-F]{2}){20,}")) {
            Transaction tx = Transaction.decode(ByteString.ofHex(text));
            Decoded decoded = decoded(tx, params);
            context.output().answer(decoded, Output.toJson(decoded));
        } else {
            PaymentUri uri = PaymentUri.parse(text, params);
            Address address = uri.address();
            DecodedAddress decoded = new DecodedAddress(
                    address.toString(),
                    address.kind().toString(),
                    address.hash().toHex(),
                    ScriptText.format(address.scriptPubKey()),
                    uri.format(context.network()));
            context.output().answer(decoded, Output.toJson(decoded));
        }
        return 0;
    }

    private static Decoded decoded(Transaction tx, ChainParams params) {
        return new Decoded(
                tx.txid().toDisplay(),
                tx.version(),
                tx.size(),
                tx.inputs().stream().map(DecodeCommand::input).toList(),
                tx.outputs().stream().map(out -> output(out, params)).toList(),
                tx.outputs().stream().mapToLong(out -> out.value().satoshis()).sum(),
                tx.lockTime());
    }

    private static Input input(TxIn in) {
        return new Input(in.prevout().toString(), in.scriptSig().bytes().toHex(), in.sequence());
    }

    private static Out output(TxOut out, ChainParams params) {
        return new Out(
                out.value().satoshis(),
                Address.ofScript(out.scriptPubKey(), params)
                        .map(Address::toString)
                        .orElse(""),
                ScriptText.format(out.scriptPubKey()));
    }
}
