/**
 * The paper's own arithmetic: section 11's attacker, section 6's money supply, section 7's disk space.
 *
 * <p>Read {@link org.wonsi.lab.paper.AttackerSuccess} first. Nothing here decides anything in a node; the numbers are for
 * lessons, and for tests that hold package {@code attack} to what theory says. {@code double} is allowed here and
 * nowhere near money or consensus.
 */
@NullMarked
package org.wonsi.lab.paper;

import org.jspecify.annotations.NullMarked;
