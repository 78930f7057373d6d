/**
 * The explanation of bytes: every field of a block, header, transaction or script with its place, value, byte order and
 * meaning, and whether what the bytes claim holds (work, merkle root, signatures).
 *
 * <p>Behind {@code wonsi decode} and the page's byte view. Nothing here decides what is valid: the fields are found by
 * reading in the same order as the decoders of {@code core}, and the verdicts are those of {@code core}'s own rules.
 * Read {@link org.wonsi.lab.explain.Explainer} first.
 */
package org.wonsi.lab.explain;
