/**
 * The description of the API, made to be read by programs ({@code /openapi.json}) and by people ({@code /docs}).
 *
 * <p>{@link org.wonsi.node.http.docs.Operations} lists every path once, with the records it takes and gives; {@link
 * org.wonsi.node.http.docs.Schemas} makes the schemas from those records, so that they can't drift apart. A test holds
 * the list against the routes that exist, and real answers against the schemas.
 *
 * <p>Source: OpenAPI 3.1, JSON Schema 2020-12.
 */
@NullMarked
package org.wonsi.node.http.docs;

import org.jspecify.annotations.NullMarked;
