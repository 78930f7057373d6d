/**
 * Who plays in the lessons' experiments: people with keys, an attacker with hash power, a messenger, and the network they play on.
 *
 * <p>Read {@link org.wonsi.node.lab.cast.LabNetwork} first. What they do is each experiment's ({@code lab.experiment}); all that they send
 * goes over connections like a stranger's, or through the same doors as everybody's.
 */
@NullMarked
package org.wonsi.node.lab.cast;

import org.jspecify.annotations.NullMarked;
