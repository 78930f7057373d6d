package org.wonsi.node.lab.experiment;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Subsidy;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.paper.SupplySchedule;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.CoinText;
import org.wonsi.node.lab.actor.Forgery;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.RoomTabs;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 6: what a block pays, who decides about fees, how the subsidy halves, and what a thief with more
 * work than all others gains by stealing instead of mining.
 */
public final class Incentive implements Experiment {
    static final String SEOUL = "Seoul";
    private static final String BUSAN = "Busan";
    private static final int NODES = 3;
    private static final Amount COIN = Amount.ofCoins(1);
    static final Amount FEE = new Amount(1_000);

    /** Satoshis a byte of the small payments; {@link #LARGE_RATE} is that of one with many outputs. */
    private static final List<Integer> RATES = List.of(8, 40, 3, 18, 12, 5, 25);

    private static final int LARGE_RATE = 14;
    private static final int LARGE_OUTPUTS = 12;

    /** What a template keeps for header and coinbase. */
    private static final int RESERVED_BYTES = 1_000;

    private static final int ROOM = 800;
    private static final int ERAS_SHOWN = 5;

    /** More blocks than these aren't mined for a halving where each is work, and stamps lie ahead of the clock. */
    private static final int NEAR_WITH_WORK = 10;

    private static final int NEAR_WITHOUT_WORK = 150;

    private final ExperimentContext context;
    private @Nullable LabNetwork network;

    /** An experiment that reports to this context. */
    public Incentive(ExperimentContext context) {
        this.context = context;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command("reward", "mines a block with payments, and shows what it pays its miner", List.of()),
                new Command(
                        "cheat",
                        "sends a node a block that pays its miner one satoshi too much",
                        List.of("to=NODE (Busan)")),
                new Command(
                        "auction",
                        "mines a small block from waiting payments of different fees",
                        List.of("room=BYTES for payments (800)")),
                new Command("phones", "sends all phones of the room a block with one coin too many", List.of()),
                new Command("halving", "the subsidy before and after the next halving", List.of()),
                new Command("greed", "a majority takes a payment back, and counts what that has brought", List.of()));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "reward" -> {
                arguments.allow();
                reward();
            }
            case "cheat" -> calculateTheft(arguments);
            case "auction" -> auction(arguments);
            case "phones" -> {
                arguments.allow();
                phones();
            }
            case "halving" -> {
                arguments.allow();
                halving();
            }
            case "greed" -> {
                arguments.allow();
                new MajorityTheft(context, fresh()).commit();
            }
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    private LabNetwork fresh() throws InterruptedException {
        network = null;
        context.hide(
                "chain",
                "paid",
                "reward",
                "claim",
                "verdict",
                "waiting",
                "room",
                "eras",
                "supply",
                "ledger",
                "fall",
                "minority",
                "phones");
        LabNetwork opened = new LabNetwork(context, context.newSandbox(NODES));
        network = opened;
        return opened;
    }

    // ------------------------------------------------------------------------------------------- reward

    /** Makes payments that wait at every node: one for each rate, each from a coin of its own. */
    private List<Transaction> payments(LabNetwork lab, List<Integer> rates, boolean withLarge)
            throws InterruptedException {
        context.waitFor("payments");
        Node seoul = lab.node(SEOUL);
        SingleKeyPayer people = SingleKeyPayer.generate(context.random());
        int coins = rates.size() + (withLarge ? 1 : 0);
        Amount all = new Amount(COIN.satoshis() * coins);
        Transaction funding = lab.pay(seoul, people.script(), all.plus(new Amount(10 * FEE.satoshis())));
        Transaction split = people.spend(
                people.received(funding).outPoint(), Collections.nCopies(coins, new TxOut(COIN, people.script())));
        accepted(LabNetwork.submit(seoul, split));
        lab.mine(seoul);
        Script shop = SingleKeyPayer.generate(context.random()).script();
        List<Transaction> made = new ArrayList<>();
        for (int i = 0; i < coins; i++) {
            boolean large = i == rates.size();
            OutPoint coin = new OutPoint(split.txid(), i);
            Transaction tx = priced(people, coin, shop, large ? LARGE_OUTPUTS : 1, large ? LARGE_RATE : rates.get(i));
            accepted(LabNetwork.submit(seoul, tx));
            made.add(tx);
        }
        Transaction last = made.get(made.size() - 1);
        lab.awaitWaiting(last.txid(), SEOUL, BUSAN);
        context.waitFor("");
        return made;
    }

