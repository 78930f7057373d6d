package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.node.lab.actor.HeaderFirstPeer;
import org.wonsi.node.lab.actor.LabNetwork;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.event.LoggedEvent;
import org.wonsi.node.service.lab.Panel;

/** The part of lesson 5 in which a node misses a block, and asks for it when a peer announces the next. */
final class MissedBlock {
    private final ExperimentContext context;
    private final LabNetwork network;

    MissedBlock(ExperimentContext context, LabNetwork network) {
        this.context = context;
        this.network = network;
    }

    /** Cuts Incheon off for two blocks, and lets a messenger bring it the second. */
    void run() throws InterruptedException {
        Node incheon = network.node(Partition.INCHEON);
        network.cut(Partition.JEJU, Partition.INCHEON);
        showLine();
        Block missed = network.mine(network.node(Partition.JEJU), Partition.SEOUL, Partition.BUSAN, Partition.JEJU);
        Block child = network.mine(network.node(Partition.JEJU), Partition.SEOUL, Partition.BUSAN, Partition.JEJU);
        int height = LabNetwork.tip(network.node(Partition.JEJU)).height();
        context.see("missed", "node", Partition.INCHEON, "block", height - 1);
        long since = HeaderFirstPeer.announceChild(incheon, missed, child, context, () -> {
            context.see("told", "node", Partition.INCHEON, "child", height);
            return network.now();
        });
        List<List<String>> rows = messages(incheon, since);
        context.show("messages", new Panel.Table(List.of("lab.from", "lab.to", "lab.message", "lab.about"), rows, -1));
        network.awaitTip(child.hash(), network.nodes());
        context.see("fetched", "node", Partition.INCHEON, "block", height - 1, "tip", height);
        network.heal(Partition.JEJU, Partition.INCHEON);
        showLine();
        List<Panel.Card> cards = new ArrayList<>();
        Block before =
                incheon.queries().read(q -> q.body(missed.header().prevBlock())).orElseThrow();
        cards.add(network.card(0, height - 2, before, ""));
        cards.add(network.card(0, height - 1, missed, "fetched"));
        cards.add(network.card(0, height, child, ""));
        context.show("chain", new Panel.Chain(cards));
    }

    private void showLine() {
        context.show("line", network.line(Partition.LINE, List.of()));
    }

    /** Its answer to what each new peer is asked, which Incheon may have read after it was told of the child. */
    private static boolean isGreeting(LoggedEvent.Message message) {
        return message.name().equals("headers") && message.count() == 0;
    }

    /** What Incheon and the messenger said to each other, from Incheon's own log. */
    private List<List<String>> messages(Node incheon, long since) {
        List<List<String>> rows = new ArrayList<>();
        network.events(incheon, since).forEach(event -> {
            if (event.body() instanceof LoggedEvent.Message message
                    && message.peer().equals(HeaderFirstPeer.NAME)
                    && HeaderFirstPeer.MESSAGE_TYPES.contains(message.name())
                    && !isGreeting(message)) {
                boolean sent = message.direction() == LoggedEvent.Direction.SENT;
                String count = message.name().equals("getheaders") ? "" : "\"" + message.count() + "\"";
                rows.add(List.of(
                        sent ? "node." + Partition.INCHEON : "lab.courier",
                        sent ? "lab.courier" : "node." + Partition.INCHEON,
                        "\"" + message.name() + "\"",
                        count));
                if (sent) {
                    context.see("asked", "by", Partition.INCHEON, "message", message.name(), "count", message.count());
                }
            }
        });
        return rows;
    }
}
