/**
 * What every route is made of; read {@link org.wonsi.node.http.route.RouteTable} first.
 *
 * <p>A route is added together with its {@link org.wonsi.node.http.route.Operation}, so that the description of the API
 * is made from the routes that exist.
 */
@NullMarked
package org.wonsi.node.http.route;

import org.jspecify.annotations.NullMarked;
