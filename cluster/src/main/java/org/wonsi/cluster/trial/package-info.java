/**
 * What is tried again and again with other numbers and seeds: a race, a pool, a whole network. Nothing here knows Spark.
 *
 * <p>Read {@link org.wonsi.cluster.trial.Trial} first.
 */
@NullMarked
package org.wonsi.cluster.trial;

import org.jspecify.annotations.NullMarked;
