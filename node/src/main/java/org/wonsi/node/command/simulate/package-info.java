/**
 * The command {@code wonsi simulate}: whole networks in virtual time, as a table and as files to plot.
 *
 * <p>Read {@link org.wonsi.node.command.simulate.SimulateCommand} first. What is simulated is {@code lab.network}'s.
 */
@NullMarked
package org.wonsi.node.command.simulate;

import org.jspecify.annotations.NullMarked;
