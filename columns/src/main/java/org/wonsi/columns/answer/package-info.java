/**
 * What comes back from a question, as a table, CSV, JSON or a plot. Knows nothing of databases.
 *
 * <p>Read {@link org.wonsi.columns.answer.AnswerWriter} first.
 */
@NullMarked
package org.wonsi.columns.answer;

import org.jspecify.annotations.NullMarked;
