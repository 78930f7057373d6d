package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.NextTick;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.core.protocol.peer.ProtocolConfig;

/**
 * The component that keeps other nodes' addresses: it learns them, passes them on, and dials until enough connections stand.
 *
 * <p>What a peer tells is looked at no faster than a real network has news, so that nobody can flood the book; what the
 * book keeps is {@link AddressTable}'s business.
 */
final class AddressBook {
    /** How many addresses of one peer are looked at in the long run; Bitcoin Core's {@code MAX_ADDR_RATE_PER_SECOND}. */
    static final double ADDRESSES_PER_SECOND = 0.1;

    private static final double MAXIMUM_ALLOWANCE = MessageLimits.ADDRESSES;

    /**
     * A list up to this long is passed on; a longer one answers getaddr, and passing that on would flood the network with
     * old news.
     */
    private static final int RELAYED_AT_MOST = 10;

    /**
     * Peers that news is passed on to: over many hops it reaches all, while sending it to all peers would multiply each
     * address.
     */
    private static final int RELAY_TARGETS = 2;

    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration SAVE_INTERVAL = Duration.ofMinutes(1);

    /** Dials on their way: nobody answers at most addresses that an attacker makes up, and each takes seconds to find out. */
    private static final int PARALLEL_DIALS = 8;

    /** By then a dial has come to something, or the network code that performs it has forgotten it. */
    private static final Duration DIALLING = Duration.ofSeconds(30);

    private final ProtocolConfig config;
    private final PeerList peers;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final AddressTable table = new AddressTable();
    private final Map<PeerId, Exchange> exchanges = new HashMap<>();
    private final Map<NetworkAddress, Instant> dialling = new HashMap<>();
    private final Set<PeerId> surplus = new HashSet<>();
    private Instant lastSaved = Instant.MIN;
    private boolean changed;

    /** The exchange of addresses on one connection. */
    private static final class Exchange {
        private boolean enabled;
        private boolean answered;
        private double allowance = 1;
        private Instant refilled;
        private long processed;
        private long rateLimited;

        Exchange(Instant now) {
            this.refilled = now;
        }

        /** Whether one more address may be looked at. */
        boolean take(Instant now) {
            if (allowance < MAXIMUM_ALLOWANCE) {
                double seconds = Duration.between(refilled, now).toMillis() / 1_000.0;
                allowance = Math.min(MAXIMUM_ALLOWANCE, allowance + seconds * ADDRESSES_PER_SECOND);
            }
            refilled = now;
            if (allowance < 1) {
                rateLimited++;
                return false;
            }
            allowance--;
            processed++;
            return true;
        }
    }

    AddressBook(ProtocolConfig config, PeerList peers, Outbox outbox, RandomGenerator random) {
        this.config = config;
        this.peers = peers;
        this.outbox = outbox;
        this.random = random;
    }

    /** Takes in what an earlier run knew. */
    void restore(List<KnownAddress> kept, Instant now) {
        kept.forEach(address -> table.restore(address, now));
    }

    /** Takes addresses of the operator or a discovery in, as far as there is room. */
    void learn(List<PeerAddress> told, Instant now) {
        told.forEach(address -> learn(address, ByteString.EMPTY, now));
    }

    private boolean learn(PeerAddress address, ByteString source, Instant now) {
        boolean isNew = !address.address().equals(config.listening()) && table.learn(address, source, now);
        changed |= isNew;
        return isNew;
    }

    /** Of dials at the same time more may come about than were needed; the rest is closed again. */
    void onConnected(Peer peer) {
        boolean ownDial = !peer.isInbound() && dialling.remove(peer.address()) != null;
        if (ownDial && peers.outbound() > config.outboundTarget()) {
            surplus.add(peer.id());
            outbox.close(peer, "enough outbound connections");
        }
    }

    void onReady(Peer peer, Instant now) {
        Exchange exchange = new Exchange(now);
        exchanges.put(peer.id(), exchange);
        if (peer.isInbound()) {
            return;
        }
        // Only a peer that this node chose is asked: one that came by itself may have come to fill the book.
        exchange.enabled = true;
        long services = peer.version().map(VersionMessage::services).orElse(0L);
        PeerAddress own = new PeerAddress(now.getEpochSecond(), services, peer.address());
        learn(own, peer.address().group(), now);
        table.succeeded(peer.address(), services, now);
        changed = true;
        if (config.listening().isRoutable()) {
            outbox.send(
                    peer,
                    new Message.Addr(List.of(
                            new PeerAddress(now.getEpochSecond(), VersionMessage.NODE_NETWORK, config.listening()))));
        }
        outbox.send(peer, new Message.GetAddr());
        // The answer may be a full message, which at the rate of news would take hours.
        exchange.allowance += MessageLimits.ADDRESSES;
    }

