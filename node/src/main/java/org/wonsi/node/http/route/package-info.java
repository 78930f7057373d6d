/**
 * The parts of every route; read {@link org.wonsi.node.http.route.RouteTable} first.
 *
 * <p>A route is added together with its {@link org.wonsi.node.http.route.Operation}, so that the description of the API is made from the
 * routes that exist. Errors become {@link org.wonsi.node.http.route.Problem} in one place, {@link org.wonsi.node.http.route.ProblemAnswers}; {@link
 * org.wonsi.node.http.route.Json} turns records into JSON.
 */
@NullMarked
package org.wonsi.node.http.route;

import org.jspecify.annotations.NullMarked;
