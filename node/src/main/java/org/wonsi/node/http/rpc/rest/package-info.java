/**
 * Bitcoin Core's unauthenticated paths under {@code /rest}, made of the same answers as its JSON-RPC.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.rest.CoreRest} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.rest;

import org.jspecify.annotations.NullMarked;
