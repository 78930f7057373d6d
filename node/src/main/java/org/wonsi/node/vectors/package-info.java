/**
 * The run of Bitcoin Core's published test vectors against this node's rules: {@code ./wonsi vectors FILE.json}.
 *
 * <p>Read {@link org.wonsi.node.vectors.VectorFile} first: it tells from a file's shape which kind it is; each kind has a class that
 * says of one case whether it holds. A case that asks for what this node doesn't know yet (SegWit, Taproot, bech32) is
 * skipped and counted by its reason, never passed.
 *
 * <p>The files themselves are Bitcoin Core's, {@code src/test/data}, and aren't here.
 */
@NullMarked
package org.wonsi.node.vectors;

import org.jspecify.annotations.NullMarked;
