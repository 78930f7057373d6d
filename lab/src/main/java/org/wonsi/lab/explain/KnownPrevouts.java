package org.wonsi.lab.explain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * The outputs that are known without a chain: those of the same block, and that of the first payment ever made, which everybody
 * asks about.
 */
final class KnownPrevouts {
    /**
     * Bitcoin's block 9 paid its finder, Satoshi Nakamoto, the coins of the first payment ever (block 170, to Hal
     * Finney). Its output is here so that this payment's signature can be checked from its bytes alone.
     */
    private static final OutPoint BLOCK_9_COINBASE =
            new OutPoint(Txid.ofDisplay("0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9"), 0);

    private static final TxOut BLOCK_9_OUTPUT = new TxOut(
            Amount.ofCoins(50),
            new Script(ByteString.ofHex("41"
                    + "0411db93e1dcdb8a016b49840f8c53bc1eb68a382e97b1482ecad7b148a6909a5c"
                    + "b2e0eaddfb84ccf9744464f82e160bfa9b8b64f9d4c03f999b8643f656b412a3"
                    + "ac")));

    private KnownPrevouts() {}

    /** Block 9's coinbase of Bitcoin's main chain. */
    static PrevoutSource wellKnown() {
        return outPoint -> outPoint.equals(BLOCK_9_COINBASE) ? Optional.of(BLOCK_9_OUTPUT) : Optional.empty();
    }

    /** The outputs made in this block. */
    static PrevoutSource of(Block block) {
        Map<Txid, List<TxOut>> outputs = new HashMap<>();
        for (Transaction tx : block.transactions()) {
            outputs.put(tx.txid(), tx.outputs());
        }
        return outPoint -> {
            List<TxOut> made = outputs.getOrDefault(outPoint.txid(), List.of());
            return outPoint.index() < made.size() ? Optional.of(made.get((int) outPoint.index())) : Optional.empty();
        };
    }
}
