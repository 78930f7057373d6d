package org.wonsi.node.http.node.body;

import org.jspecify.annotations.Nullable;

/**
 * A request for some of a node's coins; {@code POST /node/faucet}.
 *
 * @param amount satoshis; the faucet's usual amount if absent
 * @param feeRate satoshis a byte, 1 to 1,000; 2 if absent
 */
public record FaucetRequest(
        String address, @Nullable Long amount, @Nullable Long feeRate) {}
