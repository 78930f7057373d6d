/**
 * Measurements on the machine they run on: {@code wonsi bench}.
 *
 * <p>Read {@link org.wonsi.node.bench.Benchmark} first. Each does real work with real parts (a database in a temporary directory, TCP
 * over loopback, processes of their own) and prints what it counted; core's inner loops are measured by JMH, in the module {@code
 * kernels}, on their own and beside bitcoinj's. docs/benchmarks.md says how and keeps ratios; the
 * numbers alone mean nothing on another machine.
 */
@NullMarked
package org.wonsi.node.bench;

import org.jspecify.annotations.NullMarked;
