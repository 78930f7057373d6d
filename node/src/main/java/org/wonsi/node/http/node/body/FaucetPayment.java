package org.wonsi.node.http.node.body;

/**
 * A payment of the faucet.
 *
 * @param amount satoshis
 */
public record FaucetPayment(String txid, String address, long amount) {}
