/** Tests of the module, and the chain that they share. */
@NullMarked
package org.wonsi.columns;

import org.jspecify.annotations.NullMarked;
