/**
 * The page as a browser sees it: its logic run inside Chromium, its words, and the board of a running node.
 *
 * <p>The tests need a Chromium and skip with a message where there is none; they never download one.
 */
@NullMarked
package org.wonsi.node.web;

import org.jspecify.annotations.NullMarked;
