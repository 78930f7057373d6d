/**
 * Headers and blocks on their way: which chain is best, whom to ask for its blocks, whom to tell.
 *
 * <p>Read {@link org.wonsi.core.protocol.sync.HeaderSync} first, then {@link org.wonsi.core.protocol.sync.BlockDownload}. What was only announced counts for nothing until it is
 * here; {@link org.wonsi.core.protocol.sync.UndeliveredHeaders} forgets branches whose blocks never come. Whether a block is valid is decided in {@code
 * chain}.
 */
@NullMarked
package org.wonsi.core.protocol.sync;

import org.jspecify.annotations.NullMarked;
