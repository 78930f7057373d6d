/**
 * The seminar's experiments on real nodes of this process, each with a runner of its own.
 *
 * <p>{@link org.wonsi.node.lab.SeminarExperiments} is what to read first.
 */
package org.wonsi.node.lab;
