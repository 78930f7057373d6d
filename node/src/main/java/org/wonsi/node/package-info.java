/** The node around the rules. Read {@link org.wonsi.node.runtime.Node} first; all code is in the packages below. */
@org.jspecify.annotations.NullMarked
package org.wonsi.node;
