/**
 * The client of nodes over HTTP: it uses Esplora's paths below {@code <node>/api}, and nothing else, so any Esplora
 * server will do.
 *
 * <p>Read {@link org.wonsi.wallet.client.EsploraClient} first; {@link org.wonsi.wallet.client.NodeClients} is several of them.
 * What a node says is checked in {@code spv} and {@code coins}; here only its form and its size are, and that it
 * comes in time.
 */
@NullMarked
package org.wonsi.wallet.client;

import org.jspecify.annotations.NullMarked;
