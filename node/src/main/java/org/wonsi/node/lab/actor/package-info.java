/**
 * The actors of the lessons' experiments: people with keys, an attacker with hash power, a peer that loses a block, and
 * the network they act on.
 *
 * <p>Read {@link org.wonsi.node.lab.actor.LabNetwork} first. What they do is each experiment's ({@code lab.experiment}); all that they send
 * goes over connections like a stranger's, or through the same doors as everybody's.
 */
@NullMarked
package org.wonsi.node.lab.actor;

import org.jspecify.annotations.NullMarked;
