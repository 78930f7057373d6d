/**
 * A living network for the board of a tab, in the JSON of a node's answers and events.
 *
 * <p>Read {@link org.wonsi.browser.network.TabNetwork} first.
 */
@NullMarked
package org.wonsi.browser.network;

import org.jspecify.annotations.NullMarked;
