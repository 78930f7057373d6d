package org.wonsi.node.p2p;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.StrangersText;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * The places for tabs: so many in all, and so many from one address, so that a room's phones fit behind one router and ten
 * thousand sockets don't.
 *
 * <p>When all are taken, an address that has fewer than half as many as the one with the most gets a place of that one, the
 * youngest: whoever opens many connections to keep others out loses his own. An IPv6 network of 64 bits counts as one address.
 * Any thread.
 *
 * <p>A tab may say why it goes; what the last ones said is kept.
 */
final class TabPlaces {
    /** In all. */
    static final int IN_ALL = 256;

    /** Of one address; this machine's own may have all. */
    static final int PER_ADDRESS = 128;

    private static final int NETWORK_BYTES = 8;
    private static final int FAREWELLS = 1_000;
    private static final int MOST_SAID = 150;

    private final Map<PeerId, ByteString> taken = new LinkedHashMap<>();
    private final Map<PeerId, String> farewells = new LinkedHashMap<>();
    private final int inAll;
    private final int perAddress;

    TabPlaces(int inAll, int perAddress) {
        this.inAll = inAll;
        this.perAddress = perAddress;
    }

    /**
     * What becomes of a tab that asks for a place.
     *
     * @param taken whether it has one
     * @param leaving who must go for it
     */
    record Outcome(boolean taken, Optional<PeerId> leaving) {}

    /** Whether there would be a place now. */
    synchronized boolean hasRoom(NetworkAddress address) {
        ByteString group = group(address);
        return isWithinShare(address, group)
                && (taken.size() < inAll || victim(group).isPresent());
    }

    /** Takes a place for a tab if there is one. */
    synchronized Outcome take(PeerId id, NetworkAddress address) {
        ByteString group = group(address);
        if (!isWithinShare(address, group)) {
            return new Outcome(false, Optional.empty());
        }
        Optional<PeerId> leaving = taken.size() < inAll ? Optional.empty() : victim(group);
        if (taken.size() >= inAll && leaving.isEmpty()) {
            return new Outcome(false, Optional.empty());
        }
        leaving.ifPresent(taken::remove);
        taken.put(id, group);
        return new Outcome(true, leaving);
    }

    /** It has left, with these words or none. */
    synchronized void free(PeerId id, Optional<String> said) {
        taken.remove(id);
        said.ifPresent(words -> farewells.put(id, StrangersText.plain(words, MOST_SAID)));
        if (farewells.size() > FAREWELLS) {
            farewells.remove(farewells.keySet().iterator().next());
        }
    }

    /** What a tab said when it left; empty if it said nothing, is there, or left long ago. */
    synchronized Optional<String> farewell(PeerId id) {
        return Optional.ofNullable(farewells.get(id));
    }

    private boolean isWithinShare(NetworkAddress address, ByteString group) {
        return address.isLoopback() || count(group) < perAddress;
    }

    private long count(ByteString group) {
        return taken.values().stream().filter(group::equals).count();
    }

    private Optional<PeerId> victim(ByteString newcomer) {
        Map<ByteString, Integer> sizes = new HashMap<>();
        taken.values().forEach(group -> sizes.merge(group, 1, Integer::sum));
        Optional<Map.Entry<ByteString, Integer>> largest =
                sizes.entrySet().stream().max(Comparator.comparingInt(Map.Entry::getValue));
        return largest.filter(most -> 2 * sizes.getOrDefault(newcomer, 0) < most.getValue())
                .flatMap(most -> taken.entrySet().stream()
                        .filter(place -> place.getValue().equals(most.getKey()))
                        .map(Map.Entry::getKey)
                        .reduce((earlier, later) -> later));
    }

    private static ByteString group(NetworkAddress address) {
        ByteString ip = address.rawIp();
        return address.isIpv4() ? ip : ip.slice(0, NETWORK_BYTES);
    }
}
