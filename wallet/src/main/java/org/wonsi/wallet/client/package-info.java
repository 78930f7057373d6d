/**
 * Asks nodes over HTTP: Esplora's paths below {@code <node>/api}, and nothing else, so any Esplora server will do.
 *
 * <p>Read {@link org.wonsi.wallet.client.EsploraClient} first; {@link org.wonsi.wallet.client.Nodes} is several of them.
 * What a node says is checked where money depends on it ({@code build}, {@code spv}); here only its form is.
 */
@NullMarked
package org.wonsi.wallet.client;

import org.jspecify.annotations.NullMarked;
