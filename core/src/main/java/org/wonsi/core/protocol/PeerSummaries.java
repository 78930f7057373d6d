package org.wonsi.core.protocol;

import org.wonsi.core.chain.HeaderNode;

/** Makes the value that other threads may keep out of a peer. */
final class PeerSummaries {
    private PeerSummaries() {}

    static PeerSummary of(Peer peer, long pingMillis, int misbehaviour, long feeFilter) {
        VersionMessage version = peer.version().orElse(null);
        HeaderNode best = peer.best().orElse(null);
        return new PeerSummary(
                peer.id(),
                peer.address(),
                peer.isInbound(),
                peer.isReady(),
                version == null ? "" : peer.name(),
                version == null ? "" : UserAgent.printable(version.userAgent()),
                version == null ? 0 : version.version(),
                version == null ? 0 : version.services(),
                version == null ? 0 : version.startHeight(),
                best == null ? "" : best.hash().toDisplay(),
                best == null ? -1 : best.height(),
                peer.connectedAt(),
                peer.bytesReceived(),
                pingMillis,
                misbehaviour,
                feeFilter,
                peer.traffic());
    }
}
