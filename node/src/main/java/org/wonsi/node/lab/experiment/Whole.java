package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.ExperimentKey;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 12: one payment, followed from the wallet to its sixth confirmation; and what this system leaves
 * out.
 *
 * <pre>
 *   created, signed -> inv, getdata, tx -> mempools -> block -> proof -> confirmations
 * </pre>
 */
public final class Whole implements Experiment {
    private static final int NODES = 3;
    private static final int CONFIRMATIONS = 6;
    private static final List<String> KINDS = List.of("inv", "getdata", "tx");
    private static final int MOST_MESSAGES = 7;
    private static final Amount STAKE = Amount.ofCoins(3);
    private static final Amount PRICE = Amount.parseCoins("1.2");

    /** What is left out, by the key of its sentence, and Bitcoin's name for it as docs/simplifications.md has it. */
    static final List<List<String>> LEFT_OUT = List.of(
            List.of("lab.out.witness", "SegWit"),
            List.of("lab.out.schnorr", "Taproot"),
            List.of("lab.out.pace", "600 s, 2,016, 210,000, 100, 7,200 s"),
            List.of("lab.out.compact", "compact blocks, BIP 152"),
            List.of("lab.out.encryption", "version 2 transport, BIP 324"),
            List.of("lab.out.trickle", "trickling"),
            List.of("lab.out.filters", "BIP 157"),
            List.of("lab.out.pruning", "pruning"),
            List.of("lab.out.assume", "assumevalid"),
            List.of("lab.out.packages", "package relay"));

    private final ExperimentContext context;
    private final List<List<String>> stations = new ArrayList<>();
    private @Nullable ExperimentKey bob;
    private @Nullable Transaction payment;
    private boolean relayed;
    private @Nullable Block block;

