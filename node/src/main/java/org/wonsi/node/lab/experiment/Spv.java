package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.spv.PaymentProof;
import org.wonsi.lab.spv.SpvWallet;
import org.wonsi.lab.tamper.MerkleLevels;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SecretBranch;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.lab.context.WirePeer;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 8: a shop's wallet holds headers only. It proves a payment with a branch of hashes; an attacker with
 * more work than all nodes makes it believe a payment that every full node refuses; and a full node's alert brings it back.
 */
public final class Spv implements Experiment {
    private static final String SEOUL = "Seoul";
    private static final String BUSAN = "Busan";
    private static final int NODES = 3;
    private static final int OTHER_PAYMENTS = 3;
    private static final int FORGED_BLOCKS = 3;
    private static final Amount PRICE = Amount.ofCoins(5);
    private static final Amount SMALL = Amount.parseCoins("0.25");
    private static final Amount FALSE_AMOUNT = Amount.ofCoins(500);

    private final ExperimentContext context;
    private @Nullable Story story;

    /** The wallet, the payments and what was made of them. */
    private static final class Story {
        private final LabNetwork network;
        private final SingleKeyPayer shop;
        private final SingleKeyPayer mallory;
        private final Transaction funding;
        private final Block fundingBlock;
        private final Transaction paid;
        private final Block paidBlock;
        private final SpvWallet wallet;
        private final Map<String, String> judged = new HashMap<>();
        private List<Block> forged = List.of();
        private boolean warned;

        Story(
                LabNetwork network,
                SingleKeyPayer shop,
                SingleKeyPayer mallory,
                Transaction funding,
                Block fundingBlock,
                Transaction paid,
                Block paidBlock) {
            this.network = network;
            this.shop = shop;
            this.mallory = mallory;
            this.funding = funding;
            this.fundingBlock = fundingBlock;
            this.paid = paid;
            this.paidBlock = paidBlock;
            Node node = network.node(SEOUL);
            this.wallet = new SpvWallet(node.params(), node.clock().instant().getEpochSecond());
        }
    }

