/**
 * What every experiment stands on: the stage where it tells what it sees, a network of its own to do it in, and a connection to
 * speak Bitcoin's protocol over by hand.
 *
 * <p>Not here: what an experiment does. {@link org.wonsi.node.lab.stage.Experiment} is what to read first.
 */
package org.wonsi.node.lab.stage;
