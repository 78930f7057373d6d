package org.wonsi.node.http.rpc.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;
import org.wonsi.node.http.rpc.call.AwaitedAnswer;
import org.wonsi.node.http.rpc.call.MethodFamily;
import org.wonsi.node.http.rpc.call.RpcException;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;
import org.wonsi.node.http.rpc.call.RpcParams;
import org.wonsi.node.p2p.HostPort;
import org.wonsi.node.p2p.SocketTraffic;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PeerControl;
import org.wonsi.node.service.PeerStatus;

/** The methods that make or end connections at the operator's wish, and fetch a block from one of them. */
public final class DiallingMethods implements MethodFamily {
    private static final String CATEGORY = "Network";
    private static final String WITH_PORT = "[^:]+:[0-9]{1,5}|\\[[^]]+]:[0-9]{1,5}";
    private static final String IP = "[0-9.]+|[0-9A-Fa-f:.%]*:[0-9A-Fa-f:.%]*";

    /** A message's header has so many bytes for its type. */
    private static final int LONGEST_TYPE = 12;

    private final NodeService node;

    /** What was added, by its address: as it was written, which is how it is listed. */
    private final Map<HostPort, String> written = new ConcurrentHashMap<>();

    public DiallingMethods(NodeService node) {
        this.node = node;
    }

    @Override
    public List<RpcMethod> methods() {
        return List.of(
                RpcMethod.of(
                        CATEGORY,
                        "addnode node command v2transport?",
                        "Keeps a connection to host:port (add), ends that (remove), or dials once (onetry).",
                        this::addNode),
                RpcMethod.of(CATEGORY, "getaddednodeinfo node?", "The connections that addnode keeps.", this::added),
                RpcMethod.of(
                        CATEGORY,
                        "addconnection address connection_type v2transport",
                        "Dials host:port once as if the node had chosen it; connection_type is outbound-full-relay. For"
                                + " tests, on regtest only.",
                        this::addConnection),
                RpcMethod.of(
                        CATEGORY,
                        "sendmsgtopeer peer_id msg_type msg",
                        "Sends a peer any bytes (in hex) as a message of any type; the header in front is made. For tests.",
                        this::sendMessage),
                RpcMethod.of(
                        "Blockchain",
                        "getblockfrompeer blockhash peer_id",
                        "Asks a peer for a block whose header is known; {} says that it was asked.",
                        this::fetch));
    }

    private PeerControl control() {
        return node.peers();
    }

