package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.lab.attack.SelfishStrategy;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.actor.SecretBranch;
import org.wonsi.node.lab.actor.SingleKeyPayer;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.Panel;

/**
 * One run of a selfish miner against real nodes: it mines on a branch of its own, shows blocks to the nodes over connections of its
 * own, and they judge.
 *
 * <p>Its tie is lost unless it finds the next block itself: a block of a node has reached the other before the attacker shows its own.
 */
final class SelfishRun {
    private static final int NODES = 2;

    private final ExperimentContext context;
    private final LabNetwork network;
    private final Attacker attacker;
    private final SingleKeyPayer key;
    private final SelfishStrategy strategy = new SelfishStrategy();
    /** Blocks that the attacker has found since the branches parted, published or not. */
    private final List<Block> branch = new ArrayList<>();
    /** All blocks that were found in this run, with their heights. */
    private final List<Found> all = new ArrayList<>();

    private HeaderNode fork;
    private final int start;

    /** A block that was found, by the selfish miner or by a node. */
    private record Found(Block block, int height, boolean own) {}

    SelfishRun(ExperimentContext context) throws InterruptedException {
        this.context = context;
        this.network = new LabNetwork(context, context.newSandbox(NODES));
        this.attacker = new Attacker(context, network.sandbox());
        this.key = SingleKeyPayer.generate(context.random());
        this.fork = LabNetwork.tip(network.nodes().get(0));
        this.start = fork.height();
    }

    /** Plays it: a letter for each block that is found, a by the attacker, h by the others. */
    void play(String finds) throws InterruptedException {
        int honest = 0;
        for (int i = 0; i < finds.length(); i++) {
            context.waitFor("mining " + (i + 1) + " " + finds.length());
            if (finds.charAt(i) == 'a') {
                findOwn();
            } else {
                findHonest(network.nodes().get(honest++ % NODES));
            }
        }
        context.waitFor("");
        end();
    }

    private void findOwn() throws InterruptedException {
        Node like = network.nodes().get(0);
        Block block = SecretBranch.next(context, attacker, fork, branch, key.script(), like);
        branch.add(block);
        all.add(new Found(block, fork.height() + branch.size(), true));
        boolean tie = strategy.isTie();
        int publish = strategy.foundOwn();
        context.see("found", "by", "attacker", "withheld", strategy.withheld() + publish);
        if (publish > 0) {
            publish(publish, tie ? "tie-won" : "ahead");
            settle();
        }
        show();
    }

    private void findHonest(Node finder) throws InterruptedException {
        Block block = network.mine(finder);
        all.add(new Found(block, LabNetwork.tip(finder).height(), false));
        context.see("found", "by", "honest", "withheld", strategy.withheld());
        int publish = strategy.foundByOthers();
        if (publish > 0) {
            publish(publish, strategy.isTie() ? "tie" : strategy.isIdle() ? "overtaken" : "one");
        }
        if (strategy.isIdle()) {
            settle();
        }
        show();
    }

    /** All stand on one chain, from which the next branches part. */
    private void settle() {
        fork = LabNetwork.tip(network.nodes().get(0));
        branch.clear();
    }

    /** Shows the nodes the branch up to so many more blocks. */
    private void publish(int blocks, String why) throws InterruptedException {
        int shown = strategy.isIdle() ? branch.size() : branch.size() - strategy.withheld();
        List<Block> told = List.copyOf(branch.subList(0, shown));
        long since = network.now();
        Node first = network.nodes().get(0);
        boolean longer = shown + fork.height() > LabNetwork.tip(first).height();
        for (Node node : network.nodes()) {
            for (Block block : told.subList(shown - blocks, shown)) {
                attacker.send(node, block).ifPresent(reason -> {
                    throw new IllegalStateException(node.name() + " refuses the attacker's block: " + reason);
                });
            }
        }
        context.see("published", "blocks", blocks, "why", why);
        if (longer) {
            network.awaitTip(told.get(shown - 1).hash(), network.nodes());
        }
        for (Node node : network.nodes()) {
            network.events(node, since)
                    .flatMap(event -> event.body() instanceof LoggedEvent.Reorg reorg
                            ? Optional.of(reorg).stream()
                            : Optional.<LoggedEvent.Reorg>empty().stream())
                    .forEach(reorg -> context.see(
                            "reorg",
                            "node",
                            node.name(),
                            "disconnected",
                            reorg.disconnected(),
                            "connected",
                            reorg.connected()));
        }
    }

    /** What is withheld comes out, if it is worth anything; then the chain tells who earned how much. */
    private void end() throws InterruptedException {
        if (strategy.withheld() > 0) {
            int blocks = strategy.publishAll();
            publish(blocks, "end");
            settle();
        }
        show();
        Set<BlockHash> stayed = stayed();
        long own = count(stayed, true);
        long honest = count(stayed, false);
        context.see("stayed", "attacker", own, "honest", honest);
        context.see(
                "share",
                "blocks",
                all.size(),
                "found",
                share(all.stream().filter(Found::own).count(), all.size()),
                "stayed",
                share(own, own + honest));
    }

    private Set<BlockHash> stayed() {
        Set<BlockHash> stayed = new HashSet<>();
        Sandbox.blocksFrom(network.nodes().get(0), start + 1).forEach(block -> stayed.add(block.hash()));
        return stayed;
    }

    private long count(Set<BlockHash> stayed, boolean own) {
        return all.stream()
                .filter(found -> found.own == own && stayed.contains(found.block.hash()))
                .count();
    }

    private static String share(long part, long all) {
        return all == 0 ? "0.00" : String.format(Locale.ROOT, "%.2f", (double) part / all);
    }

    private void show() throws InterruptedException {
        Set<BlockHash> active = stayed();
        List<Panel.Card> cards = new ArrayList<>();
        Sandbox.blockAt(network.nodes().get(0), start).ifPresent(block -> cards.add(network.card(0, start, block, "")));
        for (Found found : all) {
            boolean onChain = active.contains(found.block.hash());
            boolean secret = !onChain && isWithheld(found.block.hash());
            boolean rival = !onChain
                    && !secret
                    && branch.stream().anyMatch(block -> block.hash().equals(found.block.hash()));
            String mark = onChain ? (found.own ? "attackers" : "") : secret ? "secret" : rival ? "rival" : "abandoned";
            cards.add(network.card(onChain ? 0 : 1, found.height, found.block, mark));
        }
        context.show("chain", new Panel.Chain(cards));
        long own = count(active, true);
        long honest = count(active, false);
        long ownFound = all.stream().filter(Found::own).count();
        context.show(
                "income",
                new Panel.Table(
                        List.of("lab.finder", "lab.foundBlocks", "lab.stayedBlocks", "lab.shareFound", "lab.shareStay"),
                        List.of(
                                List.of(
                                        "lab.selfishMiner",
                                        String.valueOf(ownFound),
                                        String.valueOf(own),
                                        share(ownFound, all.size()),
                                        share(own, own + honest)),
                                List.of(
                                        "lab.honestNodes",
                                        String.valueOf(all.size() - ownFound),
                                        String.valueOf(honest),
                                        share(all.size() - ownFound, all.size()),
                                        share(honest, own + honest))),
                        0));
    }

    private boolean isWithheld(BlockHash hash) {
        int published = branch.size() - strategy.withheld();
        return branch.subList(published, branch.size()).stream()
                .anyMatch(block -> block.hash().equals(hash));
    }
}
