package org.wonsi.node.runtime;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.node.p2p.Subnet;
import org.wonsi.node.runtime.sync.InitialDownload;
import org.wonsi.node.store.db.StoreOptions;

/**
 * The configuration of one node: all in which nodes of a process differ.
 *
 * @param name what people call it
 * @param dataDirectory where its database, logs and keys lie
 * @param listen where it takes connections; port 0 is any free one
 * @param announced host name or address by which other machines reach it, if not the one it listens on
 * @param connect hosts with ports to be dialled for as long as it runs
 * @param outbound how many connections to find and dial by itself
 * @param reportMessages whether every message becomes an event for the page
 * @param initialDownload when the first download of the chain is over
 * @param noBan networks whose peers are kept whatever they do
 */
public record NodeConfig(
        String name,
        ChainParams params,
        Path dataDirectory,
        StoreOptions store,
        RelayPolicy policy,
        InetSocketAddress listen,
        Optional<String> announced,
        List<String> connect,
        int outbound,
        boolean reportMessages,
        Timeouts timeouts,
        InitialDownload.Limits initialDownload,
        List<Subnet> noBan) {
    public NodeConfig {
        connect = List.copyOf(connect);
        noBan = List.copyOf(noBan);
        if (name.isBlank() || name.length() > 40 || !name.matches("[^\\p{Cntrl}()/:\\\\]+")) {
            throw new IllegalArgumentException(
                    "'" + name + "' is no name for a node: 1 to 40 characters, none of ( ) / : \\");
        }
    }

    /** A node on loopback, at a free port, connected to nobody. */
    public static NodeConfig of(String name, ChainParams params, Path dataDirectory) {
        return new NodeConfig(
                name,
                params,
                dataDirectory,
                StoreOptions.standard(),
                RelayPolicy.standard(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.empty(),
                List.of(),
                0,
                true,
                Timeouts.DEFAULT,
                InitialDownload.Limits.STANDARD,
                List.of());
    }

    /** The same, taking connections elsewhere. */
    public NodeConfig listeningOn(InetSocketAddress address) {
        return with(changed -> changed.listen = address);
    }

    /** The same, dialling these. */
    public NodeConfig connectedTo(List<String> addresses) {
        return with(changed -> changed.connect = addresses);
    }

    /** The same, finding so many peers by itself and known to others under a host name or address. */
    public NodeConfig discovering(int connections, Optional<String> knownAs) {
        return with(changed -> {
            changed.announced = knownAs;
            changed.outbound = connections;
        });
    }

    /** The same with another way of storing. */
    public NodeConfig withStore(StoreOptions options) {
        return with(changed -> changed.store = options);
    }

    /** The same with another relay policy. */
    public NodeConfig withPolicy(RelayPolicy other) {
        return with(changed -> changed.policy = other);
    }

    /** The same with other time-outs. */
    public NodeConfig withTimeouts(Timeouts other) {
        return with(changed -> changed.timeouts = other);
    }

    /** The same with another end of the initial download. */
    public NodeConfig withInitialDownload(InitialDownload.Limits limits) {
        return with(changed -> changed.initialDownload = limits);
    }

    /** The same, keeping peers of these networks whatever they do. */
    public NodeConfig withNoBan(List<Subnet> networks) {
        return with(changed -> changed.noBan = networks);
    }

    private NodeConfig with(Consumer<Changed> change) {
        Changed changed = new Changed(this);
        change.accept(changed);
        return changed.config();
    }

    /** Whether a peer at an address is kept whatever it does. */
    boolean isNoBan(NetworkAddress address) {
        return noBan.stream().anyMatch(network -> network.contains(address));
    }

    /** A builder of a changed configuration. */
    private static final class Changed {
        private final NodeConfig from;
        private StoreOptions store;
        private RelayPolicy policy;
        private InetSocketAddress listen;
        private Optional<String> announced;
        private List<String> connect;
        private int outbound;
        private Timeouts timeouts;
        private InitialDownload.Limits initialDownload;
        private List<Subnet> noBan;

        Changed(NodeConfig from) {
            this.from = from;
            this.store = from.store;
            this.policy = from.policy;
            this.listen = from.listen;
            this.announced = from.announced;
            this.connect = from.connect;
            this.outbound = from.outbound;
            this.timeouts = from.timeouts;
            this.initialDownload = from.initialDownload;
            this.noBan = from.noBan;
        }

        NodeConfig config() {
            return new NodeConfig(
                    from.name,
                    from.params,
                    from.dataDirectory,
                    store,
                    policy,
                    listen,
                    announced,
                    connect,
                    outbound,
                    from.reportMessages,
                    timeouts,
                    initialDownload,
                    noBan);
        }
    }
}