    /** Pays a coin in so many parts, at a fee rate. */
    private static Transaction priced(SingleKeyPayer from, OutPoint coin, Script to, int outputs, int rate) {
        int size = from.spend(coin, parts(COIN, to, outputs)).size();
        return from.spend(coin, parts(COIN.minus(new Amount((long) rate * size)), to, outputs));
    }

    private static List<TxOut> parts(Amount amount, Script to, int outputs) {
        return Collections.nCopies(outputs, new TxOut(new Amount(amount.satoshis() / outputs), to));
    }

    /** Asks that a node has taken a payment. */
    static void accepted(Optional<String> reason) {
        reason.ifPresent(why -> {
            throw new IllegalStateException("the lab's payment was refused: " + why);
        });
    }

    private void reward() throws InterruptedException {
        LabNetwork lab = fresh();
        payments(lab, List.of(10, 20, 30), false);
        List<MempoolEntry> waiting = byRate(lab.node(SEOUL));
        context.waitFor("mining 1 1");
        Block block = lab.mine(lab.node(SEOUL));
        int height = LabNetwork.tip(lab.node(SEOUL)).height();
        ChainParams params = lab.node(SEOUL).params();
        Amount total = block.transactions().get(0).outputs().get(0).value();
        Amount subsidy = Subsidy.at(height, params.halvingInterval());
        Amount fees = total.minus(subsidy);
        showTip(lab, height, block);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("lab.coinbase", CoinText.text(total), "lab.spendsNone"));
        waiting.forEach(entry -> rows.add(List.of(
                entry.txid().toDisplay(),
                CoinText.text(entry.tx().outputs().get(0).value()),
                CoinText.text(entry.fee()))));
        context.show("paid", new Panel.Table(List.of("lab.payment", "lab.paidAmount", "lab.fees"), rows, 0));
        context.show(
                "reward",
                new Panel.BigNumber(
                        CoinText.text(total),
                        "unit.coins",
                        List.of(
                                Panel.Value.of("lab.subsidy", CoinText.text(subsidy)),
                                Panel.Value.of("lab.fees", CoinText.text(fees)))));
        context.see(
                "reward",
                "height",
                height,
                "subsidy",
                CoinText.text(subsidy),
                "fees",
                CoinText.text(fees),
                "total",
                CoinText.text(total));
    }

    private static List<MempoolEntry> byRate(Node node) {
        List<MempoolEntry> waiting = new ArrayList<>(node.snapshot().mempool());
        waiting.sort(Comparator.comparing(MempoolEntry::feeRate).reversed());
        return waiting;
    }

    private void showTip(LabNetwork lab, int height, Block block) {
        List<Panel.Card> cards = new ArrayList<>();
        lab.node(SEOUL)
                .queries()
                .read(q -> q.body(block.header().prevBlock()))
                .ifPresent(parent -> cards.add(lab.card(0, height - 1, parent, "")));
        cards.add(lab.card(0, height, block, "new"));
        context.show("chain", new Panel.Chain(cards));
    }

    /** The room's own node cheats, with its real tip and real work. Only its bytes go out: its own chain never has the block. */
    private void phones() throws InterruptedException {
        new RoomTabs(context).send(node -> {
            context.waitFor("mining 1 1");
            Block block = Forgery.oneCoinTooMany(node);
            context.waitFor("");
            return block;
        });
    }

    private void calculateTheft(Arguments arguments) throws InterruptedException {
        arguments.allow("to");
        LabNetwork open = network;
        LabNetwork lab = open == null ? fresh() : open;
        Node to = lab.node(arguments.text("to").orElse(BUSAN));
        BlockTemplate template = template(lab.node(SEOUL), RESERVED_BYTES + ROOM);
        Amount due = template.coinbase().outputs().get(0).value();
        Amount claimed = due.plus(new Amount(1));
        Attacker attacker = new Attacker(context, lab.sandbox());
        context.waitFor("mining 1 1");
        Block block = attacker.mined(withReward(template, claimed));
        String reason = attacker.send(to, block).orElse("");
        context.waitFor("");
        context.hide("chain", "paid", "reward");
        context.show(
                "claim",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.due", CoinText.text(due)),
                        Panel.Value.lit("lab.claimed", CoinText.text(claimed)))));
        context.show("verdict", new Panel.Verdict(to.name(), "lab.claims", reason.isEmpty(), reason));
        context.see("claimed", "due", CoinText.text(due), "claimed", CoinText.text(claimed));
        context.see("refused", "by", to.name(), "reason", reason);
    }

    /** A block with the template's payments whose coinbase pays something else. */
    private static Block withReward(BlockTemplate template, Amount reward) {
        Block block = template.block(0);
        Transaction honest = template.coinbase();
        Transaction coinbase = new Transaction(
                honest.version(),
                honest.inputs(),
                List.of(new TxOut(reward, honest.outputs().get(0).scriptPubKey())),
                honest.lockTime());
        List<Transaction> transactions = new ArrayList<>(block.transactions());
        transactions.set(0, coinbase);
        BlockHeader header = block.header();
        return new Block(
                new BlockHeader(
                        header.version(),
                        header.prevBlock(),
                        MerkleTree.of(transactions.stream()
                                        .map(tx -> tx.txid().hash())
                                        .toList())
                                .root(),
                        header.time(),
                        header.bits(),
                        0),
                transactions);
    }

    /** What a node would mine now, in a block of at most so many bytes. */
    private static BlockTemplate template(Node node, int maxBytes) throws InterruptedException {
        long time = LabNetwork.tip(node).header().time() + node.params().targetSpacing();
        return Sandbox.answer(node.readChain((chain, mempool) -> BlockTemplate.create(
                chain, mempool, node.faucetWallet().scriptPubKey(), "/" + node.name() + "/", 0, time, maxBytes)));
    }

    // ------------------------------------------------------------------------------------------- auction

    private void auction(Arguments arguments) throws InterruptedException {
        arguments.allow("room");
        int room = arguments.number("room", ROOM, 200, 5_000);
        LabNetwork lab = fresh();
        List<Transaction> made = payments(lab, RATES, true);
        Node seoul = lab.node(SEOUL);
        List<MempoolEntry> waiting = byRate(seoul);
        BlockTemplate template = template(seoul, RESERVED_BYTES + room);
        context.waitFor("mining 1 1");
        Block block = new Attacker(context, lab.sandbox()).mined(template.block(0));
        Sandbox.answer(seoul.submitBlock(block));
        lab.awaitTip(block.hash(), lab.nodes());
        context.waitFor("");
        List<List<String>> rows = new ArrayList<>();
        for (MempoolEntry entry : waiting) {
            boolean in = block.transactions().contains(entry.tx());
            rows.add(List.of(
                    String.valueOf(entry.size()),
                    String.valueOf(entry.fee().satoshis()),
                    entry.feeRate()
                            .satoshisPerByte()
                            .setScale(0, RoundingMode.HALF_UP)
                            .toPlainString(),
                    in ? "lab.yes" : "lab.no"));
        }
        showTip(lab, LabNetwork.tip(seoul).height(), block);
        context.show(
                "waiting",
                new Panel.Table(List.of("lab.bytes", "lab.feeSatoshis", "lab.feeRate", "lab.inTheBlock"), rows, -1));
        int taken = block.transactions().size() - 1;
        long byFee = feesBySize(waiting, room);
        context.show(
                "room",
                new Panel.BigNumber(
                        String.valueOf(room),
                        "unit.bytes",
                        List.of(
                                Panel.Value.of("lab.taken", taken),
                                Panel.Value.of("lab.leftWaiting", made.size() - taken),
                                Panel.Value.lit(
                                        "lab.feesEarned", template.fees().satoshis()),
                                Panel.Value.of("lab.feesByFee", byFee))));
        context.see(
                "auction",
                "room",
                room,
                "waiting",
                made.size(),
                "taken",
                taken,
                "fees",
                template.fees().satoshis(),
                "byfee",
                byFee);
    }

    /** What a miner would earn who takes the largest fees first, whatever their size. */
    private static long feesBySize(List<MempoolEntry> waiting, int room) {
        List<MempoolEntry> byFee = new ArrayList<>(waiting);
        byFee.sort(Comparator.comparing(MempoolEntry::fee).reversed());
        long fees = 0;
        int used = 0;
        for (MempoolEntry entry : byFee) {
            if (used + entry.size() <= room) {
                used += entry.size();
                fees += entry.fee().satoshis();
            }
        }
        return fees;
    }

    // ------------------------------------------------------------------------------------------- halving

    private void halving() throws InterruptedException {
        LabNetwork lab = fresh();
        Node seoul = lab.node(SEOUL);
        ChainParams params = seoul.params();
        int interval = params.halvingInterval();
        int tip = LabNetwork.tip(seoul).height();
        int height = (tip / interval + 1) * interval;
        int left = height - tip;
        boolean mined = left <= (params.noRetargeting() ? NEAR_WITHOUT_WORK : NEAR_WITH_WORK);
        Amount before = Subsidy.at(height - 1, interval);
        Amount after = Subsidy.at(height, interval);
        if (mined) {
            Block last = mineTo(lab, height);
            before = minted(seoul, height - 1);
            after = last.transactions().get(0).outputs().get(0).value();
            showTip(lab, height, last);
        }
        List<List<String>> rows = new ArrayList<>();
        for (int era = 0; era < ERAS_SHOWN; era++) {
            int from = era * interval;
            rows.add(List.of(
                    "#" + from,
                    CoinText.text(Subsidy.at(from, interval)),
                    CoinText.text(SupplySchedule.at(from + interval - 1, interval))));
        }
        context.show(
                "eras",
                new Panel.Table(List.of("lab.fromBlock", "lab.subsidy", "lab.coinsByEnd"), rows, height / interval));
        Amount total = SupplySchedule.total(interval);
        context.show(
                "supply",
                new Panel.BigNumber(
                        String.format(Locale.ROOT, "%,.0f", total.satoshis() / (double) Amount.SATOSHIS_PER_COIN),
                        "unit.coins",
                        List.of(Panel.Value.of("lab.halvingEvery", interval), Panel.Value.of("lab.blocksLeft", left))));
        context.see(
                "subsidy",
                "height",
                height,
                "before",
                CoinText.text(before),
                "after",
                CoinText.text(after),
                "mined",
                mined);
        context.see("supply", "total", CoinText.text(total));
    }

    private Block mineTo(LabNetwork lab, int height) throws InterruptedException {
        Node seoul = lab.node(SEOUL);
        Script payTo = seoul.faucetWallet().scriptPubKey();
        int blocks = height - LabNetwork.tip(seoul).height();
        for (int i = 1; i <= blocks; i++) {
            context.waitFor("mining " + i + " " + blocks);
            if (seoul.params().noRetargeting()) {
                Sandbox.answer(seoul.miner().generate(1, payTo));
            } else {
                lab.sandbox().mine(seoul, payTo);
            }
        }
        context.waitFor("");
        lab.awaitTip(LabNetwork.tip(seoul).hash(), lab.nodes());
        return seoul.queries().read(q -> q.body(LabNetwork.tip(seoul).hash())).orElseThrow();
    }

    private static Amount minted(Node node, int height) {
        return node.queries()
                .read(q -> q.hashAt(height).flatMap(q::body))
                .orElseThrow()
                .transactions()
                .get(0)
                .outputs()
                .get(0)
                .value();
    }
}
