package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.PeerStatus;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.Panel;

/** The operations of experiments on a sandbox: cut and heal links, pay, mine, and wait until the nodes have seen it. */
public final class LabNetwork {
    private final ExperimentContext context;
    private final Sandbox sandbox;

    public LabNetwork(ExperimentContext context, Sandbox sandbox) {
        this.context = context;
        this.sandbox = sandbox;
    }

    /** The network itself. */
    public Sandbox sandbox() {
        return sandbox;
    }

    /** The nodes of the network, in their order. */
    public List<Node> nodes() {
        return sandbox.nodes();
    }

    /** The node of this name. */
    public Node node(String name) {
        return sandbox.node(name);
    }

    /** The number of the newest event; what comes later has a higher one. */
    public long now() {
        return sandbox.nodeGroup().events().lastId();
    }

    /** What happened to a node since then. */
    public Stream<LoggedEvent> events(Node node, long since) {
        return sandbox.nodeGroup().events().after(since).stream()
                .filter(event -> event.node().equals(node.name()));
    }

    // ------------------------------------------------------------------------------------------- links

    /** Cuts the link of two nodes, on both sides. */
    public void cut(String one, String other) throws InterruptedException {
        node(one).peers().cut(other);
        node(other).peers().cut(one);
        context.await("the link is cut", () -> !isLinked(one, other) && !isLinked(other, one));
    }

    /** Heals it. */
    public void heal(String one, String other) throws InterruptedException {
        node(one).peers().heal(other);
        node(other).peers().heal(one);
        context.await("the link is whole", () -> isLinked(one, other) && isLinked(other, one));
    }

    /** Nodes in a line with the links that they have now; {@code told} has when something went along each, or is empty. */
    public Panel.Line line(List<String> names, List<String> told) {
        List<Panel.Link> links = new ArrayList<>();
        for (int i = 1; i < names.size(); i++) {
            links.add(new Panel.Link(!isLinked(names.get(i - 1), names.get(i)), told.isEmpty() ? "" : told.get(i - 1)));
        }
        return new Panel.Line(names, links);
    }

    private boolean isLinked(String one, String other) {
        return node(one).peers().list().stream()
                .map(PeerStatus::name)
                .flatMap(Optional::stream)
                .anyMatch(other::equals);
    }

    // ------------------------------------------------------------------------------------------- payments

    /** Pays from a node's faucet wallet, mining for it first if it has too little. */
    public Transaction pay(Node from, Script to, Amount amount) throws InterruptedException {
        int most = from.params().coinbaseMaturity() + 1;
        for (int mined = 0; ; mined++) {
            FaucetWallet.Payment paid = Sandbox.answer(from.faucetWallet().pay(to, amount));
            if (paid instanceof FaucetWallet.Paid made) {
                return made.transaction();
            }
            if (mined == most || paid instanceof FaucetWallet.Refused) {
                throw new IllegalStateException("the lab can't make its payment: " + paid);
            }
            context.waitFor("mining " + (mined + 1) + " " + most);
            awaitTip(sandbox.mine(from, from.faucetWallet().scriptPubKey()).hash(), nodes());
        }
    }

    /** Gives somebody a coin, confirmed at every node. */
    public SingleKeyPayer.Money fund(SingleKeyPayer to, Amount amount) throws InterruptedException {
        context.waitFor("payments");
        Node payer = nodes().get(0);
        Transaction tx = pay(payer, to.script(), amount);
        mine(payer);
        return to.received(tx);
    }

    /** Gives a node a transaction; why it refused it, or nothing. */
    public static Optional<String> submit(Node to, Transaction tx) throws InterruptedException {
        MempoolResult result = Sandbox.answer(to.submitTransaction(tx));
        return result.outcome() == MempoolResult.Outcome.ACCEPTED
                ? Optional.empty()
                : result.violation().map(Violation::rejectString);
    }

    /** Whether a transaction waits in a node's mempool. */
    public static boolean isWaiting(Node node, Txid txid) {
        return node.snapshot().mempool().stream().anyMatch(entry -> entry.txid().equals(txid));
    }

    /** Waits until a transaction is in the mempool of each of these nodes. */
    public void awaitWaiting(Txid txid, String... names) throws InterruptedException {
        context.await(
                "the payment reaches " + Arrays.toString(names),
                () -> Arrays.stream(names).allMatch(name -> isWaiting(node(name), txid)));
    }

    /** What a coin holds if it is confirmed and unspent, as a node sees it. */
    public static Amount confirmed(Node node, OutPoint coin) throws InterruptedException {
        return Sandbox.answer(node.readChain((chain, mempool) -> chain.coin(coin)))
                .map(unspent -> unspent.output().value())
                .orElse(Amount.ZERO);
    }

    /** A key of the page's words for where a payment stands with a node, and the height if it is in a block. */
    public static String locate(Node node, Txid txid) {
        return isWaiting(node, txid)
                ? "lab.waits"
                : node.queries()
                        .read(q -> q.confirmation(txid))
                        .map(block -> "#" + block.height())
                        .orElse("lab.unknownHere");
    }

    /** What a payment's first output gives its receiver at a node; nothing if there was none. */
    public static Amount received(Node node, @Nullable Transaction tx) throws InterruptedException {
        return tx == null ? Amount.ZERO : confirmed(node, new OutPoint(tx.txid(), 0));
    }

    /** The amount if it is confirmed, else where the payment stands. */
    public static String holds(Node node, @Nullable Transaction tx) throws InterruptedException {
        if (tx == null) {
            return "lab.unknownHere";
        }
        Amount amount = received(node, tx);
        return amount.equals(Amount.ZERO) ? locate(node, tx.txid()) : CoinText.text(amount);
    }

    /** Rows of a table in which each cell that has changed shows what it was. */
    public static List<List<String>> changes(List<List<String>> before, List<List<String>> now) {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            List<String> row = new ArrayList<>();
            for (int j = 0; j < now.get(i).size(); j++) {
                String old = before.get(i).get(j);
                String value = now.get(i).get(j);
                row.add(old.equals(value) ? value : old + " → " + value);
            }
            rows.add(row);
        }
        return rows;
    }

    // ------------------------------------------------------------------------------------------- blocks

    /** Mines a block on a node, for its faucet wallet, and waits until every node that it reaches, or all, have it. */
    public Block mine(Node node, String... reached) throws InterruptedException {
        Block block = sandbox.mine(node, node.faucetWallet().scriptPubKey());
        awaitTip(
                block.hash(),
                reached.length == 0
                        ? nodes()
                        : Arrays.stream(reached).map(this::node).toList());
        return block;
    }

    /** Waits until a block is the tip of each of these nodes. */
    public void awaitTip(BlockHash hash, List<Node> nodes) throws InterruptedException {
        context.await(
                "the lab's nodes agree",
                () -> nodes.stream()
                        .allMatch(node -> node.snapshot().tip().hash().equals(hash)));
    }

    /** The tip of a node's active chain. */
    public static HeaderNode tip(Node node) {
        return node.snapshot().tip();
    }

    /** The nodes that stand on a block. */
    List<String> holders(BlockHash hash) {
        return nodes().stream()
                .filter(node -> tip(node).hash().equals(hash))
                .map(Node::name)
                .toList();
    }

    /** A card of a block for the panel of chains, with the names of the nodes whose tip it is. */
    public Panel.Card card(int row, int height, Block block, String mark) {
        return new Panel.Card(
                row,
                height,
                block.hash().toDisplay(),
                block.header().prevBlock().toDisplay(),
                block.transactions().size() - 1,
                mark,
                holders(block.hash()));
    }
}
