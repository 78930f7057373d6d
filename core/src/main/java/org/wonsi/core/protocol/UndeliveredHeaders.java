package org.wonsi.core.protocol;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockStatus;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;

/**
 * The headers whose blocks aren't here, and who told of each first: so many are borne of a connection, of an address and in
 * all.
 *
 * <p>What was only announced counts for nothing until its block is here, but it takes memory and disk, and where the network
 * makes work easy anybody makes a thousand headers in a second. The count belongs to an address, since connections are free;
 * it falls as blocks arrive, so that an honest peer with a long chain is asked for more as fast as the blocks follow. When
 * room is needed, what is left of ended connections goes first, then what the connection told that delivered least, and it
 * loses that connection: not its neighbours behind the same address.
 */
final class UndeliveredHeaders {
    /** Of one connection; one more ends it. */
    static final int PER_PEER = 20_000;

    /** Of one address, over its connections and those that have ended. */
    static final int PER_ADDRESS = 40_000;

    /** Over all addresses, those of earlier runs included. */
    static final int IN_ALL = 60_000;

    /** Whoever told of headers that an earlier run kept. */
    private static final Source EARLIER = new Source(new PeerId(-1), ByteString.EMPTY);

    private final ChainState chain;
    private final Peers peers;
    private final Outbox outbox;
    private final Misbehaviour misbehaviour;
    private final BlockDownload download;
    private final Map<HeaderNode, Source> told = new LinkedHashMap<>();
    private final Map<Source, Integer> perSource = new HashMap<>();
    private final Map<ByteString, Integer> perAddress = new HashMap<>();

    private record Source(PeerId peer, ByteString ip) {
        static Source of(Peer peer) {
            return new Source(peer.id(), peer.address().ip());
        }
    }

    UndeliveredHeaders(
            ChainState chain, Peers peers, Outbox outbox, Misbehaviour misbehaviour, BlockDownload download) {
        this.chain = chain;
        this.peers = peers;
        this.outbox = outbox;
        this.misbehaviour = misbehaviour;
        this.download = download;
        for (HeaderNode node : chain.headers().all()) {
            if (node.status() == BlockStatus.HEADER) {
                add(node, EARLIER);
            }
        }
    }

    /** How many there are. */
    int count() {
        return told.size();
    }

    /** How many of them a connection told of. */
    int count(Peer peer) {
        return perSource.getOrDefault(Source.of(peer), 0);
    }

    /** Whether a peer's answer to getheaders, however long, stays within what is borne of it. */
    boolean hasRoomForMore(Peer peer) {
        return count(peer) + MessageLimits.HEADERS <= PER_PEER;
    }

    /** A peer told of a header that was new. */
    void told(Peer peer, HeaderNode node) {
        add(node, Source.of(peer));
    }

    private void add(HeaderNode node, Source source) {
        if (told.putIfAbsent(node, source) == null) {
            perSource.merge(source, 1, Integer::sum);
            perAddress.merge(source.ip, 1, Integer::sum);
        }
    }

    /** The block came, from whomever, and whatever was thought of it. */
    void delivered(BlockHash hash) {
        chain.headers().get(hash).ifPresent(this::remove);
    }

    private void remove(HeaderNode node) {
        Source source = told.remove(node);
        if (source != null) {
            perSource.computeIfPresent(source, (s, n) -> n <= 1 ? null : n - 1);
            perAddress.computeIfPresent(source.ip, (ip, n) -> n <= 1 ? null : n - 1);
        }
    }

    /** Makes room if a peer has just told of more than is borne; true if headers were forgotten. */
    boolean limit(Peer peer, Instant now) {
        boolean forgotten = false;
        if (count(peer) > PER_PEER) {
            misbehaviour.punish(peer, 100, "more than " + PER_PEER + " headers without their blocks", now);
            forgotten = forget(Source.of(peer));
        }
        ByteString ip = peer.address().ip();
        for (Source source : worstFirst()) {
            boolean addressIsFull = perAddress.getOrDefault(ip, 0) > PER_ADDRESS && source.ip.equals(ip);
            if (addressIsFull || told.size() > IN_ALL) {
                forgotten |= giveUp(source);
            }
        }
        return forgotten;
    }

    private List<Source> worstFirst() {
        if (told.size() <= PER_ADDRESS) {
            return List.of();
        }
        List<Source> sources = new ArrayList<>(perSource.keySet());
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

    private boolean giveUp(Source source) {
        connected(source)
                .ifPresent(peer -> outbox.close(
                        peer, "told of headers without their blocks, and room for headers of its address is needed"));
        return forget(source);
    }

    private boolean forget(Source source) {
        List<HeaderNode> own = told.entrySet().stream()
                .filter(entry -> entry.getValue().equals(source))
                .map(Map.Entry::getKey)
                .toList();
        return !forget(own).isEmpty();
    }

    /** Forgets headers and all that builds on them, down to a block that is here; these are gone. */
    Set<HeaderNode> forget(List<HeaderNode> roots) {
        Set<HeaderNode> unwanted = new LinkedHashSet<>();
        for (HeaderNode root : roots) {
            if (!unwanted.contains(root)) {
                unwanted.addAll(chain.headers().branch(root));
            }
        }
        Set<HeaderNode> gone = chain.forgetHeaders(unwanted);
        gone.forEach(this::remove);
        download.onForgotten(gone);
        return gone;
    }
}
