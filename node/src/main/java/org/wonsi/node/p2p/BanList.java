package org.wonsi.node.p2p;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wonsi.core.protocol.message.NetworkAddress;

/** The bans that hold, each kept for the next start as soon as it is made or lifted; any thread may use it. */
final class BanList {
    /** Bans for misbehaviour come from outside; the oldest give way. */
    private static final int LIMIT = 10_000;

    private final Map<Subnet, Ban> bans = new LinkedHashMap<>();
    private final Consumer<List<Ban>> save;

    BanList(Consumer<List<Ban>> save) {
        this.save = save;
    }

    /** Takes in those of an earlier run that still hold. */
    synchronized void restore(List<Ban> kept, Instant now) {
        kept.stream().filter(ban -> ban.until().isAfter(now)).forEach(ban -> bans.put(ban.subnet(), ban));
    }

    synchronized void ban(Subnet subnet, Instant now, Instant until) {
        bans.put(subnet, new Ban(subnet, now, until));
        if (bans.size() > LIMIT) {
            bans.remove(bans.keySet().iterator().next());
        }
        save.accept(entries(now));
    }

    /** False if exactly this network wasn't banned. */
    synchronized boolean lift(Subnet subnet, Instant now) {
        boolean was = bans.remove(subnet) != null;
        if (was) {
            save.accept(entries(now));
        }
        return was;
    }

    synchronized void clear() {
        bans.clear();
        save.accept(List.of());
    }

    synchronized boolean isBanned(NetworkAddress address, Instant now) {
        return bans.values().stream()
                .anyMatch(ban -> ban.until().isAfter(now) && ban.subnet().contains(address));
    }

    /** Those that hold, in the order of their text; the others are forgotten. */
    synchronized List<Ban> entries(Instant now) {
        bans.values().removeIf(ban -> !ban.until().isAfter(now));
        return bans.values().stream()
                .sorted(Comparator.comparing(ban -> ban.subnet().toString()))
                .toList();
    }
}
