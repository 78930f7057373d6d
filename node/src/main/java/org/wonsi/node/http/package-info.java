/**
 * The node's HTTP: page, REST, JSON-RPC and events on one port.
 *
 * <p>Read {@link org.wonsi.node.http.HttpServer} first: it puts the families of routes together. Each family is a small
 * package: {@code rest} speaks Esplora, {@code rpc} Bitcoin Core's JSON-RPC, {@code node} this node's own paths, {@code
 * events} the stream of what happens, {@code pages} the board and the documentation. {@code auth} decides who may do
 * what, and how much of it.
 *
 * <p>Everything goes through {@link org.wonsi.node.service.NodeService}; nothing here knows a rule, a file or a socket of the
 * node's, and nothing here is needed for the node to run. Errors become {@link org.wonsi.node.http.route.Problem} in one
 * place, {@link org.wonsi.node.http.route.ProblemAnswers}.
 */
@NullMarked
package org.wonsi.node.http;

import org.jspecify.annotations.NullMarked;
