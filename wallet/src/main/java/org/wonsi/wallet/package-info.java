/**
 * The wallet: a command line that keeps keys, finds its coins, and pays. Read {@link org.wonsi.wallet.Wallet} first: it is the
 * front door.
 *
 * <p>It talks plain HTTP (Esplora's paths) to one or several nodes, which never see a key and aren't believed. The
 * packages from top to bottom; an import only goes down:
 *
 * <pre>
 *   cli                    the commands: read words, call the front door, print
 *   this package           Wallet; a look at the chain, payments on their way, sending
 *   client     keystore    sockets; files
 *   build                  puts payments together and signs them       pure: no files, no sockets,
 *   coins                  what the wallet owns, which coins pay       no clock; they run in a
 *   spv                    headers, merkle branches: proofs            browser too
 *   json       problem     JSON; what the person has to be told
 * </pre>
 *
 * <p>Nothing here imports the node.
 */
@NullMarked
package org.wonsi.wallet;

import org.jspecify.annotations.NullMarked;
