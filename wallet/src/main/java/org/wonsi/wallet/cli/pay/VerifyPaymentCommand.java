package org.wonsi.wallet.cli.pay;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.wallet.PaymentProof;
import org.wonsi.wallet.Wallet;
import org.wonsi.wallet.cli.program.CliInput;
import org.wonsi.wallet.cli.program.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * The command {@code verify-payment}: it proves a payment with headers checked here (paper, section 8); it needs no wallet.
 */
@Command(
        name = "verify-payment",
        description = "Proves that a payment is in the chain with the most work, from headers kept and checked here.",
        footer = {"", "Example: wonsi wallet verify-payment 4f3c... --node http://a:8001 --node http://b:8001"})
public final class VerifyPaymentCommand implements Callable<Integer> {
    @ParentCommand
    private CommandContext context;

    @Parameters(paramLabel = "TXID", description = "the payment")
    private String txid = "";

    /** The answer; the outputs' amounts in satoshis. */
    record Verified(
            String txid,
            String block,
            int height,
            int confirmations,
            String chainWork,
            String merkleRoot,
            List<String> branch,
            List<PaidOutput> outputs,
            List<Node> nodes) {}

    /** A node's claim about the chain, and whether it fits; {@code problem} is a sentence or empty. */
    record Node(String url, int height, String tip, boolean agrees, String problem) {}

    @Override
    public Integer call() {
        ChainParams params = ChainParams.of(context.network());
        PaymentProof proof = Wallet.prove(context.setting(), CliInput.txid(txid));
        Verified verified = new Verified(
                txid,
                proof.block().hash().toDisplay(),
                proof.block().height(),
                proof.confirmations(),
                proof.best().chainWork().toDisplay(),
                proof.block().header().merkleRoot().toDisplay(),
                proof.path().branch().branch().stream().map(Object::toString).toList(),
                proof.tx().outputs().stream()
                        .map(out -> PaidOutput.of(out, params))
                        .toList(),
                proof.nodes().stream().map(this::node).toList());
        context.output()
                .answer(verified, text(verified, proof.best().chainWork().hashes()));
        return 0;
    }

    private Node node(PaymentProof.NodeView view) {
        String problem =
                view.problem().map(fault -> context.messages().text(fault)).orElse("");
        return new Node(view.url(), view.height(), view.tip(), view.agrees(), problem);
    }

    private String sentence(Node view) {
        if (view.agrees()) {
            return context.text("verify.agrees", view.url(), view.height());
        }
        if (view.problem().isEmpty()) {
            return context.text("verify.disagrees", view.url(), view.height(), view.tip());
        }
        return view.tip().isEmpty()
                ? context.text("verify.not-asked", view.url(), view.problem())
                : context.text("verify.bad-chain", view.url(), view.problem());
    }

    private String text(Verified verified, BigInteger hashes) {
        StringBuilder text = new StringBuilder(context.text(
                "verify.proven",
                verified.txid(),
                verified.height(),
                verified.block(),
                verified.confirmations(),
                verified.branch().size(),
                hashes));
        for (PaidOutput paid : verified.outputs()) {
            text.append(System.lineSeparator())
                    .append(context.text("explain.pay", new Amount(paid.amount()), paid.address()));
        }
        for (Node view : verified.nodes()) {
            text.append(System.lineSeparator()).append(sentence(view));
        }
        return text.append(System.lineSeparator())
                .append(context.text("verify.limits"))
                .toString();
    }
}
