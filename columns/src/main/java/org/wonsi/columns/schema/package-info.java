/**
 * The tables as data: names, types and meaning of every column, in both languages.
 *
 * <p>Read {@link org.wonsi.columns.schema.Table} first. The files, the views and docs/columns.md are made from it.
 */
@NullMarked
package org.wonsi.columns.schema;

import org.jspecify.annotations.NullMarked;