    /** An experiment that reports to this context. */
    public Spv(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("headers", "a wallet asks Seoul for all headers", List.of()),
                new Command("prove", "it checks a payment with a branch of hashes", List.of()),
                new Command("fool", "an attacker with more work makes it believe a false payment", List.of()),
                new Command("refuse", "the same blocks go to a full node", List.of("to=NODE (Busan)")),
                new Command("alert", "that node warns the wallet, which checks it", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        if (!command.equals("refuse")) {
            arguments.allow();
        }
        switch (command) {
            case "headers" -> headers();
            case "prove" -> prove();
            case "fool" -> showInvalidPayment();
            case "refuse" -> refuse(arguments);
            case "alert" -> alert();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    // ------------------------------------------------------------------------------------------- headers

    private Story begin() throws InterruptedException {
        story = null;
        LabNetwork network = new LabNetwork(context, context.newSandbox(NODES));
        context.waitFor("payments");
        Node seoul = network.node(SEOUL);
        SingleKeyPayer shop = SingleKeyPayer.generate(context.random());
        SingleKeyPayer mallory = SingleKeyPayer.generate(context.random());
        Transaction funding = network.pay(seoul, mallory.script(), PRICE);
        Block fundingBlock = network.mine(seoul);
        payOthers(network);
        Transaction paid = network.pay(seoul, shop.script(), PRICE);
        payOthers(network);
        Block paidBlock = network.mine(seoul);
        network.mine(seoul);
        Story told = new Story(network, shop, mallory, funding, fundingBlock, paid, paidBlock);
        story = told;
        context.waitFor("");
        return told;
    }

    private static void payOthers(LabNetwork network) throws InterruptedException {
        for (int i = 0; i < OTHER_PAYMENTS; i++) {
            network.pay(network.node(SEOUL), network.node(BUSAN).faucetWallet().scriptPubKey(), SMALL);
        }
    }

    private void headers() throws InterruptedException {
        Story told = begin();
        context.hide("chain", "merkle", "size", "wallet", "verdict", "alert");
        follow(told);
        showSize(told, false);
        context.see(
                "headers",
                "count",
                told.wallet.count(),
                "bytes",
                told.wallet.bytes(),
                "full",
                fullBytes(told.network.node(SEOUL)));
    }

    /** The wallet asks a node, in Bitcoin's protocol, until it has no more. */
    private static void follow(Story told) throws InterruptedException {
        Node seoul = told.network.node(SEOUL);
        try (WirePeer peer = WirePeer.connect(seoul, "wallet")) {
            List<BlockHeader> answer;
            do {
                peer.send(told.wallet.question());
                Message headers = peer.await(message -> message instanceof Message.Headers);
                answer = ((Message.Headers) headers).headers();
                told.wallet.accept(answer).ifPresent(violation -> {
                    throw new IllegalStateException("the wallet refused a header: " + violation);
                });
            } while (!answer.isEmpty()
                    && !told.wallet.best().hash().equals(LabNetwork.tip(seoul).hash()));
        }
    }

    private static long fullBytes(Node node) {
        long bytes = 0;
        for (int height = 0; height <= LabNetwork.tip(node).height(); height++) {
            int at = height;
            bytes += node.queries()
                    .read(q -> q.hashAt(at).flatMap(q::rawBlock))
                    .orElseThrow()
                    .size();
        }
        return bytes;
    }

    private void showSize(Story told, boolean withProof) {
        List<Panel.Value> parts = new ArrayList<>();
        long all = told.wallet.bytes();
        parts.add(Panel.Value.of("lab.headersOf", told.wallet.count()));
        if (withProof) {
            PaymentProof proof = proof(told.paidBlock, told.paid);
            all += proof.branchBytes() + proof.tx().size();
            parts.add(Panel.Value.of("lab.branchCount", proof.branch().branch().size()));
            parts.add(Panel.Value.of("lab.paymentBytes", proof.tx().size()));
        }
        parts.add(Panel.Value.of("lab.fullBytes", fullBytes(told.network.node(SEOUL))));
        context.show("size", new Panel.BigNumber(String.valueOf(all), "unit.bytes", parts));
    }

    private static PaymentProof proof(Block block, Transaction tx) {
        List<Hash256> leaves =
                block.transactions().stream().map(each -> each.txid().hash()).toList();
        return new PaymentProof(
                tx, block.hash(), MerkleProof.of(leaves, block.transactions().indexOf(tx)));
    }

    // ------------------------------------------------------------------------------------------- prove

    private Story withHeaders() throws InterruptedException {
        Story told = story;
        if (told == null || told.wallet.count() <= 1) {
            headers();
            told = story;
        }
        if (told == null) {
            throw new IllegalStateException("there is no wallet");
        }
        return told;
    }

    private void prove() throws InterruptedException {
        Story told = withHeaders();
        context.hide("chain", "wallet", "verdict", "alert");
        PaymentProof proof = proof(told.paidBlock, told.paid);
        int confirmations = told.wallet
                .confirmations(proof)
                .orElseThrow(() -> new IllegalStateException("the wallet doesn't find the payment proved"));
        showTree(told, proof.branch().index());
        showSize(told, true);
        context.see(
                "proved",
                "amount",
                CoinText.text(PRICE),
                "confirmations",
                confirmations,
                "branch",
                proof.branch().branch().size(),
                "bytes",
                proof.branchBytes());
    }

    private void showTree(Story told, int leaf) {
        List<List<Hash256>> levels =
                MerkleLevels.of(told.paidBlock.transactions()).levels();
        List<List<Panel.Hash>> drawn = new ArrayList<>();
        for (int level = levels.size() - 1; level >= 0; level--) {
            List<Panel.Hash> row = new ArrayList<>();
            for (int i = 0; i < levels.get(level).size(); i++) {
                boolean lit = MerkleLevels.isOnPath(leaf, level, i);
                boolean given = MerkleLevels.isOnPath(leaf, level, i ^ 1);
                row.add(new Panel.Hash(levels.get(level).get(i).toDisplay(), lit ? "lit" : given ? "given" : "cut"));
            }
            drawn.add(row);
        }
        context.show("merkle", new Panel.Merkle(drawn));
    }

    // ------------------------------------------------------------------------------------------- fool

    private static Transaction falsePayment(Story told) {
        return told.forged.get(0).transactions().get(1);
    }

    private void showInvalidPayment() throws InterruptedException {
        Story told = withHeaders();
        if (!told.forged.isEmpty()) {
            headers();
            told = withHeaders();
        }
        context.hide("merkle", "size", "verdict", "alert");
        Node seoul = told.network.node(SEOUL);
        Attacker attacker = new Attacker(context, told.network.sandbox());
        // A coin of 5 pays out 500: any node that adds up refuses it.
        Transaction lie = told.mallory.spend(
                told.mallory.received(told.funding).outPoint(), List.of(new TxOut(FALSE_AMOUNT, told.shop.script())));
        told.forged = SecretBranch.mine(
                context, attacker, LabNetwork.tip(seoul), FORGED_BLOCKS, told.mallory.script(), seoul, List.of(lie));
        told.network.mine(seoul);
        follow(told);
        told.wallet.accept(told.forged.stream().map(Block::header).toList()).ifPresent(violation -> {
            throw new IllegalStateException("the wallet refused the attacker's header: " + violation);
        });
        int confirmations = told.wallet
                .confirmations(proof(told.forged.get(0), lie))
                .orElseThrow(() -> new IllegalStateException("the wallet isn't fooled"));
        showChain(told);
        showWallet(told);
        context.see("fooled", "amount", CoinText.text(FALSE_AMOUNT), "confirmations", confirmations);
    }

    private Story fooled() throws InterruptedException {
        Story told = story;
        if (told == null || told.forged.isEmpty() || told.warned) {
            if (told != null && told.warned) {
                headers();
            }
            showInvalidPayment();
            told = story;
        }
        if (told == null) {
            throw new IllegalStateException("there is no wallet");
        }
        return told;
    }

    private void refuse(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        Story told = fooled();
        context.hide("merkle", "size", "alert");
        judge(told, told.network.node(arguments.text("to").orElse(BUSAN)));
    }

    private String judge(Story told, Node node) throws InterruptedException {
        // Asked again, a node only says that it knows the block to be invalid; what counts is its first judgement.
        String reason = told.judged.get(node.name());
        if (reason == null) {
            reason = new Attacker(context, told.network.sandbox())
                    .deliver(node, told.forged)
                    .orElse("");
            told.judged.put(node.name(), reason);
        }
        context.show("verdict", new Panel.Verdict(node.name(), "lab.attackerBranch", reason.isEmpty(), reason));
        if (!reason.isEmpty()) {
            context.see("refused", "by", node.name(), "reason", reason);
        }
        return reason;
    }

    // ------------------------------------------------------------------------------------------- alert

    private void alert() throws InterruptedException {
        Story told = fooled();
        context.hide("merkle", "size");
        Block block = told.forged.get(0);
        Transaction lie = falsePayment(told);
        Node busan = told.network.node(BUSAN);
        String reason = judge(told, busan);
        context.see("alert", "from", BUSAN, "block", block.hash().toDisplay(), "reason", reason);
        PaymentProof spent = proof(told.fundingBlock, told.funding);
        SpvWallet.Sums sums = told.wallet
                .followAlert(block, lie, List.of(spent))
                .orElseThrow(() -> new IllegalStateException("the wallet can't check the alert"));
        told.warned = true;
        int bytes = block.size() + spent.tx().size() + spent.branchBytes();
        context.see("checked", "spends", CoinText.text(sums.in()), "pays", CoinText.text(sums.out()), "bytes", bytes);
        context.show(
                "alert",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.spentAmount", CoinText.text(sums.in())),
                        Panel.Value.lit("lab.paidAmount", CoinText.text(sums.out())),
                        Panel.Value.of("lab.downloaded", bytes))));
        showChain(told);
        showWallet(told);
        context.see(
                "back",
                "height",
                told.wallet.best().height(),
                "false",
                told.wallet.confirmations(proof(block, lie)).orElse(0),
                "true",
                told.wallet.confirmations(proof(told.paidBlock, told.paid)).orElse(0));
    }

    // ------------------------------------------------------------------------------------------- panels

    private void showChain(Story told) {
        LabNetwork network = told.network;
        Node seoul = network.node(SEOUL);
        int height = LabNetwork.tip(seoul).height();
        List<Panel.Card> cards = new ArrayList<>();
        for (int at = Math.max(0, height - 2); at <= height; at++) {
            Block block = Sandbox.blockAt(seoul, at).orElseThrow();
            cards.add(network.card(0, at, block, told.wallet.best().hash().equals(block.hash()) ? "wallet" : ""));
        }
        for (int i = 0; i < told.forged.size(); i++) {
            Block block = told.forged.get(i);
            boolean believed = told.wallet.best().hash().equals(block.hash());
            cards.add(network.card(1, height + i, block, believed ? "wallet" : told.warned ? "stale" : ""));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private void showWallet(Story told) {
        context.show(
                "wallet",
                new Panel.Table(
                        List.of("lab.payment", "lab.amount", "lab.confirmations"),
                        List.of(
                                row(told, "lab.truePayment", PRICE, proof(told.paidBlock, told.paid)),
                                row(
                                        told,
                                        "lab.falsePayment",
                                        FALSE_AMOUNT,
                                        proof(told.forged.get(0), falsePayment(told)))),
                        told.warned ? -1 : 1));
    }

    private static List<String> row(Story told, String name, Amount amount, PaymentProof proof) {
        return List.of(
                name,
                CoinText.text(amount),
                told.wallet.confirmations(proof).map(String::valueOf).orElse("lab.unconfirmed"));
    }
}
