package org.wonsi.core.protocol.sync;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.relay.TxRelay;

/** The part that passes on a move of the tip to those whom it concerns: watchers, the mempool, the peers. */
public final class ChainUpdates {
    private final Mempool mempool;
    private final TxRelay relay;
    private final Announcer announcer;
    private final InitialBlockDownload firstDownload;
    private final Predicate<Instant> isBehind;
    private final Outbox outbox;

    public ChainUpdates(
            Mempool mempool,
            TxRelay relay,
            Announcer announcer,
            InitialBlockDownload firstDownload,
            Predicate<Instant> isBehind,
            Outbox outbox) {
        this.mempool = mempool;
        this.relay = relay;
        this.announcer = announcer;
        this.firstDownload = firstDownload;
        this.isBehind = isBehind;
        this.outbox = outbox;
    }

    public void apply(List<TipChange> changes, Instant now) {
        if (changes.isEmpty()) {
            return;
        }
        for (TipChange change : changes) {
            HeaderNode node = change.node();
            outbox.report(
                    change.kind() == TipChange.Kind.CONNECTED
                            ? new NodeEvent.BlockConnected(change.block(), node.hash(), node.height())
                            : new NodeEvent.BlockDisconnected(change.block(), node.hash(), node.height()));
        }
        reportReorganisation(changes);
        relay.onNewTip();
        relay.changed(mempool.onTipChange(changes, now.getEpochSecond()), now);
        firstDownload.onTipChange(isBehind.test(now), now);
        announcer.announceTip();
    }

    private void reportReorganisation(List<TipChange> changes) {
        TipChange first = changes.get(0);
        if (first.kind() == TipChange.Kind.CONNECTED) {
            return;
        }
        int disconnected = (int) changes.stream()
                .filter(change -> change.kind() == TipChange.Kind.DISCONNECTED)
                .count();
        TipChange last = changes.get(changes.size() - 1);
        BlockHash to = last.kind() == TipChange.Kind.CONNECTED
                ? last.node().hash()
                : last.node().header().prevBlock();
        int forkHeight = changes.stream()
                        .filter(change -> change.kind() == TipChange.Kind.DISCONNECTED)
                        .mapToInt(change -> change.node().height())
                        .min()
                        .orElseThrow()
                - 1;
        outbox.report(
                new NodeEvent.Reorg(first.node().hash(), to, forkHeight, disconnected, changes.size() - disconnected));
    }
}
