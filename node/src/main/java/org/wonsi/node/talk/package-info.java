/**
 * The state of a talk: the lesson and step on the projector, whether it is paused, and the presenter's clock.
 *
 * <p>It knows no lesson and no page: it keeps numbers, so that two pages that show the same talk agree, and a page that was
 * reloaded or opened on another machine finds its way back. {@link org.wonsi.node.talk.Talk} is what to read first.
 */
@NullMarked
package org.wonsi.node.talk;

import org.jspecify.annotations.NullMarked;
