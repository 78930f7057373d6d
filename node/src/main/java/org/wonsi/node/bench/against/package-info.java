/**
 * The comparison with Bitcoin Core: the same work is done by both nodes in turn, {@code wonsi bench --against PATH}.
 *
 * <p>Read {@link org.wonsi.node.bench.against.ComparisonRunner} first: it goes through the {@link org.wonsi.node.bench.against.Row}s, three
 * times each. Both programs are processes of their own, started as a user starts them, and are asked over the same JSON-RPC and
 * REST. The chains are made here ({@code PaidChain}), so nothing has to be downloaded.
 */
@NullMarked
package org.wonsi.node.bench.against;

import org.jspecify.annotations.NullMarked;
