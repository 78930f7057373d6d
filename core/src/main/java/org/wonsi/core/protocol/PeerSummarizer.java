package org.wonsi.core.protocol;

import java.util.Optional;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.protocol.message.UserAgent;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Misbehaviour;
import org.wonsi.core.protocol.peer.Peer;
import org.wonsi.core.protocol.peer.PeerSummary;
import org.wonsi.core.protocol.relay.TxRelay;
import org.wonsi.core.protocol.sync.BlockDownload;

/**
 * A maker of {@link PeerSummary} values: it copies from the live {@code Peer} objects, which belong to the chain thread, what
 * other threads may keep.
 */
final class PeerSummarizer {
    private final KeepAlive keepAlive;
    private final BlockDownload download;
    private final AddressBook addresses;
    private final TxRelay transactions;
    private final Misbehaviour misbehaviour;

    PeerSummarizer(
            KeepAlive keepAlive,
            BlockDownload download,
            AddressBook addresses,
            TxRelay transactions,
            Misbehaviour misbehaviour) {
        this.keepAlive = keepAlive;
        this.download = download;
        this.addresses = addresses;
        this.transactions = transactions;
        this.misbehaviour = misbehaviour;
    }

    PeerSummary of(Peer peer) {
        Optional<VersionMessage> version = peer.version();
        return new PeerSummary(
                peer.id(),
                peer.address(),
                peer.isInbound(),
                peer.kind(),
                peer.isReady(),
                version.isEmpty() ? "" : peer.name(),
                version.map(said -> UserAgent.printable(said.userAgent())).orElse(""),
                version.orElse(VersionMessage.NONE),
                peer.connectedAt(),
                peer.clockOffset(),
                sync(peer),
                keepAlive.measured(peer),
                addresses.exchangedWith(peer),
                peer.lastBlock(),
                peer.lastTransaction(),
                misbehaviour.score(peer),
                transactions.wantedBy(peer).satoshisPerKilobyte());
    }

    private PeerSummary.Sync sync(Peer peer) {
        HeaderNode best = peer.best().orElse(null);
        HeaderNode sent = peer.sent().orElse(null);
        return new PeerSummary.Sync(
                best == null ? "" : best.hash().toDisplay(),
                best == null ? -1 : best.height(),
                download.commonHeight(peer),
                sent == null ? "" : sent.hash().toDisplay(),
                sent == null ? -1 : sent.height(),
                download.inFlightFrom(peer));
    }
}
