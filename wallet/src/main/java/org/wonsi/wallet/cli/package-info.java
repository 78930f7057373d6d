/**
 * The wallet's commands.
 *
 * <p>{@link org.wonsi.wallet.cli.WonsiWallet} is the list of commands; each is one class, which is given the {@link
 * org.wonsi.wallet.cli.Program}, asks a {@link
 * org.wonsi.wallet.Wallet} for what it needs and hands a record to {@link org.wonsi.wallet.cli.Output}: as JSON with
 * {@code --json}, else in sentences from {@code messages.properties}, in English or Korean.
 *
 * <p>No rule about money is here. Exit codes: 0 done, 1 it couldn't be done, 2 the command line was wrong.
 */
@NullMarked
package org.wonsi.wallet.cli;

import org.jspecify.annotations.NullMarked;
