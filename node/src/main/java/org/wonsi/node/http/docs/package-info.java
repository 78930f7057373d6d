/**
 * The description of the API, made to be read by programs ({@code /openapi.json}) and by people ({@code /docs}).
 *
 * <p>Each route brings its {@link org.wonsi.node.http.route.Operation}; {@link org.wonsi.node.http.docs.OpenApi} writes
 * them down, and {@link org.wonsi.node.http.docs.Schemas} makes the schemas from the records that they take and give. A test
 * holds real answers against the schemas. Read {@link org.wonsi.node.http.docs.DocsRoutes} first.
 *
 * <p>Source: OpenAPI 3.1, JSON Schema 2020-12.
 */
@NullMarked
package org.wonsi.node.http.docs;

import org.jspecify.annotations.NullMarked;
