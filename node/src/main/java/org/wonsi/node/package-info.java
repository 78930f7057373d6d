/** The node around the rules; see the packages below. */
@org.jspecify.annotations.NullMarked
package org.wonsi.node;
