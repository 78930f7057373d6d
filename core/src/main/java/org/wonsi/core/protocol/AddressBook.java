package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;

/**
 * Knows where other nodes listen, passes that on, and dials until enough connections stand.
 *
 * <p>A flood of addresses from one source can't push out the others: the book is limited for each group of addresses
 * (two bytes of IPv4) and as a whole, and a new dial prefers a group no connection goes to yet, so that one operator with
 * many addresses can't surround the node (an eclipse attack). Bitcoin Core's {@code addrman} has more buckets and moves
 * tried addresses apart from told ones.
 */
final class AddressBook {
    static final int LIMIT = 2_000;
    static final int LIMIT_PER_GROUP = 256;

    /** How many addresses of one peer are looked at in the long run; Bitcoin Core's {@code MAX_ADDR_RATE_PER_SECOND}. */
    static final double ADDRESSES_PER_SECOND = 0.1;

    private static final double MAXIMUM_ALLOWANCE = MessageLimits.ADDRESSES;
    private static final int RELAYED_AT_MOST = 10;
    private static final int RELAY_TARGETS = 2;
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);
    private static final Duration SAVE_INTERVAL = Duration.ofMinutes(1);

    private final ProtocolConfig config;
    private final Peers peers;
    private final Outbox outbox;
    private final RandomGenerator random;
    private final Map<NetworkAddress, Entry> entries = new LinkedHashMap<>();
    private final Map<ByteString, Integer> groups = new HashMap<>();
    private final Map<PeerId, Exchange> exchanges = new HashMap<>();
    private Instant lastSaved = Instant.MIN;
    private boolean changed;

    private static final class Entry {
        private PeerAddress address;
        private int failures;
        private Instant nextTry = Instant.MIN;

        Entry(PeerAddress address) {
            this.address = address;
        }
    }

    /** What was said about addresses on one connection. */
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

    AddressBook(ProtocolConfig config, Peers peers, Outbox outbox, RandomGenerator random) {
        this.config = config;
        this.peers = peers;
        this.outbox = outbox;
        this.random = random;
    }

    /** Takes addresses in, as far as there is room; returns those that were new. */
    List<PeerAddress> learn(List<PeerAddress> told) {
        List<PeerAddress> news = new ArrayList<>();
        for (PeerAddress address : told) {
            Entry known = entries.get(address.address());
            if (known != null) {
                if (address.time() > known.address.time()) {
                    known.address = address;
                }
            } else if (hasRoomFor(address.address())) {
                entries.put(address.address(), new Entry(address));
                groups.merge(address.address().group(), 1, Integer::sum);
                news.add(address);
                changed = true;
            }
        }
        return news;
    }

    private boolean hasRoomFor(NetworkAddress address) {
        return address.isRoutable()
                && !address.equals(config.listening())
                && entries.size() < LIMIT
                && groups.getOrDefault(address.group(), 0) < LIMIT_PER_GROUP;
    }

    void onReady(Peer peer, Instant now) {
        Exchange exchange = new Exchange(now);
        exchanges.put(peer.id(), exchange);
        if (peer.isInbound()) {
            return;
        }
        exchange.enabled = true;
        PeerAddress own = new PeerAddress(now.getEpochSecond(), VersionMessage.NODE_NETWORK, peer.address());
        learn(List.of(own));
        Entry entry = entries.get(peer.address());
        if (entry != null) {
            entry.failures = 0;
            entry.address = own;
        }
        if (config.listening().isRoutable()) {
            outbox.send(
                    peer,
                    new Message.Addr(List.of(
                            new PeerAddress(now.getEpochSecond(), VersionMessage.NODE_NETWORK, config.listening()))));
        }
        outbox.send(peer, new Message.GetAddr());
        exchange.allowance += MessageLimits.ADDRESSES;
    }

    /** Answered once for each inbound connection: asking again and again would copy the book, and who asked whom. */
    void onGetAddr(Peer peer) {
        Exchange exchange = exchanges.get(peer.id());
        if (exchange == null || !peer.isInbound()) {
            return;
        }
        exchange.enabled = true;
        if (exchange.answered) {
            return;
        }
        exchange.answered = true;
        List<PeerAddress> known = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.failures == 0 && known.size() < MessageLimits.ADDRESSES) {
                known.add(entry.address);
            }
        }
        if (!known.isEmpty()) {
            outbox.send(peer, new Message.Addr(known));
        }
    }

    /** Keeps what was told; a short list of fresh addresses is passed on to two others, so that news travels. */
    void onAddr(Peer peer, List<PeerAddress> told, Instant now) {
        Exchange exchange = exchanges.get(peer.id());
        if (exchange == null) {
            return;
        }
        exchange.enabled = true;
        List<PeerAddress> looked = told.stream().filter(a -> exchange.take(now)).toList();
        List<PeerAddress> news = learn(looked).stream()
                .filter(a -> Math.abs(now.getEpochSecond() - a.time()) < FRESH.toSeconds())
                .toList();
        if (news.isEmpty() || told.size() > RELAYED_AT_MOST) {
            return;
        }
        List<Peer> others = new ArrayList<>(peers.ready());
        others.remove(peer);
        for (int i = 0; i < RELAY_TARGETS && !others.isEmpty(); i++) {
            outbox.send(others.remove(random.nextInt(others.size())), new Message.Addr(news));
        }
    }

    void onDialFailed(NetworkAddress address, Instant now) {
        Entry entry = entries.get(address);
        if (entry != null) {
            entry.failures++;
            entry.nextTry = now.plus(backoff(entry.failures));
        }
    }

    private static Duration backoff(int failures) {
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures, 10));
        return wait.compareTo(LAST_RETRY) < 0 ? wait : LAST_RETRY;
    }

    /** Dials one more node if there are too few connections, and keeps the book for the next start. */
    void onTick(Instant now) {
        if (peers.outbound() < config.outboundTarget()) {
            candidate(now).ifPresent(entry -> {
                // Counts as failed until it stands, so that it isn't dialled twice at the same time.
                entry.nextTry = now.plus(backoff(entry.failures + 1));
                outbox.dial(entry.address.address());
            });
        }
        if (changed && !lastSaved.isAfter(now.minus(SAVE_INTERVAL))) {
            changed = false;
            lastSaved = now;
            outbox.save(addresses());
        }
    }

    private Optional<Entry> candidate(Instant now) {
        Set<ByteString> connected = new HashSet<>();
        peers.all().forEach(peer -> connected.add(peer.address().group()));
        List<Entry> due = entries.values().stream()
                .filter(e -> !e.nextTry.isAfter(now) && !peers.isConnectedTo(e.address.address()))
                .toList();
        List<Entry> elsewhere = due.stream()
                .filter(e -> !connected.contains(e.address.address().group()))
                .toList();
        List<Entry> choice = elsewhere.isEmpty() ? due : elsewhere;
        return choice.isEmpty() ? Optional.empty() : Optional.of(choice.get(random.nextInt(choice.size())));
    }

    /** All known addresses. */
    List<PeerAddress> addresses() {
        return entries.values().stream().map(e -> e.address).toList();
    }

    /** What was exchanged with a peer. */
    PeerSummary.Addresses exchangedWith(Peer peer) {
        Exchange exchange = exchanges.get(peer.id());
        return exchange == null
                ? PeerSummary.Addresses.NONE
                : new PeerSummary.Addresses(exchange.enabled, exchange.processed, exchange.rateLimited);
    }

    void onClosed(Peer peer) {
        exchanges.remove(peer.id());
    }
}
