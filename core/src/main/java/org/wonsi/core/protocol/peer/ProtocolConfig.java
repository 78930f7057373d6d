package org.wonsi.core.protocol.peer;

import java.util.function.Predicate;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.pow.Work;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.UserAgent;

/**
 * The settings of a node that its protocol's state machines need.
 *
 * @param nodeName what people call the node; travels in the user agent
 * @param softwareVersion such as "0.1.0"
 * @param listening where others can reach this node, told to those it dials; {@link NetworkAddress#NONE} if nowhere
 * @param outboundTarget how many peers to find and dial without being told to; 0 leaves dialling to the operator
 * @param reportMessages whether every message sent and received becomes a {@link NodeEvent}
 * @param minimumWork blocks of a chain with less are not fetched, and such a chain isn't served; Bitcoin Core's {@code
 *     -minimumchainwork}
 * @param noBan addresses whose peers are kept whatever they send
 * @param ownNames names of the nodes in this process, which a peer elsewhere can't have to itself
 */
public record ProtocolConfig(
        ChainParams params,
        String nodeName,
        String softwareVersion,
        NetworkAddress listening,
        int outboundTarget,
        boolean reportMessages,
        Timeouts timeouts,
        Work minimumWork,
        Predicate<NetworkAddress> noBan,
        Predicate<String> ownNames) {

    /** A node that listens nowhere, dials nobody by itself and reports no single messages. */
    public static ProtocolConfig of(ChainParams params, String nodeName, String softwareVersion) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                NetworkAddress.NONE,
                0,
                false,
                Timeouts.DEFAULT,
                Work.ZERO,
                address -> false,
                nodeName::equals);
    }

    /** The same node, reachable at an address. */
    public ProtocolConfig withListening(NetworkAddress address) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                address,
                outboundTarget,
                reportMessages,
                timeouts,
                minimumWork,
                noBan,
                ownNames);
    }

    /** The same node, filling so many outbound connections by itself. */
    public ProtocolConfig withOutboundTarget(int target) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                target,
                reportMessages,
                timeouts,
                minimumWork,
                noBan,
                ownNames);
    }

    /** The same node, reporting every message or none. */
    public ProtocolConfig withReportMessages(boolean report) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                outboundTarget,
                report,
                timeouts,
                minimumWork,
                noBan,
                ownNames);
    }

    /** The same node with other time-outs. */
    public ProtocolConfig withTimeouts(Timeouts other) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                outboundTarget,
                reportMessages,
                other,
                minimumWork,
                noBan,
                ownNames);
    }

    /** The same node, for which a chain with less work than this doesn't count. */
    public ProtocolConfig withMinimumWork(Work least) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                outboundTarget,
                reportMessages,
                timeouts,
                least,
                noBan,
                ownNames);
    }

    /** The same node, keeping peers at these addresses whatever they send. */
    public ProtocolConfig withNoBan(Predicate<NetworkAddress> addresses) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                outboundTarget,
                reportMessages,
                timeouts,
                minimumWork,
                addresses,
                ownNames);
    }

    /** The same node, in a process with nodes of these names. */
    public ProtocolConfig withOwnNames(Predicate<String> names) {
        return new ProtocolConfig(
                params,
                nodeName,
                softwareVersion,
                listening,
                outboundTarget,
                reportMessages,
                timeouts,
                minimumWork,
                noBan,
                names);
    }

    /**
     * What a peer is called here: its node's name, or its address if it says none. A tab, or one on another machine, that calls
     * itself like a node of this process is {@code NAME@HOST}: nobody can pass for one of ours.
     */
    public String nameOf(NetworkAddress address, PeerKind kind, String userAgent) {
        if (userAgent.isEmpty()) {
            return address.toString();
        }
        String name = UserAgent.nodeName(userAgent);
        boolean elsewhere = kind == PeerKind.TAB || !address.isLoopback();
        return elsewhere && ownNames.test(name) ? name + "@" + address.host() : name;
    }

    /** What the node calls itself to others: {@code /Wonsi:0.1.0(Seoul)/}. */
    public String userAgent() {
        return UserAgent.of(softwareVersion, nodeName);
    }
}
