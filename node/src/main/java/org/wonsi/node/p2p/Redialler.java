package org.wonsi.node.p2p;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.protocol.message.NetworkAddress;

/**
 * The addresses that the operator wants a connection with, dialled again after pauses that double up to a limit.
 *
 * <p>A laptop whose Wi-Fi drops, or a node that is restarted, comes back without anybody typing. Pauses double so that
 * a node that never comes back isn't dialled all the time, and begin short again after a handshake. A link that the
 * operator cut isn't dialled until it is healed; then at once.
 */
final class Redialler {
    private final P2pSettings settings;
    private final Consumer<HostPort> dial;
    private final BiConsumer<Runnable, Duration> schedule;
    private final Map<HostPort, Target> targets = new LinkedHashMap<>();
    private boolean closed;

    /** A wanted connection: its address and name as far as they are known, and the pause before the next dial. */
    private static final class Target {
        private @Nullable NetworkAddress address;
        private @Nullable String name;
        private Duration pause;
        private boolean waiting;

        Target(Duration pause) {
            this.pause = pause;
        }
    }

    Redialler(P2pSettings settings, Consumer<HostPort> dial, BiConsumer<Runnable, Duration> schedule) {
        this.settings = settings;
        this.dial = dial;
        this.schedule = schedule;
    }

    synchronized void add(HostPort hostPort) {
        if (!closed && targets.putIfAbsent(hostPort, new Target(settings.firstRedial())) == null) {
            dial.accept(hostPort);
        }
    }

    /** Takes an address off the list; false if it wasn't on it. */
    synchronized boolean forget(HostPort hostPort) {
        return targets.remove(hostPort) != null;
    }

    /** The addresses on the list. */
    synchronized List<HostPort> kept() {
        return List.copyOf(targets.keySet());
    }

    /** Dials no more what has this address. */
    synchronized void remove(NetworkAddress address) {
        targets.values().removeIf(target -> address.equals(target.address));
    }

    synchronized void resolved(HostPort hostPort, NetworkAddress address) {
        Target target = targets.get(hostPort);
        if (target != null) {
            target.address = address;
        }
    }

    /** A connection shook hands: the next loss is followed by a short pause again, and its name is known. */
    synchronized void onReady(NetworkAddress address, String name) {
        for (Target target : targets.values()) {
            if (address.equals(target.address)) {
                target.name = name;
                target.pause = settings.firstRedial();
            }
        }
    }

    synchronized boolean isCut(HostPort hostPort, Set<String> cut) {
        Target target = targets.get(hostPort);
        return target != null && target.name != null && cut.contains(target.name);
    }

    /** The connection with an address ended or didn't come about. */
    synchronized void lost(NetworkAddress address) {
        for (Map.Entry<HostPort, Target> e : Map.copyOf(targets).entrySet()) {
            if (address.equals(e.getValue().address)) {
                lost(e.getKey());
            }
        }
    }

    synchronized void lost(HostPort hostPort) {
        Target target = targets.get(hostPort);
        if (closed || target == null || target.waiting) {
            return;
        }
        target.waiting = true;
        schedule.accept(() -> again(hostPort), target.pause);
        Duration doubled = target.pause.multipliedBy(2);
        target.pause = doubled.compareTo(settings.lastRedial()) > 0 ? settings.lastRedial() : doubled;
    }

    private synchronized void again(HostPort hostPort) {
        Target target = targets.get(hostPort);
        if (!closed && target != null && target.waiting) {
            target.waiting = false;
            dial.accept(hostPort);
        }
    }

    /** A cut was taken back: what has this name is dialled at once. */
    synchronized void healed(String name) {
        targets.forEach((hostPort, target) -> {
            if (name.equals(target.name) && target.waiting) {
                target.waiting = false;
                target.pause = settings.firstRedial();
                dial.accept(hostPort);
            }
        });
    }

    synchronized void close() {
        closed = true;
    }
}
