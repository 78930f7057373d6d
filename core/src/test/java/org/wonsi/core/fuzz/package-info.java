/**
 * Whatever bytes or text come from outside: decoders accept them or say why not, and never do anything else. In the suite
 * the kept inputs are run again; {@code JAZZER_FUZZ=1} searches for new ones, guided by the code they reach.
 */
@NullMarked
package org.wonsi.core.fuzz;

import org.jspecify.annotations.NullMarked;
