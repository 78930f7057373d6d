/**
 * The gain of dishonest miners, simulated block by block with random draws, without bytes.
 *
 * <p>Read {@link org.wonsi.lab.attack.DoubleSpendRace} first: section 11's race between an attacker and the honest miners, which
 * package {@code paper} has the formulas of. {@link org.wonsi.lab.attack.SelfishPool} keeps its blocks back by {@link
 * org.wonsi.lab.attack.SelfishStrategy}, as the selfish miner of a simulated network and that of a lesson do; {@link
 * org.wonsi.lab.attack.SelfishMining} is the formula that they are held to. Source: paper, section 11; Eyal and Sirer, "Majority is not
 * enough" (2013).
 */
@NullMarked
package org.wonsi.lab.attack;

import org.jspecify.annotations.NullMarked;
