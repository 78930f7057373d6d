package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Retarget;
import org.wonsi.lab.paper.WorkTrials;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.lab.Panel;

/**
 * The part of lesson 4 on retargeting: a window of blocks with chosen time stamps, and the target that follows from them.
 */
final class RetargetWindow {
    private static final int WINDOW_WITHOUT_RETARGET = 12;
    private static final int CARDS = 6;

    private final ExperimentContext context;
    private final Mining mining;

    RetargetWindow(ExperimentContext context, Mining mining) {
        this.context = context;
        this.mining = mining;
    }

    void mine(Arguments arguments) throws InterruptedException {
        arguments.allow("seconds");
        int seconds = arguments.number("seconds", 2, 1, 10);
        Node node = context.sandbox(Mining.NODES).nodes().get(0);
        ChainParams params = node.params();
        int window = params.noRetargeting() ? WINDOW_WITHOUT_RETARGET : params.retargetInterval();
        int first = rewind(node, window);
        int last = first - first % window + window - 1;
        for (int height = first; height <= last; height++) {
            context.waitFor("mining " + (height - first + 1) + " " + (last - first + 1));
            HeaderNode tip = node.snapshot().tip();
            long time = Math.max(tip.header().time() + seconds, tip.medianTimePast() + 1);
            List<BlockHash> mined = Sandbox.answer(
                    node.miner().generateAt(List.of(time), node.faucetWallet().scriptPubKey()));
            context.await(
                    "the block is stored", () -> node.snapshot().tip().hash().equals(mined.get(0)));
        }
        context.waitFor("");
        HeaderNode tip = node.snapshot().tip();
        CompactTarget before = new CompactTarget(tip.header().bits());
        CompactTarget after = HeaderRules.requiredBits(tip, params);
        long taken = tip.header().time() - tip.ancestor(first).header().time();
        long intended = (long) window * params.targetSpacing();
        showRetarget(tip, before, after, taken, intended);
        context.see(
                "window",
                "blocks",
                last - first + 1,
                "taken",
                taken,
                "intended",
                intended,
                "before",
                before.toDisplay(),
                "after",
                after.toDisplay(),
                "harder",
                times(before, after));
        if (params.noRetargeting()) {
            context.see("noretarget", "network", params.network().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Takes the blocks of the tip's window off the lab's chains, which are copies; the height of the window's first block. */
    private int rewind(Node node, int window) throws InterruptedException {
        int height = node.snapshot().tip().height();
        int first = Math.max(1, height - height % window);
        if (first <= height) {
            BlockHash gone = node.queries().read(q -> q.hashAt(first)).orElseThrow();
            for (Node each : context.sandbox(Mining.NODES).nodes()) {
                Sandbox.answer(each.judge(gone, NodeService.Judgement.INVALID));
            }
            context.await(
                    "the lab's nodes stand below the window",
                    () -> node.snapshot().tip().height() < first);
        }
        return first;
    }

    private static String times(CompactTarget before, CompactTarget after) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                after.work().hashes().doubleValue() / before.work().hashes().doubleValue());
    }

    private void showRetarget(HeaderNode tip, CompactTarget before, CompactTarget after, long taken, long intended) {
        mining.clearBut("chain", "bits", "windows");
        List<Panel.Card> cards = new ArrayList<>();
        for (int height = Math.max(0, tip.height() - CARDS + 1); height <= tip.height(); height++) {
            HeaderNode node = tip.ancestor(height);
            cards.add(new Panel.Card(
                    0,
                    height,
                    node.hash().toDisplay(),
                    node.header().prevBlock().toDisplay(),
                    0,
                    "new",
                    List.of()));
        }
        context.show("chain", new Panel.Chain(cards));
        context.show(
                "bits",
                new Panel.BigNumber(
                        times(before, after) + " ×",
                        "lab.harder",
                        List.of(
                                Panel.Value.of("lab.bitsBefore", before.toDisplay()),
                                Panel.Value.lit("lab.bitsAfter", after.toDisplay()),
                                Panel.Value.of("lab.windowTaken", taken),
                                Panel.Value.of("lab.windowIntended", intended))));
        ChainParams params = context.seminarNodes().get(0).params();
        int window = params.noRetargeting() ? WINDOW_WITHOUT_RETARGET : params.retargetInterval();
        List<List<String>> rows = new ArrayList<>();
        // What the rule would have made of the same window at other paces; a target of 2^20 tries, far from the
        // easiest.
        CompactTarget sample = CompactTarget.encode(WorkTrials.target(20));
        for (double pace : List.of(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)) {
            long took = Math.round(intended * pace);
            CompactTarget next = Retarget.next(sample, took, intended, WorkTrials.target(8));
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.1f", (double) took / window),
                    String.valueOf(took),
                    times(sample, next) + " ×"));
        }
        context.show(
                "windows",
                new Panel.Table(List.of("lab.secondsPerBlock", "lab.windowTaken", "lab.triesThen"), rows, -1));
    }
}
