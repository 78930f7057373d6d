/**
 * The context of every command, and how it asks and answers.
 *
 * <p>Read {@link org.wonsi.wallet.cli.program.CommandContext} first: the options that all commands understand, the wallet they mean, and where answers and
 * errors go. Sentences come from {@code messages.properties}, in English or Korean; what a person types comes through a {@link
 * org.wonsi.wallet.cli.program.Terminal}, so that a test can be the person.
 */
@NullMarked
package org.wonsi.wallet.cli.program;

import org.jspecify.annotations.NullMarked;
