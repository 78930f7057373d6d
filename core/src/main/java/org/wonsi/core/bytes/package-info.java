/**
 * Bytes and how Bitcoin lays them out: little-endian integers, compact sizes, 32-byte hashes.
 *
 * <p>Read {@link org.wonsi.core.bytes.ByteReader} and {@link org.wonsi.core.bytes.ByteWriter} first: every format of this
 * project is a sequence of their calls. A reader refuses what can't be represented ({@link
 * org.wonsi.core.bytes.MalformedException}); whether a value is <em>allowed</em> is a question for the rules, in package
 * {@code consensus}.
 *
 * <p>Nothing here knows what a block or a transaction is.
 */
@NullMarked
package org.wonsi.core.bytes;

import org.jspecify.annotations.NullMarked;
