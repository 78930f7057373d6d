package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolChange;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.Periodic;
import org.wonsi.core.protocol.relay.TxRelay;
import org.wonsi.core.protocol.sync.BlockDownload;
import org.wonsi.core.protocol.sync.BlockRepair;
import org.wonsi.core.protocol.sync.HeaderSync;
import org.wonsi.core.protocol.sync.InitialBlockDownload;

/**
 * What a node does because time has passed: it drops who is silent, asks again, and lets old transactions go.
 *
 * <pre>
 *   tick:  nothing happened since, and nothing is due yet?  ->  nothing        nearly all ticks of most nodes
 *          else every part looks, and says when it has to look again
 * </pre>
 *
 * <p>A simulation of 500 nodes is mostly ticks.
 */
final class Timers {
    private final Mempool mempool;
    private final PeerList peers;
    private final InitialBlockDownload firstDownload;
    private final Handshake handshake;
    private final KeepAlive keepAlive;
    private final HeaderSync headerSync;
    private final BlockDownload download;
    private final BlockRepair repair;
    private final TxRelay transactions;
    private final AddressBook addresses;
    private final Periodic expiry = new Periodic(Duration.ofMinutes(1));
    private final Periodic rebroadcast = new Periodic(Duration.ofMinutes(10));

    /** Until then no part has anything to do at a tick; the earliest time as soon as anything else happens. */
    private Instant idleUntil = Instant.MIN;

    /** The same, what is done at intervals included. */
    private Instant quietUntil = Instant.MIN;

    Timers(
            Mempool mempool,
            PeerList peers,
            InitialBlockDownload firstDownload,
            Handshake handshake,
            KeepAlive keepAlive,
            HeaderSync headerSync,
            BlockDownload download,
            BlockRepair repair,
            TxRelay transactions,
            AddressBook addresses) {
        this.mempool = mempool;
        this.peers = peers;
        this.firstDownload = firstDownload;
        this.handshake = handshake;
        this.keepAlive = keepAlive;
        this.headerSync = headerSync;
        this.download = download;
        this.repair = repair;
        this.transactions = transactions;
        this.addresses = addresses;
    }

    /** Something happens that may give a part something to do at the next tick. */
    void wake() {
        idleUntil = Instant.MIN;
        quietUntil = Instant.MIN;
    }

    /** What is done at intervals is due so much sooner. */
    void forward(Duration by) {
        expiry.forward(by);
        rebroadcast.forward(by);
    }

    void onTick(Instant now) {
        boolean away = keepAlive.wasAway(now);
        if (now.isBefore(quietUntil) && !away) {
            keepAlive.ticked(now);
            return;
        }
        if (!now.isBefore(idleUntil) || away) {
            tickAll(now);
        }
        keepAlive.ticked(now);
        if (expiry.isDue(now)) {
            MempoolChange expired = mempool.expire(now.getEpochSecond());
            if (!expired.removed().isEmpty()) {
                wake();
            }
            transactions.changed(expired, now);
        }
        if (rebroadcast.isDue(now)) {
            transactions.rebroadcast();
        }
        NextTick next = new NextTick();
        next.at(idleUntil);
        next.at(expiry.next());
        next.at(rebroadcast.next());
        quietUntil = next.time();
    }

    private void tickAll(Instant now) {
        wake();
        firstDownload.onTick(now);
        headerSync.forgetSome(now);
        for (Peer peer : peers.all()) {
            handshake.onTick(peer, now);
            keepAlive.onTick(peer, now);
            headerSync.onTick(peer, now);
        }
        download.onTick(now);
        repair.onTick(now);
        download.request(now);
        transactions.onTick(now);
        addresses.onTick(now);
        idleUntil = nextTick();
    }

    /** When any part has something to do at a tick, if nothing else happens before. */
    private Instant nextTick() {
        NextTick next = new NextTick();
        firstDownload.planTick(next);
        headerSync.planTick(next);
        for (Peer peer : peers.all()) {
            handshake.planTick(peer, next);
            keepAlive.planTick(peer, next);
            headerSync.planTick(peer, next);
        }
        download.planTick(next);
        repair.planTick(next);
        transactions.planTick(next);
        addresses.planTick(next);
        return next.time();
    }
}
