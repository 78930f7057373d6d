package org.wonsi.core.protocol.sync;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.HeaderPruning;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.peer.Misbehaviour;
import org.wonsi.core.protocol.peer.Outbox;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.PeerList;

/**
 * The headers whose blocks aren't here, and who told of each first; their number is limited for a connection, for an address
 * and in all.
 *
 * <p>What was only announced counts for nothing until its block is here, but it takes memory and disk, and where the network
 * makes work easy anybody makes a thousand headers in a second. The count belongs to an address, since connections are free;
 * it falls as blocks arrive, so that an honest peer with a long chain is asked for more as fast as the blocks follow. When
 * room is needed, what is left of ended connections goes first, then what the connection told that delivered least, and it
 * loses that connection: not its neighbours behind the same address.
 *
 * <p>What is given up is forgotten 2,000 headers at a time, with each message of headers and each tick. As a message holds no
 * more than that, there are never many more than 60,000.
 */
public final class UndeliveredHeaders {
    /** Of one connection; one more ends it. */
    static final int PER_PEER = 20_000;

    /** Of one address, over its connections and those that have ended. */
    static final int PER_ADDRESS = 40_000;

    /** Over all addresses, those of earlier runs and the user's own included. */
    static final int IN_ALL = 60_000;

    /** Forgotten at a time: as many as a message can add. */
    static final int FORGOTTEN_AT_ONCE = 2_000;

    /** The source of headers that an earlier run kept, or that the node's own user gave. */
    private static final Source EARLIER = new Source(new PeerId(-1), ByteString.EMPTY);

    /** The source that stands for those who told of headers which are being forgotten. */
    private static final Source GIVEN_UP = new Source(new PeerId(-2), ByteString.ofHex("00"));

    private final ChainState chain;
    private final PeerList peers;
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final BlockDownload download;
    private final Map<HeaderNode, Source> told = new LinkedHashMap<>();
    private final Map<Source, Integer> perSource = new HashMap<>();
    private final Map<ByteString, Integer> perAddress = new HashMap<>();
    private final Deque<HeaderPruning> givenUp = new ArrayDeque<>();
    /** The peers that told of, or have, what was forgotten; they are asked again. */
    private final Set<Peer> losers = new LinkedHashSet<>();

    /** A source of headers: a connection and its IP address. */
    private record Source(PeerId peer, ByteString ip) {
        static Source of(Peer peer) {
            return new Source(peer.id(), peer.address().ip());
        }
    }

