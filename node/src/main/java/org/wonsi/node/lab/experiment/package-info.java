/**
 * The experiments, one class each and what it needs beside it.
 *
 * <p>What they do to blocks and chains is computed in {@code org.wonsi.lab}; here it is sent to real nodes.
 * {@link org.wonsi.node.lab.experiment.Tamper} is what to read first.
 */
package org.wonsi.node.lab.experiment;
