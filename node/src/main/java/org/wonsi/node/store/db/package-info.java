/**
 * The database file: how it is opened, locked, laid out and repaired, and its rows as records.
 *
 * <p>Read {@link org.wonsi.node.store.db.Database} first. The schema is {@code resources/db/*.sql}, which {@link
 * org.wonsi.node.store.db.Migrations} applies; {@link org.wonsi.node.store.db.Salvage} reads what is left of a damaged file.
 */
@NullMarked
package org.wonsi.node.store.db;

import org.jspecify.annotations.NullMarked;
