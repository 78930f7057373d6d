/**
 * The room's people by the names that they chose, so that a phone can pay another by name.
 *
 * <p>{@link org.wonsi.node.http.people.PeopleRoutes} is what to read first. A name is this node's word for an address; the phone shows the
 * address before it pays.
 */
@NullMarked
package org.wonsi.node.http.people;

import org.jspecify.annotations.NullMarked;
