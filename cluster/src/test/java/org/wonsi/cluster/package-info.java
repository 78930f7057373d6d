/** The tests of the module as a whole. */
@NullMarked
package org.wonsi.cluster;

import org.jspecify.annotations.NullMarked;
