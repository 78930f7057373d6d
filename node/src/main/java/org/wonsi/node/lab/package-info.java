/**
 * The seminar's laboratory: experiments on real nodes of this process, each on a bench of its own.
 *
 * <p>{@link org.wonsi.node.lab.SeminarExperiments} is what to read first.
 */
package org.wonsi.node.lab;
