/**
 * The twenty questions of docs/sql.md, spelt for four engines.
 *
 * <p>Read {@link org.wonsi.columns.question.Question} first; {@link org.wonsi.columns.question.Dialect} has what differs.
 */
@NullMarked
package org.wonsi.columns.question;

import org.jspecify.annotations.NullMarked;
