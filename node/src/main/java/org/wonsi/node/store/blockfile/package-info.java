/**
 * Blocks in files of Bitcoin Core's form (blk*.dat): import, with blocks read ahead, and export.
 *
 * <p>Read {@link org.wonsi.node.store.blockfile.BlockImport} first. A record is the network's magic, the length as uint32 (little-endian)
 * and the block; newer files are obfuscated with a key of eight bytes (xor.dat).
 */
@NullMarked
package org.wonsi.node.store.blockfile;

import org.jspecify.annotations.NullMarked;
