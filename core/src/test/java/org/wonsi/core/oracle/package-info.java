/**
 * Other implementations of Bitcoin as judges: bitcoinj and bitcoin-kmp get the same random input as core, and must come
 * to the same result. Where they don't, the difference is explained and pinned in the test.
 */
@NullMarked
package org.wonsi.core.oracle;

import org.jspecify.annotations.NullMarked;
