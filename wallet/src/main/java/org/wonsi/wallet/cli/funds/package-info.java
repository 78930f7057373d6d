/**
 * Commands that show what the wallet has and had, and what a person notes about it; none of them signs.
 *
 * <p>Read {@link org.wonsi.wallet.cli.funds.BalanceCommand} first.
 */
@NullMarked
package org.wonsi.wallet.cli.funds;

import org.jspecify.annotations.NullMarked;
