/**
 * The access rights and limits of HTTP: which client may do what, and how much of it.
 *
 * <p>Read {@link org.wonsi.node.http.auth.AccessFilter} first. Reading is open. What changes the node needs the operator's token ({@link org.wonsi.node.http.auth.OperatorCookie}),
 * which is in a file of the data directory, as in Bitcoin Core. {@link org.wonsi.node.http.auth.SameSite} keeps foreign
 * web pages from driving a node through the browser of somebody who can reach it; {@link
 * org.wonsi.node.http.auth.RequestRate} and {@link org.wonsi.node.http.auth.ConnectionSlots} keep one client from
 * taking everything.
 *
 * <p>There is no encryption: a node listens on the loopback address, or on a local network in a room. For anything else
 * put a proxy with TLS in front.
 */
@NullMarked
package org.wonsi.node.http.auth;

import org.jspecify.annotations.NullMarked;