    /** Answered once for each inbound connection: asking again and again would copy the book. False if it was ignored. */
    boolean onGetAddr(Peer peer, Instant now) {
        Exchange exchange = exchanges.get(peer.id());
        if (exchange == null || !peer.isInbound()) {
            return false;
        }
        exchange.enabled = true;
        if (exchange.answered) {
            return false;
        }
        exchange.answered = true;
        List<PeerAddress> known = table.worthSharing(MessageLimits.ADDRESSES, now);
        if (!known.isEmpty()) {
            outbox.send(peer, new Message.Addr(known));
        }
        return true;
    }

    /** Keeps what was told; a short list of fresh addresses is passed on to two others, so that news travels. */
    void onAddr(Peer peer, List<PeerAddress> told, Instant now) {
        Exchange exchange = exchanges.get(peer.id());
        if (exchange == null) {
            return;
        }
        exchange.enabled = true;
        if (peer.isInbound()
                && told.size() == 1
                && told.get(0).address().ip().equals(peer.address().ip())) {
            // Its own: no second connection is needed to there.
            peer.listensAt(told.get(0).address());
        }
        List<PeerAddress> news = new ArrayList<>();
        for (PeerAddress address : told) {
            boolean isNew = exchange.take(now) && learn(address, peer.address().group(), now);
            if (isNew && Math.abs(now.getEpochSecond() - address.time()) < FRESH.getSeconds()) {
                news.add(address);
            }
        }
        if (!news.isEmpty() && told.size() <= RELAYED_AT_MOST) {
            passOn(peer, news);
        }
    }

    private void passOn(Peer from, List<PeerAddress> news) {
        List<Peer> others = new ArrayList<>(peers.ready());
        others.remove(from);
        for (int i = 0; i < RELAY_TARGETS && !others.isEmpty(); i++) {
            outbox.send(others.remove(random.nextInt(others.size())), new Message.Addr(news));
        }
    }

    void onDialFailed(NetworkAddress address, Instant now) {
        dialling.remove(address);
        table.failed(address, now);
        changed = true;
    }

    /** Dials one more node if there are too few connections, and keeps the book for the next start. */
    void onTick(Instant now) {
        dialling.values().removeIf(since -> since.plus(DIALLING).isBefore(now));
        if (peers.outbound() < config.outboundTarget() && dialling.size() < PARALLEL_DIALS) {
            dialOne(now);
        }
        if (changed && !lastSaved.isAfter(now.minus(SAVE_INTERVAL))) {
            changed = false;
            lastSaved = now;
            outbox.save(table.all());
        }
    }

    void planTick(NextTick next) {
        if (!dialling.isEmpty() || peers.outbound() < config.outboundTarget()) {
            next.always();
        }
        if (changed) {
            next.at(lastSaved.plus(SAVE_INTERVAL));
        }
    }

    /**
     * Of a group of public addresses only one is dialled at a time: whatever somebody with a whole group tells, the other
     * slots stay free for others. Addresses of a room or a machine are all of one group.
     */
    private void dialOne(Instant now) {
        Set<ByteString> groups = new HashSet<>();
        peers.all().stream()
                .filter(peer -> !peer.isInbound())
                .forEach(peer -> groups.add(peer.address().group()));
        dialling.keySet().forEach(address -> groups.add(address.group()));
        table.choose(
                        address -> dialling.containsKey(address)
                                || peers.isConnectedTo(address)
                                || (address.isPublic() && groups.contains(address.group())),
                        random,
                        now)
                .ifPresent(address -> {
                    dialling.put(address, now);
                    outbox.dial(address);
                });
    }

    /** All known addresses. */
    List<KnownAddress> addresses() {
        return table.all();
    }

    /** What was exchanged with a peer. */
    PeerSummary.Addresses exchangedWith(Peer peer) {
        Exchange exchange = exchanges.get(peer.id());
        return exchange == null
                ? PeerSummary.Addresses.NONE
                : new PeerSummary.Addresses(exchange.enabled, exchange.processed, exchange.rateLimited);
    }

    void onClosed(Peer peer, Instant now) {
        boolean neverReady = exchanges.remove(peer.id()) == null;
        boolean wasSurplus = surplus.remove(peer.id());
        if (neverReady && !wasSurplus && !peer.isInbound()) {
            table.failed(peer.address(), now);
        }
    }
}
