/**
 * The REST API of Blockstream's Esplora under {@code /api}: same paths, fields, plain texts and errors, so that wallets
 * and libraries made for it work here.
 *
 * <p>Read {@link org.wonsi.node.http.rest.TxRoutes} first. {@link org.wonsi.node.http.rest.TxJson} and {@link org.wonsi.node.http.rest.BlockJson} turn the chain's values into
 * the records of {@code core.api}; the classes named {@code ...Routes} are one family of paths each. What is confirmed
 * comes from the database, what waits from {@link org.wonsi.node.http.rest.MempoolView}.
 *
 * <p>Source: Esplora's API description (github.com/Blockstream/esplora, API.md).
 */
@NullMarked
package org.wonsi.node.http.rest;

import org.jspecify.annotations.NullMarked;
