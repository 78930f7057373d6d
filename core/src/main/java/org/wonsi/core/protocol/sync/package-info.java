/**
 * The synchronisation of headers and blocks: which chain is best, which peer is asked for its blocks, which peers are
 * told.
 *
 * <p>Read {@link org.wonsi.core.protocol.sync.HeaderSync} first, then {@link org.wonsi.core.protocol.sync.BlockDownload}. What was only announced counts for nothing until it is
 * here; {@link org.wonsi.core.protocol.sync.UndeliveredHeaders} forgets branches whose blocks never come. Whether a block is valid is decided in {@code
 * chain}.
 */
@NullMarked
package org.wonsi.core.protocol.sync;

import org.jspecify.annotations.NullMarked;
