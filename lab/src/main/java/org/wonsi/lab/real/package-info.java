/**
 * The real blocks that come with the program, and what can be checked of a block whose earlier coins aren't here.
 *
 * <p>Two files come with the program; their README, beside them, says which blocks and from where. No other block of the real chain is here,
 * so of most coins that the large block spends nothing is known, and {@link org.wonsi.lab.real.LoneBlock} says which rules that leaves
 * out. It is what to read first.
 */
package org.wonsi.lab.real;