    /** An experiment that reports to this context. */
    public Whole(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("pay", "Alice makes a payment to Bob, and signs it", List.of()),
                new Command("relay", "gives it to Seoul, and follows the messages until every node has it", List.of()),
                new Command("mine", "Jeju mines the block with it", List.of()),
                new Command("prove", "proves to a wallet with headers alone that it is in the block", List.of()),
                new Command("confirm", "mines until it has six confirmations", List.of()),
                new Command("leftout", "lists what this system leaves out", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        arguments.allow();
        switch (command) {
            case "pay" -> pay();
            case "relay" -> relay();
            case "mine" -> mine();
            case "prove" -> prove();
            case "confirm" -> confirm();
            case "leftout" -> leftOut();
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    private Node node(int index) throws InterruptedException {
        return sandbox().nodes().get(index);
    }

    /** Notes where the payment is now, and in which lesson that was the subject. */
    private void station(String what, String where, String object, String lesson) {
        stations.add(List.of(what, where, object, lesson));
        context.show(
                "way",
                new Panel.Table(
                        List.of("lab.station", "lab.where", "lab.object", "lab.lesson"),
                        stations,
                        stations.size() - 1));
    }

    private void mineBlock(int miner, int which, int all) throws InterruptedException {
        context.waitFor("mining " + which + " " + all);
        sandbox().mine(node(miner), node(miner).faucetWallet().scriptPubKey());
        context.await("the lab's nodes agree", sandbox()::agrees);
        context.waitFor("");
    }

    // ------------------------------------------------------------------------------------------- wallet

    private void pay() throws InterruptedException {
        stations.clear();
        relayed = false;
        block = null;
        context.hide("way", "messages", "proof", "chain", "bob", "leftout", "payment");
        context.waitFor("payments");
        ExperimentKey alice = ExperimentKey.make(context.random(), node(0).params());
        ExperimentKey receiver = ExperimentKey.make(context.random(), node(0).params());
        ExperimentKey.Held coin = alice.fund(node(0), STAKE);
        mineBlock(0, 1, 1);
        Amount change = coin.value().minus(PRICE).minus(ExperimentKey.FEE);
        Transaction tx = ExperimentKey.sign(List.of(coin), List.of(receiver.paid(PRICE), alice.paid(change)));
        bob = receiver;
        payment = tx;
        context.show(
                "payment",
                new Panel.Flow(
                        List.of(new Panel.Part("lab.coinIn", "Alice", CoinText.text(coin.value()), false)),
                        List.of(
                                new Panel.Part("lab.paidOut", "Bob", CoinText.text(PRICE), true),
                                new Panel.Part("lab.change", "Alice", CoinText.text(change), false)),
                        CoinText.text(ExperimentKey.FEE)));
        station("lab.station.created", "lab.where.wallet", tx.txid().toDisplay(), "2, 9");
        station(
                "lab.station.signed",
                "lab.where.wallet",
                tx.inputs().get(0).scriptSig().bytes().toHex(),
                "2");
        context.see(
                "created",
                "txid",
                tx.txid().toDisplay(),
                "inputs",
                tx.inputs().size(),
                "outputs",
                tx.outputs().size(),
                "bytes",
                tx.size());
        context.see("signed", "inputs", tx.inputs().size());
    }

    private Transaction payment() throws InterruptedException {
        if (payment == null) {
            pay();
        }
        Transaction known = payment;
        if (known == null) {
            throw new IllegalStateException("there is no payment");
        }
        return known;
    }

    // ------------------------------------------------------------------------------------------- network

    private void relay() throws InterruptedException {
        if (relayed) {
            pay();
        }
        Transaction tx = payment();
        Sandbox lab = sandbox();
        long before = lab.nodeGroup().events().lastId();
        ExperimentKey.submit(node(0), tx);
        relayed = true;
        for (Node node : lab.nodes()) {
            ExperimentKey.await(context, node, tx);
        }
        context.await(
                "the messages are told",
                () -> messages(lab, before, tx).stream()
                                .filter(event -> body(event).name().equals("tx"))
                                .count()
                        >= 2);
        List<List<String>> rows = new ArrayList<>();
        for (LoggedEvent event : messages(lab, before, tx)) {
            context.see(
                    "message",
                    "from",
                    event.node(),
                    "to",
                    body(event).peer(),
                    "name",
                    body(event).name());
            if (rows.size() < MOST_MESSAGES) {
                rows.add(List.of(
                        "node." + event.node(),
                        "node." + body(event).peer(),
                        "\"" + body(event).name() + "\""));
            }
        }
        context.hide("payment");
        context.show("messages", new Panel.Table(List.of("lab.from", "lab.to", "lab.message"), rows, -1));
        station("lab.station.relayed", "lab.where.network", "\"inv, getdata, tx\"", "5");
        long waiting = lab.nodes().stream()
                .filter(node -> node.snapshot().mempool().stream()
                        .anyMatch(entry -> entry.txid().equals(tx.txid())))
                .count();
        station("lab.station.waiting", "lab.where.mempool", "\"" + waiting + " / " + NODES + "\"", "5, 6");
        context.see("waiting", "nodes", waiting);
    }

    /**
     * What was sent about the payment: announcements, requests, deliveries. Sorted by that, since each node tells what it sent
     * in its own time, perhaps later than the other has answered.
     */
    private List<LoggedEvent> messages(Sandbox lab, long after, Transaction tx) {
        String txid = tx.txid().toDisplay();
        return lab.nodeGroup().events().after(after).stream()
                .filter(event -> event.body() instanceof LoggedEvent.Message message
                        && message.direction() == LoggedEvent.Direction.SENT
                        && message.id().equals(Optional.of(txid)))
                .sorted(Comparator.comparingInt(
                        event -> KINDS.indexOf(body(event).name())))
                .toList();
    }

    private static LoggedEvent.Message body(LoggedEvent event) {
        return (LoggedEvent.Message) event.body();
    }

    // ------------------------------------------------------------------------------------------- chain

    private void mine() throws InterruptedException {
        if (block != null) {
            pay();
        }
        if (!relayed) {
            relay();
        }
        Transaction tx = payment();
        mineBlock(2, 1, 1);
        Node node = node(0);
        int height = node.queries()
                .read(q -> q.confirmation(tx.txid()))
                .orElseThrow()
                .height();
        Block mined =
                node.queries().read(q -> q.hashAt(height).flatMap(q::body)).orElseThrow();
        block = mined;
        context.hide("payment", "messages");
        station("lab.station.mined", "lab.where.chain", mined.hash().toDisplay(), "3, 4, 6");
        showChain(height);
        context.see(
                "mined",
                "by",
                node(2).name(),
                "height",
                height,
                "block",
                mined.hash().toDisplay(),
                "position",
                mined.transactions().indexOf(tx));
    }

    private void showChain(int height) throws InterruptedException {
        List<Panel.Card> cards = new ArrayList<>();
        int from = Math.max(0, height - 1);
        List<Block> blocks = Sandbox.blocksFrom(node(0), from);
        for (int i = 0; i < Math.min(CONFIRMATIONS + 1, blocks.size()); i++) {
            Block each = blocks.get(i);
            cards.add(new Panel.Card(
                    0,
                    from + i,
                    each.hash().toDisplay(),
                    each.header().prevBlock().toDisplay(),
                    each.transactions().size() - 1,
                    from + i == height ? "holds" : "",
                    List.of()));
        }
        context.show("chain", new Panel.Chain(cards));
    }

    private Block block() throws InterruptedException {
        if (block == null) {
            mine();
        }
        Block known = block;
        if (known == null) {
            throw new IllegalStateException("there is no block");
        }
        return known;
    }

    private void prove() throws InterruptedException {
        Block mined = block();
        Transaction tx = payment();
        List<Hash256> leaves =
                mined.transactions().stream().map(each -> each.txid().hash()).toList();
        MerkleProof proof = MerkleProof.of(leaves, mined.transactions().indexOf(tx));
        boolean proven = proof.proves(tx, mined.header());
        context.show(
                "proof",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.branchCount", proof.branch().size()),
                        Panel.Value.of(
                                "lab.rootInHeader", mined.header().merkleRoot().toDisplay()),
                        Panel.Value.lit(
                                "lab.rootFromBranch",
                                proof.root(tx.txid().hash()).toDisplay()))));
        station(
                "lab.station.proven",
                "lab.where.phone",
                "\"80 + " + proof.branch().size() + " × 32\"",
                "7, 8");
        context.see("proven", "hashes", proof.branch().size(), "root", proven ? "same" : "another");
    }

    private void confirm() throws InterruptedException {
        Block mined = block();
        Transaction tx = payment();
        Node node = node(1);
        int height = node.queries()
                .read(q -> q.confirmation(tx.txid()))
                .orElseThrow()
                .height();
        int missing = CONFIRMATIONS - (node.snapshot().tip().height() - height + 1);
        for (int i = 1; i <= missing; i++) {
            mineBlock(i % NODES, i, missing);
        }
        int confirmations = node.snapshot().tip().height() - height + 1;
        ExperimentKey receiver = bob;
        Amount balance = node.queries()
                .read(q -> q.coin(new OutPoint(tx.txid(), 0)))
                .map(coin -> coin.output())
                .filter(output -> receiver != null && output.scriptPubKey().equals(receiver.scriptPubKey()))
                .map(TxOut::value)
                .orElse(Amount.ZERO);
        context.hide("payment", "messages", "proof");
        showChain(height);
        station("lab.station.confirmed", "lab.where.chain", "\"" + confirmations + "\"", "11");
        context.show(
                "bob",
                new Panel.BigNumber(
                        CoinText.text(balance),
                        "lab.coinsOfBob",
                        List.of(Panel.Value.of("lab.confirmations", confirmations))));
        context.see(
                "confirmed",
                "confirmations",
                confirmations,
                "block",
                mined.hash().toDisplay());
        context.see("balance", "who", "Bob", "coins", CoinText.text(balance));
    }

    private void leftOut() {
        context.hide("way", "payment", "messages", "proof", "chain", "bob");
        List<List<String>> rows = LEFT_OUT.stream()
                .map(row -> List.of(row.get(0), "\"" + row.get(1) + "\""))
                .toList();
        context.show("leftout", new Panel.Table(List.of("lab.hereIs", "lab.bitcoinHas"), rows, -1));
        context.see("leftout", "rows", rows.size());
    }
}
