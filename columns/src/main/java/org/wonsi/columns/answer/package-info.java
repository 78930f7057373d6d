/**
 * The answer to a question as a table, CSV, JSON or a drawing. Nothing here knows of databases.
 *
 * <p>Read {@link org.wonsi.columns.answer.AnswerWriter} first.
 */
@NullMarked
package org.wonsi.columns.answer;

import org.jspecify.annotations.NullMarked;
