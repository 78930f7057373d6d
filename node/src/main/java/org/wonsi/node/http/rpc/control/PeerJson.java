package org.wonsi.node.http.rpc.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.service.PeerStatus;

/** One connection as getpeerinfo of Bitcoin Core 28.1 shows it, its fields in Core's order. */
final class PeerJson {
    private static final Map<Integer, String> SERVICE_NAMES =
            Map.of(0, "NETWORK", 2, "BLOOM", 3, "WITNESS", 6, "COMPACT_FILTERS", 10, "NETWORK_LIMITED", 11, "P2P_V2");

    private static final double MICROS_PER_SECOND = 1e6;

    private PeerJson() {}

    static ObjectNode of(PeerStatus status, Instant now) {
        PeerSummary peer = status.peer();
        SocketTraffic traffic = status.traffic();
        VersionMessage version = peer.version();
        ObjectNode json = RpcJson.object()
                .put("id", status.id())
                .put("addr", status.address())
                .put("addrbind", traffic.local().toString());
        NetworkAddress us = version.receiver().address();
        if (us.isRoutable()) {
            json.put("addrlocal", us.toString());
        }
        json.put("network", network(peer.address()));
        putServices(json, version.services());
        json.put("relaytxes", version.relay())
                .put("lastsend", traffic.lastSent())
                .put("lastrecv", traffic.lastReceived())
                .put("last_transaction", peer.lastTransaction())
                .put("last_block", peer.lastBlock())
                .put("bytessent", traffic.bytesSent())
                .put("bytesrecv", traffic.bytesReceived())
                .put("conntime", peer.connectedAt().getEpochSecond())
                .put("timeoffset", peer.clockOffset());
        putPing(json, peer.ping(), now);
        json.put("version", status.version())
                .put("subver", peer.userAgent())
                .put("inbound", peer.inbound())
                .put("bip152_hb_to", false)
                .put("bip152_hb_from", false)
                .put("startingheight", version.startHeight())
                .put("presynced_headers", -1)
                .put("synced_headers", peer.sync().bestHeight())
                .put("synced_blocks", peer.sync().commonHeight());
        ArrayNode inFlight = json.putArray("inflight");
        peer.sync().inFlight().forEach(inFlight::add);
        json.put("addr_relay_enabled", peer.addresses().enabled())
                .put("addr_processed", peer.addresses().processed())
                .put("addr_rate_limited", peer.addresses().rateLimited());
        json.putArray("permissions");
        json.set("minfeefilter", RpcJson.coins(new Amount(peer.feeFilter())));
        putBytes(json.putObject("bytessent_per_msg"), traffic, SocketTraffic.Count::bytesSent);
        putBytes(json.putObject("bytesrecv_per_msg"), traffic, SocketTraffic.Count::bytesReceived);
        return json.put("connection_type", connectionType(traffic.direction()))
                .put("transport_protocol_type", status.kind() == PeerKind.TAB ? "websocket" : "v1")
                .put("session_id", "");
    }

    private static String network(NetworkAddress address) {
        if (!address.isPublic()) {
            return "not_publicly_routable";
        }
        return address.isIpv4() ? "ipv4" : "ipv6";
    }

    private static void putServices(ObjectNode json, long services) {
        json.put("services", String.format(Locale.ROOT, "%016x", services));
        ArrayNode names = json.putArray("servicesnames");
        for (int bit = 0; bit < Long.SIZE; bit++) {
            if ((services >>> bit & 1) != 0) {
                names.add(SERVICE_NAMES.getOrDefault(bit, "UNKNOWN[2^" + bit + "]"));
            }
        }
    }

    private static void putPing(ObjectNode json, PeerSummary.Ping ping, Instant now) {
        ping.lastMicros().ifPresent(micros -> json.put("pingtime", micros / MICROS_PER_SECOND));
        ping.leastMicros().ifPresent(micros -> json.put("minping", micros / MICROS_PER_SECOND));
        ping.waitingSinceMicros().ifPresent(since -> {
            long waited = ChronoUnit.MICROS.between(Instant.EPOCH, now) - since;
            if (waited > 0) {
                json.put("pingwait", waited / MICROS_PER_SECOND);
            }
        });
    }

    private static void putBytes(
            ObjectNode json, SocketTraffic traffic, ToLongFunction<SocketTraffic.Count> direction) {
        new TreeMap<>(traffic.messages()).forEach((type, count) -> {
            long bytes = direction.applyAsLong(count);
            if (bytes > 0) {
                json.put(type, bytes);
            }
        });
    }

    private static String connectionType(SocketTraffic.Direction direction) {
        return switch (direction) {
            case INBOUND -> "inbound";
            case OUTBOUND -> "outbound-full-relay";
            case MANUAL -> "manual";
        };
    }
}
