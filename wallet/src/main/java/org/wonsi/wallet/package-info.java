/** The wallet; see the packages below. */
@org.jspecify.annotations.NullMarked
package org.wonsi.wallet;
