package org.wonsi.core.api;

import java.util.List;

/**
 * The path from a transaction to its block's merkle root; Esplora's {@code GET /tx/:txid/merkle-proof}, Electrum's form.
 *
 * @param merkle the sibling hashes, lowest first
 * @param pos the transaction's index in the block: its bits say on which side each sibling stands
 */
public record MerkleBranch(int blockHeight, List<String> merkle, int pos) {
    public MerkleBranch {
        merkle = List.copyOf(merkle);
    }
}
