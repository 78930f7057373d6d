/**
 * Everything that is read from the database, on connections that can't write.
 *
 * <p>Read {@link org.wonsi.node.store.query.ChainQueries} first, which lends a {@link org.wonsi.node.store.query.StoreSnapshot}; each class named {@code ...Reads} has the SQL of one subject, and the
 * records are what they answer.
 */
@NullMarked
package org.wonsi.node.store.query;

import org.jspecify.annotations.NullMarked;
