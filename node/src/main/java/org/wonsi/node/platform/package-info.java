/**
 * The access to the operating system: where data is kept, files for the owner alone, addresses on the local network,
 * signals, memory and the set-up of the log.
 *
 * <p>Nothing here knows of Bitcoin or of a node. Read {@link org.wonsi.node.platform.HomeDirectory} first.
 */
@NullMarked
package org.wonsi.node.platform;

import org.jspecify.annotations.NullMarked;
