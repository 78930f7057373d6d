package org.wonsi.lab.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * A hostile peer: it claims a height of a million, completes the handshake (or, now and then, says nothing at all), answers
 * pings and nothing else, and runs one {@link Attack} after another; each time it is disconnected it comes back from a new
 * address.
 */
final class HostilePeer implements Endpoint {
    private static final double MEAN_PAUSE_SECONDS = 8;
    private static final double SILENT_SHARE = 0.1;
    private static final int CLAIMED_HEIGHT = 1_000_000;
    private static final List<Attack> ATTACKS = List.of(Attack.values());

    private final int number;
    private final ChainParams params;
    private final SimulatedNetwork network;
    private final SplittableRandom random;
    private final HostileMessages messages;
    private final Map<PeerId, Link> links = new LinkedHashMap<>();
    private BlockHeader lastHeard;
    private int lastHeight;
    private int address;
    private boolean retired;

    HostilePeer(int number, ChainParams params, SimulatedNetwork network, SplittableRandom random) {
        this.number = number;
        this.params = params;
        this.network = network;
        this.random = random;
        this.messages = new HostileMessages(random.split());
        this.lastHeard = params.genesis().header();
    }

    @Override
    public String name() {
        return "hostile" + number;
    }

    @Override
    public NetworkAddress address() {
        return NetworkAddress.ofIpv4(66, number, address >> 8 & 255, address & 255, 18_444);
    }

    @Override
    public boolean isHonest() {
        return false;
    }

    @Override
    public boolean isRunning() {
        return !retired;
    }

    void retire() {
        retired = true;
        List.copyOf(links.values()).forEach(link -> link.close("retired"));
    }

    @Override
    public boolean connected(Link link, PeerId id, NetworkAddress from, boolean inbound) {
        links.put(id, link);
        if (random.nextDouble() < SILENT_SHARE) {
            network.eventCounts().count("attack mute connection");
            return true;
        }
        network.eventCounts().count("attack false height");
        link.send(this, versionMessage(network.now().getEpochSecond(), messages.nonce(), "/evil:1/"));
        link.send(this, new Message.Verack());
        actLater(id);
        return true;
    }

    /** A version message that claims more than is there. */
    static VersionMessage versionMessage(long now, long nonce, String userAgent) {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        return new VersionMessage(
                VersionMessage.PROTOCOL_VERSION,
                VersionMessage.NODE_NETWORK,
                now,
                none,
                none,
                nonce,
                userAgent,
                CLAIMED_HEIGHT,
                true);
    }

    private void actLater(PeerId id) {
        double pause = RandomDraws.exponential(random, MEAN_PAUSE_SECONDS);
        network.timeline().after(pause, () -> {
            Link link = links.get(id);
            if (link != null && !retired) {
                Attack attack = ATTACKS.get(random.nextInt(ATTACKS.size()));
                network.eventCounts().count("attack " + attack.meaning());
                commit(attack, link);
                actLater(id);
            }
        });
    }

    @Override
    public void received(PeerId id, Message message, int bytes) {
        Link link = links.get(id);
        if (link == null) {
            return;
        }
        if (message instanceof Message.Ping ping) {
            link.send(this, new Message.Pong(ping.nonce()));
        } else if (message instanceof Message.Headers headers
                && !headers.headers().isEmpty()) {
            lastHeard = headers.headers().get(headers.headers().size() - 1);
        } else if (message instanceof VersionMessage version) {
            lastHeight = version.startHeight();
            link.send(this, new Message.SendHeaders());
            link.send(this, headerQuestion());
        } else if (message instanceof Message.GetData || message instanceof Message.GetHeaders) {
            network.eventCounts().count("attack unanswered question");
        }
    }

    private Message headerQuestion() {
        return new Message.GetHeaders(VersionMessage.PROTOCOL_VERSION, List.of(params.genesisHash()), BlockHash.ZERO);
    }

    @Override
    public void malformed(PeerId id, boolean fatal) {
        // Honest nodes send nothing of the kind.
    }

    @Override
    public void closed(PeerId id, String reason) {
        links.remove(id);
        address++;
    }

    private void commit(Attack attack, Link link) {
        long now = network.now().getEpochSecond();
        switch (attack) {
            case GARBAGE -> link.sendGarbage(this, false);
            case CUT_STREAM -> link.sendGarbage(this, true);
            case WORTHLESS_HEADER -> link.send(this, messages.withoutWork(lastHeard, now));
            case WEAK_HEADERS -> floodWithWeakHeaders(link, now);
            case WITHHELD_BLOCKS ->
                link.send(
                        this, messages.branch(lastHeard, random.nextInt(10) == 0 ? 200 : 1 + random.nextInt(12), now));
            case GREEDY_BLOCK -> link.send(this, messages.greedyBlock(lastHeard, now));
            case ORPHAN_BLOCKS -> times(20, () -> link.send(this, messages.orphanBlock(lastHeard, now)));
            case ORPHAN_TRANSACTIONS -> times(150, () -> link.send(this, messages.orphanTransaction()));
            case INVENTORY_FLOOD -> link.send(this, messages.announcements(2_000));
            case OVERSIZED_INVENTORY -> link.send(this, messages.repeated(50_001));
            case ADDRESS_FLOOD -> times(3, () -> link.send(this, messages.deadAddresses(1_000, now)));
            case REQUEST_FLOOD -> link.send(this, messages.requests(250));
            case HEADER_QUESTIONS -> times(50, () -> link.send(this, headerQuestion()));
            case PHANTOM_TIP -> link.send(this, messages.phantomTip());
        }
    }

    /** Several branches from block 0 on, each with at most half of the honest work. */
    private void floodWithWeakHeaders(Link link, long now) {
        int length = Math.max(1, Math.min(lastHeight / 2, 50));
        times(10, () -> link.send(this, messages.branch(params.genesis().header(), length, now)));
    }

    private static void times(int count, Runnable action) {
        for (int i = 0; i < count; i++) {
            action.run();
        }
    }
}
