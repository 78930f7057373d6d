/**
 * The commands of this module: {@code ./wonsi cluster sql}, {@code sweep}, {@code start} and {@code speedup}.
 *
 * <p>Read {@link org.wonsi.cluster.command.WonsiCluster} first.
 */
@NullMarked
package org.wonsi.cluster.command;

import org.jspecify.annotations.NullMarked;
