package org.wonsi.core.api;

/**
 * What the faucet sent.
 *
 * @param amount satoshis
 */
public record FaucetPayment(String txid, String address, long amount) {}
