/**
 * Everything that knows Spark: sessions, sweeps as jobs and their files, a chain's tables as views, and a cluster on this machine.
 *
 * <p>Read {@link org.wonsi.cluster.spark.SweepRun} first for sweeps, {@link org.wonsi.cluster.spark.SparkLake} for questions.
 */
@NullMarked
package org.wonsi.cluster.spark;

import org.jspecify.annotations.NullMarked;
