package org.wonsi.wallet.coins;

import java.util.List;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A transaction that touches the wallet, and how sure it is.
 *
 * @param tx its bytes, which hash to its id
 * @param standing proven, waiting or only claimed
 * @param height of its block if it is proven, else {@link OwnCoin#UNCONFIRMED}
 * @param block hash of that block, empty if it isn't proven
 * @param time seconds since 1970 UTC: of its block; else when the wallet made it; else when it first saw it, by its own clock
 * @param clock which of these the time is
 * @param claimedBy URLs of the nodes that tell of it
 */
public record WalletTx(
        Transaction tx, Standing standing, int height, String block, long time, Clock clock, List<String> claimedBy) {

    /** The certainty of a transaction. */
    public enum Standing {
        /** A merkle branch leads to a header with work, in the branch with the most. */
        PROVEN,
        /** The wallet's own payment, signed with its keys, in no block that is proven. */
        WAITING,
        /** Somebody else's, and there is only a node's word for it. */
        CLAIMED
    }

    /** The clock that a transaction's time was read from. */
    public enum Clock {
        /** What the miner wrote into its block; it may be two hours off. */
        BLOCK,
        /** When this wallet made it. */
        MADE,
        /** When this wallet first saw it: no transaction says when it was made, and a node's word isn't asked for. */
        SEEN
    }

    public WalletTx {
        claimedBy = List.copyOf(claimedBy);
    }

    /** The transaction's id. */
    public Txid txid() {
        return tx.txid();
    }

    /** Whether it is proven to be in a block. */
    public boolean isProven() {
        return standing == Standing.PROVEN;
    }

    /** Whether it makes an address count as used: true if it is proven or the wallet's own, not on a node's word alone. */
    public boolean counts() {
        return standing != Standing.CLAIMED;
    }
}
