/**
 * The wallet's command line.
 *
 * <p>Read {@link org.wonsi.wallet.cli.WonsiWallet} first, which lists the commands. Each is one class, in {@code keys}, {@code funds} or {@code pay}:
 * it is given the {@link org.wonsi.wallet.cli.program.CommandContext}, asks a {@link org.wonsi.wallet.Wallet} for what it needs and hands a record to {@link
 * org.wonsi.wallet.cli.program.Output}: as JSON with {@code --json}, else in sentences.
 *
 * <p>No rule about money is here. Exit codes: 0 done, 1 it couldn't be done, 2 the command line was wrong.
 */
@NullMarked
package org.wonsi.wallet.cli;

import org.jspecify.annotations.NullMarked;