    private HostPort parse(String text) {
        String full = text;
        if (!text.matches(WITH_PORT)) {
            full = (text.contains(":") && !text.startsWith("[") ? "[" + text + "]" : text) + ":"
                    + node.params().defaultP2pPort();
        }
        try {
            return numeric(HostPort.parse(full));
        } catch (MalformedException e) {
            throw RpcException.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** An IP address in its usual form, so that 127.1 is 127.0.0.1; names stay, nothing is looked up. */
    private static HostPort numeric(HostPort address) {
        if (!address.host().matches(IP)) {
            return address;
        }
        try {
            return new HostPort(InetAddress.getByName(address.host()).getHostAddress(), address.port());
        } catch (UnknownHostException e) {
            throw new MalformedException("'" + address.host() + "' is no IP address");
        }
    }

    private JsonNode addNode(RpcParams p) {
        if (p.flag(2, false)) {
            throw RpcException.invalid("Error: v2transport requested but not enabled (see -v2transport)");
        }
        String command = p.text(1);
        if (!List.of("add", "remove", "onetry").contains(command)) {
            throw RpcException.of(
                    RpcException.MISC_ERROR,
                    "addnode \"node\" \"command\" ( v2transport )\n\ncommand is add, remove or" + " onetry");
        }
        HostPort address = parse(p.text(0));
        try {
            switch (command) {
                case "add" -> add(address, p.text(0));
                case "onetry" -> control().dialOnce(address.toString(), SocketTraffic.Direction.MANUAL);
                default -> remove(address);
            }
        } catch (MalformedException e) {
            throw RpcException.invalid(String.valueOf(e.getMessage()));
        }
        return NullNode.getInstance();
    }

    private void add(HostPort address, String text) {
        if (control().kept().stream().map(this::parse).anyMatch(address::equals)) {
            throw RpcException.of(RpcException.CLIENT_NODE_ALREADY_ADDED, "Error: Node already added");
        }
        control().connect(address.toString());
        written.put(address, text);
    }

    private void remove(HostPort address) {
        written.remove(address);
        if (!control().forget(address.toString())) {
            throw RpcException.of(
                    RpcException.CLIENT_NODE_NOT_ADDED,
                    "Error: Node could not be removed. It has not been added previously.");
        }
    }

    private JsonNode added(RpcParams p) {
        List<HostPort> kept = control().kept().stream().map(this::parse).toList();
        Optional<HostPort> wanted = p.optionalText(0).map(this::parse);
        if (wanted.isPresent() && !kept.contains(wanted.get())) {
            throw RpcException.of(RpcException.CLIENT_NODE_NOT_ADDED, "Error: Node has not been added.");
        }
        ArrayNode json = RpcJson.array();
        for (HostPort address : wanted.map(List::of).orElse(kept)) {
            List<PeerStatus> open = control().list().stream()
                    .filter(peer -> peer.address().equals(address.toString()))
                    .toList();
            ArrayNode connections = json.addObject()
                    .put("addednode", written.getOrDefault(address, address.toString()))
                    .put("connected", !open.isEmpty())
                    .putArray("addresses");
            open.forEach(peer -> connections
                    .addObject()
                    .put("address", peer.address())
                    .put("connected", peer.inbound() ? "inbound" : "outbound"));
        }
        return json;
    }

    private JsonNode addConnection(RpcParams p) {
        if (node.params().network() != Network.REGTEST) {
            throw RpcException.of(
                    RpcException.MISC_ERROR, "addconnection is for regression testing (-regtest mode) only.");
        }
        String type = p.text(1).strip();
        switch (type) {
            case "outbound-full-relay" -> {}
            case "block-relay-only", "addr-fetch", "feeler" ->
                throw RpcException.invalid("Error: this node makes no connections of type " + type);
            default -> throw RpcException.invalid("Error: invalid connection type " + type);
        }
        if (p.flag(2, false)) {
            throw RpcException.invalid(
                    "Error: Adding v2transport connections requires -v2transport init flag to be set.");
        }
        HostPort address = parse(p.text(0));
        try {
            control().dialOnce(address.toString(), SocketTraffic.Direction.OUTBOUND);
        } catch (MalformedException e) {
            throw RpcException.invalid(String.valueOf(e.getMessage()));
        }
        return RpcJson.object().put("address", p.text(0)).put("connection_type", type);
    }

    private JsonNode sendMessage(RpcParams p) {
        long peer = p.longNumber(0);
        String type = p.text(1);
        if (type.getBytes(StandardCharsets.UTF_8).length > LONGEST_TYPE) {
            throw RpcException.invalid("Error: msg_type too long, max length is " + LONGEST_TYPE);
        }
        if (!type.chars().allMatch(c -> c < 0x80)) {
            throw RpcException.invalid("Error: msg_type is no ASCII text");
        }
        if (!p.text(2).matches("([0-9A-Fa-f]{2})*+")) {
            throw RpcException.invalid("Error parsing input for msg");
        }
        if (!control().sendRaw(peer, type, p.bytes(2, "msg").toByteArray())) {
            throw RpcException.of(RpcException.MISC_ERROR, "Error: Could not send message to peer");
        }
        return RpcJson.object();
    }

    private JsonNode fetch(RpcParams p) {
        BlockHash hash = p.blockHash(0);
        long peer = p.longNumber(1);
        AwaitedAnswer.await(node.fetchBlock(peer, hash)).ifPresent(why -> {
            throw RpcException.of(RpcException.MISC_ERROR, why);
        });
        return RpcJson.object();
    }
}
