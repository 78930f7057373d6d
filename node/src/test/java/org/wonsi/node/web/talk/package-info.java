/** Whole talks in the machine's own Chromium: presenter's window, projector and a room of phones. */
@NullMarked
package org.wonsi.node.web.talk;

import org.jspecify.annotations.NullMarked;
