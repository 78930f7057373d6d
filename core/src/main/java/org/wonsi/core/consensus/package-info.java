/**
 * The rules: what makes a header, a transaction and a block valid, and with which reason one is refused.
 *
 * <p>Start with {@link org.wonsi.core.consensus.BlockRules}: each class of rules is a visible chain of {@code check}
 * functions in Bitcoin Core's order, one function for one rule, each answering with the first {@link
 * org.wonsi.core.consensus.Violation}. {@link org.wonsi.core.consensus.RejectReason} lists all reasons with Bitcoin
 * Core's words for them. {@link org.wonsi.core.consensus.ChainParams} is what differs between networks.
 *
 * <p>The rules look at a chain through two small interfaces, {@link org.wonsi.core.consensus.HeaderView} (the headers
 * before this one) and {@link org.wonsi.core.consensus.CoinView} (the unspent outputs); which chain is the best, storage
 * and the pool of waiting transactions are other packages' business. Relay policy is not consensus and isn't here.
 * Source: paper, sections 5 and 6.
 */
@NullMarked
package org.wonsi.core.consensus;

import org.jspecify.annotations.NullMarked;
