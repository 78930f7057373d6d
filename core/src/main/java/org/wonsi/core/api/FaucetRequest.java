package org.wonsi.core.api;

import org.jspecify.annotations.Nullable;

/**
 * Ask a node for some of its coins; {@code POST /node/faucet}.
 *
 * @param amount satoshis; the faucet's usual amount if absent
 */
public record FaucetRequest(String address, @Nullable Long amount) {}
