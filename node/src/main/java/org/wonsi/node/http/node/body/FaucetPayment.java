package org.wonsi.node.http.node.body;

/**
 * What the faucet sent.
 *
 * @param amount satoshis
 */
public record FaucetPayment(String txid, String address, long amount) {}
