package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;

/**
 * Knows where other nodes listen, passes that on, and dials until enough connections stand.
 *
 * <p>One operator with many addresses can't surround the node (an eclipse attack): the book is limited as a whole, for each
 * group of addresses (two bytes of IPv4) and for what each group has told; an address that nobody answers at makes room
 * for a new one; a group is dialled once at a time; and every other dial goes to an address that has answered before. Bitcoin Core's {@code addrman} has the same limits in the form of buckets. Source: Heilman and others,
 * "Eclipse Attacks on Bitcoin's Peer-to-Peer Network" (2015).
 */
final class AddressBook {
    static final int LIMIT = 2_000;
    static final int LIMIT_PER_GROUP = 256;
    static final int LIMIT_PER_SOURCE = 500;

    /** Dials in vain after which an address gives its place to a new one; one that has answered before keeps it longer. */
    private static final int HOPELESS = 4;

    private static final int HOPELESS_ONCE_MET = 50;

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
    private final Map<ByteString, Integer> sources = new HashMap<>();
    private final Set<Entry> hopeless = new LinkedHashSet<>();
    private Instant lastSaved = Instant.MIN;
    private boolean changed;

    private static final class Entry {
        private PeerAddress address;
        private final ByteString source;
        private int failures;
        private boolean hasAnswered;
        private Instant nextTry = Instant.MIN;

        Entry(PeerAddress address, ByteString source) {
            this.address = address;
            this.source = source;
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

    /** Takes in what this node kept or its operator knows, as far as there is room. */
    void learn(List<KnownAddress> own) {
        learn(own.stream().map(KnownAddress::address).toList(), ByteString.EMPTY);
        for (KnownAddress known : own) {
            Entry entry = entries.get(known.address().address());
            if (entry != null) {
                entry.hasAnswered |= known.hasAnswered();
            }
        }
    }

    /** Takes in what somebody of a group of addresses told; returns those that were new. */
    private List<PeerAddress> learn(List<PeerAddress> told, ByteString source) {
        List<PeerAddress> news = new ArrayList<>();
        for (PeerAddress address : told) {
            Entry known = entries.get(address.address());
            if (known != null) {
                if (address.time() > known.address.time()) {
                    known.address = address;
                }
            } else if (address.address().isRoutable()
                    && !address.address().equals(config.listening())
                    && makeRoom(address.address().group(), source)) {
                entries.put(address.address(), new Entry(address, source));
                groups.merge(address.address().group(), 1, Integer::sum);
                sources.merge(source, 1, Integer::sum);
                news.add(address);
                changed = true;
            }
        }
        return news;
    }

    /** Whether there is room for an address, or an entry that nobody answers at could be given up for it. */
    private boolean makeRoom(ByteString group, ByteString source) {
        boolean groupFull = groups.getOrDefault(group, 0) >= LIMIT_PER_GROUP;
        boolean sourceFull = !source.isEmpty() && sources.getOrDefault(source, 0) >= LIMIT_PER_SOURCE;
        if (!groupFull && !sourceFull && entries.size() < LIMIT) {
            return true;
        }
        Optional<Entry> useless = hopeless.stream()
                .filter(e -> !groupFull || e.address.address().group().equals(group))
                .filter(e -> !sourceFull || e.source.equals(source))
                .findFirst();
        useless.ifPresent(this::forget);
        return useless.isPresent();
    }

    private void forget(Entry entry) {
        entries.remove(entry.address.address());
        hopeless.remove(entry);
        groups.merge(entry.address.address().group(), -1, Integer::sum);
        sources.merge(entry.source, -1, Integer::sum);
    }

    void onReady(Peer peer, Instant now) {
        Exchange exchange = new Exchange(now);
        exchanges.put(peer.id(), exchange);
        if (peer.isInbound()) {
            return;
        }
        exchange.enabled = true;
        PeerAddress own = new PeerAddress(now.getEpochSecond(), VersionMessage.NODE_NETWORK, peer.address());
        learn(List.of(own), ByteString.EMPTY);
        Entry entry = entries.get(peer.address());
        if (entry != null) {
            entry.failures = 0;
            hopeless.remove(entry);
            entry.hasAnswered = true;
            changed = true;
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

    /**
     * Keeps what was told, as far as the peer may tell so much; a short list of fresh addresses is passed on to two others,
     * so that news travels.
     */
    void onAddr(Peer peer, List<PeerAddress> told, Instant now) {
        Exchange exchange = exchanges.get(peer.id());
        if (exchange == null) {
            return;
        }
        exchange.enabled = true;
        List<PeerAddress> looked = told.stream().filter(a -> exchange.take(now)).toList();
        List<PeerAddress> news = learn(looked, peer.address().group()).stream()
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
            if (entry.failures >= (entry.hasAnswered ? HOPELESS_ONCE_MET : HOPELESS)) {
                hopeless.add(entry);
            }
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
            outbox.save(entries.values().stream()
                    .map(e -> new KnownAddress(e.address, e.hasAnswered))
                    .toList());
        }
    }

    /**
     * Whom to dial next. Of a group of public addresses only one is dialled at a time: whatever somebody with a whole group
     * tells, the other slots stay free for others. Addresses of a room or a machine are all of one group.
     */
    private Optional<Entry> candidate(Instant now) {
        Set<ByteString> dialledGroups = new HashSet<>();
        Set<NetworkAddress> connected = new HashSet<>();
        for (Peer peer : peers.all()) {
            connected.add(peer.address());
            if (!peer.isInbound() && peer.address().isPublic()) {
                dialledGroups.add(peer.address().group());
            }
        }
        List<Entry> due = entries.values().stream()
                .filter(e -> !e.nextTry.isAfter(now) && !connected.contains(e.address.address()))
                .filter(e -> !dialledGroups.contains(e.address.address().group()))
                .toList();
        List<Entry> answered = due.stream().filter(e -> e.hasAnswered).toList();
        List<Entry> choice = answered.isEmpty() || random.nextBoolean() ? due : answered;
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
