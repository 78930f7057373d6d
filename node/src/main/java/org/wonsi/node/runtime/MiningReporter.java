package org.wonsi.node.runtime;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.wonsi.core.block.BlockHash;
import org.wonsi.node.service.MiningStatus;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.event.EventLog;
import org.wonsi.node.service.event.LoggedEvent;

/**
 * The reporter of the nodes' search for a block to the page, up to four times a second.
 *
 * <p>Silent while nobody listens and where nothing changed. With many nodes each speaks less often, so that their numbers
 * don't crowd out of the log what happened.
 */
final class MiningReporter implements AutoCloseable {
    private static final int MILLIS = 250;
    /** More nodes than this take turns. */
    private static final int AT_ONCE = 8;

    private final EventLog events;
    private final Supplier<List<NodeService>> nodes;
    private final Map<String, LoggedEvent.Mining> last = new HashMap<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "mining pulse");
        thread.setDaemon(true);
        return thread;
    });
    private int reports;

    MiningReporter(EventLog events, Supplier<List<NodeService>> nodes) {
        this.events = events;
        this.nodes = nodes;
    }

    void start() {
        // Ends with the timer; nobody waits for it.
        ScheduledFuture<?> unused = timer.scheduleAtFixedRate(this::report, MILLIS, MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Publishes what changed since the node's last turn. */
    void report() {
        if (events.subscribers() == 0) {
            return;
        }
        List<NodeService> all = nodes.get();
        int turns = (all.size() + AT_ONCE - 1) / AT_ONCE;
        reports++;
        for (int i = 0; i < all.size(); i++) {
            if ((i + reports) % turns == 0) {
                publish(all.get(i));
            }
        }
    }

    private void publish(NodeService node) {
        MiningStatus status = node.miner().status();
        LoggedEvent.Mining now = new LoggedEvent.Mining(
                status.hashRate(), status.tries(), status.bestHash().map(BlockHash::toDisplay));
        if (!now.equals(last.put(node.name(), now))) {
            events.publish(node.name(), now);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
