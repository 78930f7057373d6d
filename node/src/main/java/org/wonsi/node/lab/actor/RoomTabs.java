package org.wonsi.node.lab.actor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.PeerStatus;
import org.wonsi.node.service.lab.Panel;

/**
 * The tabs in the room, which an experiment sends a forged block through the node that each is connected to.
 *
 * <p>That node's own chain never sees the block; it only passes the bytes on, as a node would whose owner cheats. What becomes of
 * it is each tab's own finding: it closes the connection and says why, and comes back a moment later.
 */
public final class RoomTabs {
    /** What a tab says when it closes because of a block: this, and the rule's code. */
    private static final String REFUSED = "invalid block: ";

    private static final Set<String> CODES =
            Arrays.stream(RejectReason.values()).map(RejectReason::code).collect(Collectors.toUnmodifiableSet());

    private static final long PATIENCE_SECONDS = 15;

    /** So long may those that refused take to come back; whoever is sent the next block should be all who were there. */
    private static final long BACK_SECONDS = 2;

    private static final long LOOK_AGAIN_MILLIS = 20;

    private final ExperimentContext context;

    public RoomTabs(ExperimentContext context) {
        this.context = context;
    }

    /**
     * What came of it.
     *
     * @param sent tabs that were sent the block
     * @param reasons rule codes, and how many tabs named each
     */
    private record Outcome(int sent, Map<String, Integer> reasons) {
        Outcome {
            reasons = new TreeMap<>(reasons);
        }

        /** Tabs that refused it. */
        int refused() {
            return reasons.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** A way of making a block that a node's tabs are to be sent. */
    public interface BlockSource {
        /** The block, made of this node's chain. */
        Block make(Node node) throws InterruptedException;
    }

    /** Makes a block and sends it to all tabs of the room's nodes, waits for what they say, and shows it. Without tabs there is nothing to make. */
    public void send(BlockSource source) throws InterruptedException {
        Optional<Node> first = context.seminarNodes().stream()
                .filter(node -> !tabs(node).isEmpty())
                .findFirst();
        show(first.isEmpty() ? new Outcome(0, Map.of()) : send(source.make(first.get())));
    }

    private Outcome send(Block block) throws InterruptedException {
        Map<Node, List<Long>> sentBy = new LinkedHashMap<>();
        byte[] bytes = block.encode().toByteArray();
        for (Node node : context.seminarNodes()) {
            for (PeerStatus tab : tabs(node)) {
                if (node.peers().sendRaw(tab.id(), MessageType.BLOCK.command(), bytes)) {
                    sentBy.computeIfAbsent(node, n -> new ArrayList<>()).add(tab.id());
                }
            }
        }
        Outcome outcome = await(sentBy);
        awaitBack(sentBy.values().stream().mapToInt(List::size).sum());
        return outcome;
    }

    private void awaitBack(int wanted) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(BACK_SECONDS);
        while (System.nanoTime() < deadline
                && context.seminarNodes().stream()
                                .mapToInt(node -> tabs(node).size())
                                .sum()
                        < wanted) {
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private static List<PeerStatus> tabs(Node node) {
        return node.peers().list().stream()
                .filter(peer -> peer.kind() == PeerKind.TAB && peer.name().isPresent())
                .toList();
    }

    /** Until all have said something, or for a while: a phone may have fallen asleep. */
    private static Outcome await(Map<Node, List<Long>> sentBy) throws InterruptedException {
        int sent = sentBy.values().stream().mapToInt(List::size).sum();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            List<String> said = new ArrayList<>();
            sentBy.forEach(
                    (node, ids) -> ids.forEach(id -> node.peers().farewell(id).ifPresent(said::add)));
            if (said.size() == sent || System.nanoTime() > deadline) {
                Map<String, Integer> reasons = new TreeMap<>();
                said.stream()
                        .flatMap(words -> reason(words).stream())
                        .forEach(reason -> reasons.merge(reason, 1, Integer::sum));
                return new Outcome(sent, reasons);
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    /** The rule's code; empty if it left for something else. What it says is shown to the room, so only words of the rules count. */
    private static Optional<String> reason(String said) {
        return Optional.of(said)
                .filter(words -> words.startsWith(REFUSED))
                .map(words -> words.substring(REFUSED.length()).strip())
                .filter(CODES::contains);
    }

    private void show(Outcome outcome) {
        List<Panel.Value> rows = new ArrayList<>();
        rows.add(Panel.Value.of("lab.phonesSent", outcome.sent()));
        outcome.reasons().forEach((reason, count) -> rows.add(Panel.Value.lit("\"" + reason + "\"", count)));
        rows.add(Panel.Value.of("lab.phonesSilent", outcome.sent() - outcome.refused()));
        context.show("phones", new Panel.BigNumber(String.valueOf(outcome.refused()), "unit.phones", rows));
        context.see(
                "phones",
                "sent",
                outcome.sent(),
                "refused",
                outcome.refused(),
                "reason",
                String.join("+", outcome.reasons().keySet()));
    }
}
