package org.wonsi.core.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;

/**
 * A table of other nodes' addresses: told ones and tried ones, with limits that a flood can't get around.
 *
 * <pre>
 *                at most 2,000 in all, 256 of one group (two bytes of IPv4)
 *   told         of these, at most 500 from peers of one group
 *   tried        was connected once; only its own group's limit counts
 * </pre>
 *
 * <p>An attacker who fills the book with addresses of his own surrounds the node when it next restarts (an eclipse attack), so
 * room is given to groups and not to addresses, and a new address takes only the place of one that has proved bad. Source:
 * Bitcoin Core's {@code addrman}, whose buckets do the same by hashing; Heilman and others, "Eclipse Attacks on Bitcoin's
 * Peer-to-Peer Network" (2015).
 */
final class AddressTable {
    static final int LIMIT = 2_000;
    static final int LIMIT_PER_GROUP = 256;
    static final int LIMIT_PER_SOURCE = 500;

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LAST_RETRY = Duration.ofMinutes(5);

    /** Times that say more than a clock may differ are taken for this old; as in Bitcoin Core. */
    private static final Duration DOUBTFUL_AGE = Duration.ofDays(5);

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private final Map<NetworkAddress, Entry> entries = new LinkedHashMap<>();
    private final Map<ByteString, Integer> groups = new HashMap<>();
    private final Map<ByteString, Integer> sources = new HashMap<>();

    /** An address of the table, who told of it, and how dialling it went. */
    private static final class Entry {
        private PeerAddress address;
        private final ByteString source;
        private long lastTried;
        private long lastSuccess;
        private int failures;
        private Instant nextTry = Instant.MIN;

        Entry(PeerAddress address, ByteString source) {
            this.address = address;
            this.source = source;
        }

        ByteString group() {
            return address.address().group();
        }

        boolean isTried() {
            return lastSuccess > 0;
        }

        /** Not worth its place: {@code AddrInfo::IsTerrible} of Bitcoin Core. */
        boolean isTerrible(Instant now) {
            long seconds = now.getEpochSecond();
            if (lastTried > 0 && lastTried >= seconds - 60) {
                return false;
            }
            boolean forgotten = seconds - address.time() > Duration.ofDays(30).getSeconds();
            boolean neverAnswers = lastSuccess == 0 && failures >= 3;
            boolean nolonger = seconds - lastSuccess > Duration.ofDays(7).getSeconds() && failures >= 10;
            return forgotten || neverAnswers || nolonger;
        }
    }

    /** Takes an address in that a peer of a group told of; whether it was new and there was room. */
    boolean learn(PeerAddress told, ByteString source, Instant now) {
        PeerAddress address = believable(told, now);
        Entry known = entries.get(address.address());
        if (known != null) {
            if (address.time() > known.address.time()) {
                known.address = address;
            }
            return false;
        }
        if (!address.address().isRoutable() || !makeRoom(address.address().group(), source, now)) {
            return false;
        }
        put(new Entry(address, source));
        return true;
    }

    private static PeerAddress believable(PeerAddress told, Instant now) {
        boolean doubtful = told.time() > now.plus(CLOCKS_DIFFER).getEpochSecond();
        long time = doubtful ? now.minus(DOUBTFUL_AGE).getEpochSecond() : told.time();
        return new PeerAddress(time, told.services(), told.address());
    }

    /** Whether there is room, if need be where an address was that has proved bad. */
    private boolean makeRoom(ByteString group, ByteString source, Instant now) {
        boolean groupFull = groups.getOrDefault(group, 0) >= LIMIT_PER_GROUP;
        // What this node kept or its operator knows has no source that could lie.
        boolean sourceFull = !source.isEmpty() && sources.getOrDefault(source, 0) >= LIMIT_PER_SOURCE;
        if (!groupFull && !sourceFull && entries.size() < LIMIT) {
            return true;
        }
        Optional<Entry> worst = entries.values().stream()
                .filter(e -> !groupFull || e.group().equals(group))
                .filter(e -> !sourceFull || (!e.isTried() && e.source.equals(source)))
                .filter(e -> e.isTerrible(now))
                .findFirst();
        worst.ifPresent(this::remove);
        return worst.isPresent();
    }

    private void put(Entry entry) {
        entries.put(entry.address.address(), entry);
        groups.merge(entry.group(), 1, Integer::sum);
        if (!entry.isTried()) {
            sources.merge(entry.source, 1, Integer::sum);
        }
    }

    private void remove(Entry entry) {
        entries.remove(entry.address.address());
        decrement(groups, entry.group());
        if (!entry.isTried()) {
            decrement(sources, entry.source);
        }
    }

    private static void decrement(Map<ByteString, Integer> counts, ByteString key) {
        counts.computeIfPresent(key, (k, n) -> n <= 1 ? null : n - 1);
    }

    /** Takes in what an earlier run knew; a source of its own. */
    void restore(KnownAddress kept, Instant now) {
        NetworkAddress address = kept.address().address();
        if (!entries.containsKey(address) && address.isRoutable() && makeRoom(address.group(), ByteString.EMPTY, now)) {
            Entry entry = new Entry(kept.address(), kept.lastSuccess() > 0 ? address.group() : ByteString.EMPTY);
            entry.lastTried = kept.lastTried();
            entry.lastSuccess = kept.lastSuccess();
            entry.failures = kept.failures();
            put(entry);
        }
    }

    /** A connection shook hands: from now on it counts as tried. */
    void succeeded(NetworkAddress address, long services, Instant now) {
        Entry entry = entries.get(address);
        if (entry != null) {
            if (!entry.isTried()) {
                decrement(sources, entry.source);
            }
            entry.lastSuccess = now.getEpochSecond();
            entry.failures = 0;
            entry.address = new PeerAddress(now.getEpochSecond(), services, address);
        }
    }

    /** A connection didn't come about, or ended before it shook hands. */
    void failed(NetworkAddress address, Instant now) {
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

    /** Chooses an address to dial: a tried and a told one with the same chance, however many there are of each. */
    Optional<NetworkAddress> choose(Predicate<NetworkAddress> unwanted, RandomGenerator random, Instant now) {
        List<Entry> due = entries.values().stream()
                .filter(e -> !e.nextTry.isAfter(now) && !unwanted.test(e.address.address()))
                .toList();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        boolean fromTried = random.nextBoolean();
        List<Entry> half = due.stream().filter(e -> e.isTried() == fromTried).toList();
        List<Entry> list = half.isEmpty() ? due : half;
        Entry chosen = list.get(random.nextInt(list.size()));
        chosen.lastTried = now.getEpochSecond();
        chosen.nextTry = now.plus(backoff(chosen.failures + 1));
        return Optional.of(chosen.address.address());
    }

    /** Those worth telling others of. */
    List<PeerAddress> worthSharing(int limit, Instant now) {
        return entries.values().stream()
                .filter(e -> !e.isTerrible(now))
                .limit(limit)
                .map(e -> e.address)
                .toList();
    }

    List<KnownAddress> all() {
        List<KnownAddress> all = new ArrayList<>(entries.size());
        entries.values().forEach(e -> all.add(new KnownAddress(e.address, e.lastTried, e.lastSuccess, e.failures)));
        return all;
    }
}
