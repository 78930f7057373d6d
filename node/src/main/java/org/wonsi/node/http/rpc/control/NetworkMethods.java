package org.wonsi.node.http.rpc.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.NetworkTotals;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.platform.Version;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.PeerStatus;

/** The methods about connections and the network. */
public final class NetworkMethods implements MethodFamily {
    private static final String CATEGORY = "Network";
    private static final int PROTOCOL_VERSION = 70016;

    /** What Bitcoin Core 28.1 says; tools compare it with the features they need. */
    private static final int CORE_VERSION = 280_100;

    private static final String SERVICES = "0000000000000001";
    private static final List<String> NETWORKS = List.of("ipv4", "ipv6", "onion", "i2p", "cjdns");
    private static final long DAY_SECONDS = 86_400;

    /** Some 3,000 years: the moment at which the ban ends is still one that can be stored and shown. */
    private static final long LONGEST_BAN_SECONDS = 100_000_000_000L;

    private final NodeService node;

    public NetworkMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "getnetworkinfo",
                        "Versions, services and connections; networks are those of Bitcoin Core (ipv4, ipv6, onion, i2p, cjdns),"
                                + " of which this node has the first two.",
                        p -> info()),
                RpcMethod.of(CATEGORY, "getpeerinfo", "All about each connection.", p -> peers()),
                RpcMethod.of(
                        CATEGORY,
                        "getnettotals",
                        "Bytes sent and received since the start, over all connections.",
                        p -> totals()),
                RpcMethod.of(
                        CATEGORY,
                        "getconnectioncount",
                        "How many connections there are.",
                        p -> IntNode.valueOf(control().list().size())),
                RpcMethod.of(
                        CATEGORY,
                        "disconnectnode address? nodeid?",
                        "Closes a connection, by its address or its number.",
                        this::disconnect),
                RpcMethod.of(
                        CATEGORY,
                        "getnodeaddresses count? network?",
                        "Addresses of other nodes: so many of them (1), all for 0.",
                        this::addresses),
                RpcMethod.of(
                        CATEGORY,
                        "setban subnet command bantime? absolute?",
                        "Bans an address or network for so many seconds (add), or lifts the ban (remove).",
                        this::setBan),
                RpcMethod.of(CATEGORY, "listbanned", "The bans.", p -> bans()),
                RpcMethod.of(CATEGORY, "clearbanned", "Lifts all bans.", p -> clearBans()),
                RpcMethod.of(
                        CATEGORY,
                        "setnetworkactive state",
                        "Closes all connections and makes none, or allows them again.",
                        this::setActive),
                RpcMethod.of(
                        CATEGORY, "ping", "Asks each peer for an answer; getpeerinfo shows how long it took.", p -> {
                            control().pingAll();
                            return NullNode.getInstance();
                        }));
    }

    private PeerControl control() {
        return node.peers();
    }

    private JsonNode info() {
        List<PeerStatus> peers = control().list();
        long inbound = peers.stream().filter(PeerStatus::inbound).count();
        ObjectNode json = RpcJson.object()
                .put("version", CORE_VERSION)
                .put("subversion", "/Wonsi:" + Version.release() + "(" + node.name() + ")/")
                .put("protocolversion", PROTOCOL_VERSION)
                .put("localservices", SERVICES);
        json.putArray("localservicesnames").add("NETWORK");
        json.put("localrelay", true)
                .put("timeoffset", 0)
                .put("networkactive", control().isActive())
                .put("connections", peers.size())
                .put("connections_in", inbound)
                .put("connections_out", peers.size() - inbound);
        ArrayNode networks = json.putArray("networks");
        for (String name : NETWORKS) {
            boolean reachable = name.startsWith("ip");
            networks.addObject()
                    .put("name", name)
                    .put("limited", !reachable)
                    .put("reachable", reachable)
                    .put("proxy", "")
                    .put("proxy_randomize_credentials", false);
        }
        RelayPolicy policy = AwaitedAnswer.await(node.readChain((chain, mempool) -> mempool.policy()));
        json.set("relayfee", RpcJson.coins(new Amount(policy.minRelayFee().satoshisPerKilobyte())));
        json.set(
                "incrementalfee",
                RpcJson.coins(new Amount(policy.incrementalFee().satoshisPerKilobyte())));
        json.putArray("localaddresses");
        json.putArray("warnings");
        return json;
    }

    private JsonNode peers() {
        Instant now = node.clock().instant();
        ArrayNode json = RpcJson.array();
        control().list().forEach(peer -> json.add(PeerJson.of(peer, now)));
        return json;
    }

    private JsonNode totals() {
        NetworkTotals totals = control().totals();
        ObjectNode json = RpcJson.object()
                .put("totalbytesrecv", totals.received())
                .put("totalbytessent", totals.sent())
                .put("timemillis", node.clock().millis());
        // No limit on what is uploaded: Core's values for that.
        json.putObject("uploadtarget")
                .put("timeframe", DAY_SECONDS)
                .put("target", 0)
                .put("target_reached", false)
                .put("serve_historical_blocks", true)
                .put("bytes_left_in_cycle", 0)
                .put("time_left_in_cycle", 0);
        return json;
    }

    private JsonNode addresses(RpcParams p) {
        int count = p.number(0, 1);
        if (count < 0) {
            throw RpcException.invalid("Address count out of range");
        }
        String network = p.optionalText(1).orElse("ipv4");
        if (!NETWORKS.contains(network)) {
            throw RpcException.invalid("Network not recognized: " + network);
        }
        ArrayNode json = RpcJson.array();
        control().known().stream()
                .filter(known -> network.equals("ipv4"))
                .limit(count == 0 ? Integer.MAX_VALUE : count)
                .forEach(known -> json.addObject()
                        .put("time", known.time())
                        .put("services", known.services())
                        .put("address", known.address().host())
                        .put("port", known.address().port())
                        .put("network", "ipv4"));
        return json;
    }

    private JsonNode disconnect(RpcParams p) {
        Optional<String> address = p.optionalText(0).filter(text -> !text.isEmpty());
        if (address.isPresent() == p.has(1)) {
            throw RpcException.of(RpcException.INVALID_PARAMS, "Only one of address and nodeid should be provided.");
        }
        boolean closed = control().list().stream()
                .filter(peer -> address.map(peer.address()::equals).orElseGet(() -> peer.id() == p.number(1)))
                .findFirst()
                .map(peer -> control().disconnect(peer.id()))
                .orElse(false);
        if (!closed) {
            throw RpcException.of(RpcException.CLIENT_NODE_NOT_CONNECTED, "Node not found in connected nodes");
        }
        return NullNode.getInstance();
    }

    private JsonNode setBan(RpcParams p) {
        Subnet subnet = subnet(p.text(0));
        switch (p.text(1)) {
            case "add" -> {
                if (isBanned(subnet, p.text(0))) {
                    throw RpcException.of(RpcException.CLIENT_NODE_ALREADY_ADDED, "Error: IP/Subnet already banned");
                }
                control().ban(subnet, banTime(p));
            }
            case "remove" -> {
                if (!control().unban(subnet)) {
                    throw RpcException.of(
                            RpcException.CLIENT_INVALID_IP_OR_SUBNET,
                            "Error: Unban failed. Requested address/subnet was not previously manually banned.");
                }
            }
            default -> throw RpcException.of(RpcException.MISC_ERROR, "command is add or remove");
        }
        return NullNode.getInstance();
    }

    private static Subnet subnet(String text) {
        try {
            return Subnet.parse(text);
        } catch (MalformedException e) {
            throw RpcException.of(RpcException.CLIENT_INVALID_IP_OR_SUBNET, "Error: Invalid IP/Subnet");
        }
    }

    /** As in Core, an address is banned by any network that holds it, a network only by itself. */
    private boolean isBanned(Subnet subnet, String text) {
        return control().bans().stream()
                .map(Ban::subnet)
                .anyMatch(banned -> text.contains("/") ? banned.equals(subnet) : banned.contains(subnet.base()));
    }

    private Duration banTime(RpcParams p) {
        long given = p.optionalLong(2).orElse(0);
        long seconds = given <= 0 ? DAY_SECONDS : given;
        if (p.flag(3, false)) {
            seconds = given - node.clock().instant().getEpochSecond();
            if (seconds <= 0) {
                throw RpcException.invalid("Error: Absolute timestamp is in the past");
            }
        }
        if (seconds > LONGEST_BAN_SECONDS) {
            throw RpcException.invalid("Error: bantime is at most " + LONGEST_BAN_SECONDS + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    private JsonNode bans() {
        long now = node.clock().instant().getEpochSecond();
        ArrayNode json = RpcJson.array();
        for (Ban ban : control().bans()) {
            long created = ban.created().getEpochSecond();
            long until = ban.until().getEpochSecond();
            json.addObject()
                    .put("address", ban.subnet().toString())
                    .put("ban_created", created)
                    .put("banned_until", until)
                    .put("ban_duration", until - created)
                    .put("time_remaining", until - now);
        }
        return json;
    }

    private JsonNode clearBans() {
        control().clearBans();
        return NullNode.getInstance();
    }

    private JsonNode setActive(RpcParams p) {
        control().setActive(p.flag(0, true));
        return BooleanNode.valueOf(control().isActive());
    }
}
