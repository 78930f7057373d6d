/**
 * A node's answers about its chain, as the explorer and the byte view ask for them; the same JSON as over HTTP.
 *
 * <p>Read {@link org.wonsi.browser.answer.ChainAnswers} first.
 */
@NullMarked
package org.wonsi.browser.answer;

import org.jspecify.annotations.NullMarked;
