/**
 * Methods about the node itself: its peers, its clock, its end.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.control.ControlMethods} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.control;

import org.jspecify.annotations.NullMarked;
