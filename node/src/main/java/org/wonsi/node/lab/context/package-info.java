/**
 * The parts that every experiment uses: the context in which it reports what it sees, a sandbox network of its own, and
 * a connection over which it sends Bitcoin's messages one by one.
 *
 * <p>Not here: what an experiment does. {@link org.wonsi.node.lab.context.Experiment} is what to read first.
 */
package org.wonsi.node.lab.context;
