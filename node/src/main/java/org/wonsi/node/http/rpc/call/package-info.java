/**
 * One call of JSON-RPC: its method, its parameters, its error, its numbers as Bitcoin Core prints them.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.call.RpcMethod} first.
 */
@NullMarked
package org.wonsi.node.http.rpc.call;

import org.jspecify.annotations.NullMarked;
