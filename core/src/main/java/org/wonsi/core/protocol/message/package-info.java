/**
 * The messages between nodes, the addresses and versions in them, and their bytes.
 *
 * <p>Read {@link org.wonsi.core.protocol.message.Message} first, then {@link org.wonsi.core.protocol.message.MessageCodec}. A decoder refuses only what is no message; what a
 * message may hold at the most is {@link org.wonsi.core.protocol.message.MessageLimits}. Nothing here knows of peers or of time.
 */
@NullMarked
package org.wonsi.core.protocol.message;

import org.jspecify.annotations.NullMarked;
