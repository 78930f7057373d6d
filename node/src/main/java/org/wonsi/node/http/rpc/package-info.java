/**
 * Bitcoin Core's JSON-RPC at {@code POST /}: versions 1.0 and 2.0, batches, named arguments, Core's codes and messages, so
 * that bitcoin-cli and test tools drive this node.
 *
 * <p>Read {@link org.wonsi.node.http.rpc.RpcRoutes} first: it reads requests and writes answers, {@link
 * org.wonsi.node.http.rpc.call.RpcMethod} is one method with its help, and each class named {@code ...Methods} is a family of
 * them. They have no logic of their own: what they answer comes from the same snapshot and queries as REST's answers.
 * {@link org.wonsi.node.http.rpc.RpcShortcut} brings the calls of this machine's programs there past servlets and routes.
 *
 * <p>There is no wallet here: the node holds no keys but its faucet wallet's, so wallet methods don't exist. Source: Bitcoin Core
 * 28.1, {@code src/rpc}.
 */
@NullMarked
package org.wonsi.node.http.rpc;

import org.jspecify.annotations.NullMarked;
