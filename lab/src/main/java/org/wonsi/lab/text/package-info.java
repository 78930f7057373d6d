/**
 * How numbers are written for people, the same in every runtime.
 *
 * <p>Read {@link org.wonsi.lab.text.Decimals} first.
 */
@NullMarked
package org.wonsi.lab.text;

import org.jspecify.annotations.NullMarked;
