package org.wonsi.lab.network;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * An attacker with 65,536 addresses of one group who surrounds a node: takes all of its inbound slots, fills its address
 * book with own and dead addresses, listens at each of its own, and tells the node nothing of any block.
 *
 * <p>It doesn't end when other faults end: the node has to find the honest tip all the same, through a link that it is told
 * to dial or through an honest address among the many. The attacker has one group only: against somebody with addresses
 * in many groups only links chosen by hand help. Source: Heilman and others, "Eclipse Attacks on Bitcoin's Peer-to-Peer
 * Network" (2015).
 */
final class EclipseAttacker {
    private static final ByteString GROUP = ByteString.copyOf((byte) 66, (byte) 200);
    private static final double FLOOD_SECONDS = 15;
    private static final double REFILL_SECONDS = 3;
    private static final int FLOOD = 1_000;

    private final SimulatedNode victim;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final HostileMessages messages;
    private int nextAddress = 1;

    EclipseAttacker(SimulatedNode victim, SimulatedNetwork network, SplittableRandom random) {
        this.victim = victim;
        this.network = network;
        this.random = random;
        this.messages = new HostileMessages(random.split());
    }

    /** Takes every free inbound slot, now and whenever one becomes free. */
    void surround() {
        while (victim.isRunning() && victim.hasFreeSlot()) {
            network.eventCounts().count("eclipse inbound slot taken");
            network.topology().open(new AttackerEndpoint(freshAddress()), victim);
        }
        network.timeline().after(REFILL_SECONDS, this::surround);
    }

    private NetworkAddress freshAddress() {
        int n = nextAddress++ & 0xffff;
        return NetworkAddress.ofIpv4(66, 200, n >> 8, n & 255, 18_444);
    }

    /** Whether the attacker listens at an address. */
    static boolean owns(NetworkAddress address) {
        return address.group().equals(GROUP);
    }

    /** The end that answers at an address of the attacker's. */
    Endpoint answering(NetworkAddress address) {
        network.eventCounts().count("eclipse dial answered by the attacker");
        return new AttackerEndpoint(address);
    }

    /** One connection of the attacker's. */
    private final class AttackerEndpoint implements Endpoint {
        private final NetworkAddress address;
        private final List<Link> links = new ArrayList<>(1);

        AttackerEndpoint(NetworkAddress address) {
            this.address = address;
        }

        @Override
        public String name() {
            return "eclipse " + address.host();
        }

        @Override
        public NetworkAddress address() {
            return address;
        }

        @Override
        public boolean isHonest() {
            return false;
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound) {
            long now = network.now().getEpochSecond();
            links.add(link);
            link.send(this, HostilePeer.versionMessage(now, messages.nonce(), "/Wonsi:1(friend)/"));
            link.send(this, new Message.Verack());
            network.timeline().after(random.nextDouble() * FLOOD_SECONDS, () -> flood(link));
            return true;
        }

        private void flood(Link link) {
            if (link.isOpen()) {
                network.eventCounts().count("eclipse address flood");
                link.send(this, random.nextBoolean() ? ownAddresses() : deadAddresses());
                network.timeline().after(FLOOD_SECONDS * (0.5 + random.nextDouble()), () -> flood(link));
            }
        }

        private Message ownAddresses() {
            long now = network.now().getEpochSecond();
            return new Message.Addr(random.ints(FLOOD, 0, 0x10000)
                    .mapToObj(n -> new PeerAddress(now, 1, NetworkAddress.ofIpv4(66, 200, n >> 8, n & 255, 18_444)))
                    .toList());
        }

        private Message deadAddresses() {
            return messages.deadAddresses(FLOOD, network.now().getEpochSecond());
        }

        @Override
        public void received(PeerId id, Message message, int bytes) {
            if (message instanceof Message.Ping ping) {
                links.forEach(link -> link.send(this, new Message.Pong(ping.nonce())));
            }
        }

        @Override
        public void malformed(PeerId id, boolean fatal) {
            // Honest nodes send nothing of the kind.
        }

        @Override
        public void closed(PeerId id, String reason) {
            links.clear();
        }
    }
}