    public UndeliveredHeaders(
            ChainState chain, PeerList peers, Outbox outbox, Misbehaviour misbehaviour, BlockDownload download) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.misbehaviour = misbehaviour;
        this.download = download;
        for (HeaderNode node : chain.headers().all()) {
            if (chain.isHeaderOnly(node)) {
                add(node, EARLIER);
            }
        }
    }

    /** How many there are, those that are being forgotten included. */
    public int count() {
        return told.size();
    }

    private int kept() {
        return told.size() - perSource.getOrDefault(GIVEN_UP, 0);
    }

    /** How many of them a connection told of. */
    public int count(Peer peer) {
        return perSource.getOrDefault(Source.of(peer), 0);
    }

    /** Whether a peer's answer to getheaders, however long, stays within what is allowed of it. */
    boolean hasRoomForMore(Peer peer) {
        return count(peer) + MessageLimits.HEADERS <= PER_PEER;
    }

    /** A peer told of a header that was new. */
    void announced(Peer peer, HeaderNode node) {
        add(node, Source.of(peer));
    }

    /** The node's own user told of a header that was new; with too many in all, these go first, as no peer stands for them. */
    public void submitted(HeaderNode node) {
        add(node, EARLIER);
        limitInAll(Optional.empty());
    }

    private void add(HeaderNode node, Source source) {
        if (told.putIfAbsent(node, source) == null) {
            count(source, 1);
        }
    }

    /** The block came, from whomever, and whatever was thought of it. */
    void delivered(BlockHash hash) {
        chain.headers().get(hash).ifPresent(this::remove);
    }

    private void remove(HeaderNode node) {
        Source source = told.remove(node);
        if (source != null) {
            count(source, -1);
        }
    }

    /** Gives up what is too much if a peer has just told of more than is allowed. */
    void limit(Peer peer, Instant now) {
        if (told.size() <= PER_PEER) {
            return;
        }
        if (count(peer) > PER_PEER) {
            misbehaviour.punish(peer, 100, "more than " + PER_PEER + " headers without their blocks", now);
            giveUp(Source.of(peer));
        }
        limitInAll(Optional.of(peer.address().ip()));
    }

    private void limitInAll(Optional<ByteString> ip) {
        for (Source source : worstFirst()) {
            boolean addressIsFull =
                    ip.filter(source.ip::equals).isPresent() && perAddress.getOrDefault(source.ip, 0) > PER_ADDRESS;
            if (addressIsFull || kept() > IN_ALL) {
                connected(source)
                        .ifPresent(worst -> outbox.close(
                                worst,
                                "told of headers without their blocks, and room for headers of its address is needed"));
                giveUp(source);
            }
        }
    }

    private List<Source> worstFirst() {
        if (kept() <= PER_ADDRESS) {
            return List.of();
        }
        List<Source> sources = new ArrayList<>(perSource.keySet());
        sources.remove(GIVEN_UP);
        sources.sort(Comparator.<Source>comparingInt(s -> connected(s).isPresent() ? 1 : 0)
                .thenComparing(s -> perAddress.getOrDefault(s.ip, 0), Comparator.reverseOrder())
                .thenComparingLong(s -> connected(s).map(Peer::lastBlock).orElse(0L))
                .thenComparing(s -> perSource.getOrDefault(s, 0), Comparator.reverseOrder())
                .thenComparing(Source::peer));
        return sources;
    }

    private Optional<Peer> connected(Source source) {
        return peers.get(source.peer);
    }

    /** From now on these headers count for nobody; they are forgotten bit by bit. */
    private void giveUp(Source source) {
        List<HeaderNode> own = new ArrayList<>();
        for (Map.Entry<HeaderNode, Source> entry : told.entrySet()) {
            if (entry.getValue().equals(source)) {
                entry.setValue(GIVEN_UP);
                own.add(entry.getKey());
            }
        }
        count(source, -own.size());
        count(GIVEN_UP, own.size());
        givenUp.add(chain.forget(own));
    }

    private void count(Source source, int change) {
        perSource.merge(source, change, UndeliveredHeaders::sum);
        perAddress.merge(source.ip, change, UndeliveredHeaders::sum);
    }

    private static @Nullable Integer sum(int a, int b) {
        return a + b == 0 ? null : a + b;
    }

    /** Whether there is something left that was given up. */
    boolean isForgetting() {
        return !givenUp.isEmpty();
    }

    /**
     * Forgets some of what was given up.
     *
     * @return once nothing is left of it, the peers that have, or say they have, something of it; they are told once
     */
    Set<Peer> forgetSome() {
        if (givenUp.isEmpty()) {
            return Set.of();
        }
        HeaderPruning first = givenUp.element();
        losers.addAll(forget(first));
        if (first.isOver()) {
            givenUp.remove();
        }
        if (!givenUp.isEmpty()) {
            // A peer asked now would only tell of what is about to be forgotten.
            return Set.of();
        }
        Set<Peer> all = new LinkedHashSet<>(losers);
        losers.clear();
        return all;
    }

    /** Begins to forget a header and all that builds on it, down to a block that is here. */
    public HeaderPruning drop(HeaderNode root) {
        return chain.forget(List.of(root));
    }

    /** Goes on with it; these peers have, or say they have, something of what is gone. */
    public Set<Peer> forget(HeaderPruning headers) {
        Set<HeaderNode> gone = headers.next(FORGOTTEN_AT_ONCE);
        gone.forEach(this::remove);
        download.onForgotten(gone);
        Set<Peer> tellers = new LinkedHashSet<>();
        for (Peer peer : peers.all()) {
            if (peer.forgetMissing(chain.headers())) {
                tellers.add(peer);
            }
        }
        return tellers;
    }
}
