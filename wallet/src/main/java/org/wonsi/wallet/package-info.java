/**
 * The wallet: a command line that keeps keys, finds its coins, and pays.
 *
 * <p>It talks plain HTTP (Esplora's paths) to one or several nodes, which never see a key. {@code keystore} is the
 * encrypted file, {@code client} the HTTP side, {@code coins} what the wallet owns and which coins a payment takes,
 * {@code build} makes and signs transactions, {@code spv} proves payments against headers of its own, {@code cli} is the
 * commands. Nothing here imports the node.
 *
 * <p>Read {@code coins.AccountScan} and {@code build.PaymentBuilder} first.
 */
@NullMarked
package org.wonsi.wallet;

import org.jspecify.annotations.NullMarked;
