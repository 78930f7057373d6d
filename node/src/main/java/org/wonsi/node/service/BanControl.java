package org.wonsi.node.service;

import java.time.Duration;
import java.util.List;
import org.wonsi.node.p2p.Ban;
import org.wonsi.node.p2p.Subnet;

/** The networks whose nodes are refused, over a restart too. All of it may be called from any thread. */
public interface BanControl {
    /** Closes every connection with a network and refuses it for so long. */
    void ban(Subnet subnet, Duration time);

    /** Lifts a ban; false if exactly this network wasn't banned. */
    boolean unban(Subnet subnet);

    /** Lifts all bans. */
    void clearBans();

    /** The bans that hold. */
    List<Ban> bans();
}
