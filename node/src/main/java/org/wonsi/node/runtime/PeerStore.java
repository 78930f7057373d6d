package org.wonsi.node.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.protocol.message.KnownAddress;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.HostPort;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.store.BanTable;
import org.wonsi.node.store.PeerTable;
import org.wonsi.node.store.SqliteChainStore;

/** The store of what a node keeps of other nodes over a restart: addresses and bans, as the database has them. */
final class PeerStore {
    private final SqliteChainStore store;
    private final Logger log;

    PeerStore(SqliteChainStore store, Logger log) {
        this.store = store;
        this.log = log;
    }

    List<KnownAddress> loadAddresses() {
        return store.peers().load().stream()
                .flatMap(entry -> known(entry).stream())
                .toList();
    }

    private Optional<KnownAddress> known(PeerTable.Entry entry) {
        try {
            NetworkAddress address = HostPort.parseIp(entry.address());
            return Optional.of(new KnownAddress(
                    new PeerAddress(entry.lastSeen(), entry.services(), address),
                    entry.lastTried(),
                    entry.lastSuccess(),
                    entry.failures()));
        } catch (MalformedException | IllegalArgumentException e) {
            log.warn("forgets the address of a node: {}", e.getMessage());
            return Optional.empty();
        }
    }

    void saveAddresses(List<KnownAddress> addresses) {
        store.peers()
                .save(addresses.stream()
                        .map(a -> new PeerTable.Entry(
                                a.address().address().toString(),
                                a.address().services(),
                                a.address().time(),
                                a.lastTried(),
                                a.lastSuccess(),
                                a.failures()))
                        .toList());
    }

    List<Ban> loadBans() {
        return store.bans().load().stream()
                .flatMap(entry -> ban(entry).stream())
                .toList();
    }

    private Optional<Ban> ban(BanTable.Entry entry) {
        try {
            return Optional.of(new Ban(
                    Subnet.parse(entry.subnet()),
                    Instant.ofEpochSecond(entry.created()),
                    Instant.ofEpochSecond(entry.until())));
        } catch (MalformedException | DateTimeException e) {
            log.warn("forgets a ban: {}", e.getMessage());
            return Optional.empty();
        }
    }

    void saveBans(List<Ban> bans) {
        store.bans()
                .save(bans.stream()
                        .map(ban -> new BanTable.Entry(
                                ban.subnet().toString(),
                                ban.created().getEpochSecond(),
                                ban.until().getEpochSecond()))
                        .toList());
    }
}
