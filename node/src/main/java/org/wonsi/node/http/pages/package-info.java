/**
 * Pages and files for browsers: the board from the class path, the documentation of the API, and the page that tells how
 * to join from another machine.
 *
 * <p>Read {@link org.wonsi.node.http.pages.StaticPages} first: it serves what lies under {@code /web} in the jar, and scripts that came
 * as webjars; nothing is read from the disk by a path that a request names. The page itself is in {@code
 * node/src/main/resources/web}.
 */
@NullMarked
package org.wonsi.node.http.pages;

import org.jspecify.annotations.NullMarked;
