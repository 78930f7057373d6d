/**
 * The bodies of this node's own answers and requests as plain records: no logic and no rules.
 *
 * <p>A component's name in snake case is the JSON field. Hashes and scripts are text as people write them, money is a number of
 * satoshis, times are seconds since 1970 UTC (the fields whose name ends in {@code Ms} are milliseconds). A component marked
 * {@code @Nullable} is a field that JSON leaves out. Read {@link org.wonsi.node.http.node.body.status.NodeStatus} first.
 *
 * <p>What the wallet reads, too, is in {@code core.api}.
 */
@NullMarked
package org.wonsi.node.http.node.body;

import org.jspecify.annotations.NullMarked;
