/**
 * The trial of a block for showing: what each group of rules would say of it, though the one before refused it already.
 *
 * <p>{@link org.wonsi.lab.trial.BlockTrial} is what to read first.
 */
package org.wonsi.lab.trial;
