/**
 * Commands about the wallet itself: making, restoring and exporting it, its password, accounts and signatures.
 *
 * <p>Read {@link org.wonsi.wallet.cli.keys.CreateCommand} first. Nothing here pays, and nothing here says how much there is.
 */
@NullMarked
package org.wonsi.wallet.cli.keys;

import org.jspecify.annotations.NullMarked;
