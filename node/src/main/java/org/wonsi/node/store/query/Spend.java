package org.wonsi.node.store.query;

import org.wonsi.core.tx.Txid;

/** The input that spent an output: input {@code vin} of transaction {@code txid} in {@code block}. */
public record Spend(Txid txid, int vin, BlockRef block) {}
