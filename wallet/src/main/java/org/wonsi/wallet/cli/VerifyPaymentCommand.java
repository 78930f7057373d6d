package org.wonsi.wallet.cli;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.problem.WalletException;
import org.wonsi.wallet.spv.HeaderChain;
import org.wonsi.wallet.spv.PaymentProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Proves a payment with headers of one's own (paper, section 8); needs no wallet. */
@Command(
        name = "verify-payment",
        description = "Proves that a payment is in the chain with the most work, from headers kept and checked here.",
        footer = {"", "Example: wonsi wallet verify-payment 4f3c... --node http://a:8001 --node http://b:8001"})
final class VerifyPaymentCommand implements Callable<Integer> {
    @ParentCommand
    private WonsiWallet program;

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
            List<Delivery.Paid> outputs,
            List<Node> nodes) {}

    /** What one node said of the chain, and whether that fits; {@code problem} is a sentence or empty. */
    record Node(String url, int height, String tip, boolean agrees, String problem) {}

    @Override
    public Integer call() {
        Txid wanted = CliInput.txid(txid);
        ChainParams params = ChainParams.of(program.network());
        long now = program.environment().clock().instant().getEpochSecond();
        HeaderChain headers = HeaderChain.load(
                params,
                program.environment().home().resolve(program.network().id()).resolve("headers.dat"),
                now);
        try (Nodes nodes = new Nodes(Session.nodeUrls(program))) {
            List<HeaderChain.NodeView> told = headers.update(nodes.all());
            checkAnyGood(told);
            List<Node> views = told.stream().map(this::node).toList();
            PaymentProof proof = prove(wanted, nodes, headers, told);
            List<Delivery.Paid> outputs = new ArrayList<>();
            proof.tx()
                    .outputs()
                    .forEach(out -> outputs.add(new Delivery.Paid(
                            Address.ofScript(out.scriptPubKey(), params)
                                    .map(Address::toString)
                                    .orElse("-"),
                            out.value().satoshis())));
            Verified verified = new Verified(
                    txid,
                    proof.block().hash().toDisplay(),
                    proof.block().height(),
                    proof.confirmations(),
                    headers.best().chainWork().toDisplay(),
                    proof.block().header().merkleRoot().toDisplay(),
                    proof.branch().branch().stream().map(Object::toString).toList(),
                    outputs,
                    views);
            program.output()
                    .answer(verified, text(verified, headers.best().chainWork().hashes()));
        }
        return 0;
    }

    /** With no node whose chain holds there is nothing to prove anything with. */
    private static void checkAnyGood(List<HeaderChain.NodeView> told) {
        if (told.stream().allMatch(view -> view.problem().isPresent())) {
            HeaderChain.NodeView first = told.get(0);
            throw new WalletException(
                    "no-good-chain", first.url(), first.problem().orElseThrow());
        }
    }

    private Node node(HeaderChain.NodeView view) {
        String problem = view.problem()
                .map(phrase -> program.text(phrase.key(), phrase.values().toArray()))
                .orElse("");
        return new Node(view.url(), view.height(), view.tip(), view.agrees(), problem);
    }

    /** The first proof any node gives; a false one is an error at once, one in a branch that lost only if all are. */
    private PaymentProof prove(Txid wanted, Nodes nodes, HeaderChain headers, List<HeaderChain.NodeView> told) {
        Optional<WalletException> lost = Optional.empty();
        for (int i = 0; i < told.size(); i++) {
            try {
                Optional<PaymentProof> proof =
                        PaymentProof.fetch(wanted, nodes.all().get(i), headers.best(), headers.tip(told.get(i)));
                if (proof.isPresent()) {
                    return proof.get();
                }
            } catch (WalletException e) {
                if (e.code().equals("lost-branch")) {
                    lost = Optional.of(e);
                } else if (!e.code().equals("unreachable")) {
                    throw e;
                }
            }
        }
        throw lost.orElseGet(() -> new WalletException("not-proven", txid));
    }

    private String sentence(Node view) {
        if (view.agrees()) {
            return program.text("verify.agrees", view.url(), view.height());
        }
        if (view.problem().isEmpty()) {
            return program.text("verify.disagrees", view.url(), view.height(), view.tip());
        }
        return view.tip().isEmpty()
                ? program.text("verify.not-asked", view.url(), view.problem())
                : program.text("verify.bad-chain", view.url(), view.problem());
    }

    private String text(Verified verified, BigInteger hashes) {
        StringBuilder text = new StringBuilder(program.text(
                "verify.proven",
                verified.txid(),
                verified.height(),
                verified.block(),
                verified.confirmations(),
                verified.branch().size(),
                hashes));
        for (Delivery.Paid paid : verified.outputs()) {
            text.append(System.lineSeparator())
                    .append(program.text("explain.pay", new Amount(paid.amount()), paid.address()));
        }
        for (Node view : verified.nodes()) {
            text.append(System.lineSeparator()).append(sentence(view));
        }
        return text.append(System.lineSeparator())
                .append(program.text("verify.limits"))
                .toString();
    }
}
