/**
 * A node that lies, to show what a light wallet may believe (paper, section 8).
 *
 * <p>Read {@link org.wonsi.node.lying.LyingNode} first: a server that stands before an honest node, passes everything on, and
 * changes what is answered under Esplora's paths. Each {@link org.wonsi.node.lying.Lie} is one class in front of another
 * {@code EsploraSource}, and lies in one respect only, so that what a wallet notices can be put down to it.
 *
 * <p>No liar can do the worst that a reader might expect: find bytes that hash to a given id, or do work it hasn't done. So all
 * of them lie in JSON, or tell of transactions that never were, whose ids are right and whose proofs aren't.
 */
@NullMarked
package org.wonsi.node.lying;

import org.jspecify.annotations.NullMarked;
