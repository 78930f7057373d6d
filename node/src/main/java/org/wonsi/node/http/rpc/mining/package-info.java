/**
 * Methods that make block templates, take blocks and mine on request.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.mining.TemplateMethods} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.mining;

import org.jspecify.annotations.NullMarked;
