package org.wonsi.node.store.query;

import org.wonsi.core.consensus.Coin;
import org.wonsi.core.tx.OutPoint;

/** An unspent output with its name and its block. */
public record Utxo(OutPoint outPoint, Coin coin, BlockRef block) {}
