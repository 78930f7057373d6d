package org.wonsi.node.p2p;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.NetworkAddress;

/** IP addresses with which no connection is made until a time; any thread may use it. */
final class BanList {
    private final Map<ByteString, Instant> until = new ConcurrentHashMap<>();

    void ban(NetworkAddress address, Instant end) {
        until.put(address.ip(), end);
    }

    boolean lift(NetworkAddress address) {
        return until.remove(address.ip()) != null;
    }

    boolean isBanned(NetworkAddress address, Instant now) {
        Instant end = until.get(address.ip());
        if (end == null) {
            return false;
        }
        if (end.isAfter(now)) {
            return true;
        }
        until.remove(address.ip(), end);
        return false;
    }

    /** Banned IP addresses as text, with the end of the ban. */
    Map<String, Instant> entries(Instant now) {
        Map<String, Instant> result = new TreeMap<>();
        until.forEach((ip, end) -> {
            if (end.isAfter(now)) {
                result.put(NetworkAddress.ofIp(ip, 0).host(), end);
            }
        });
        return result;
    }
}
