/**
 * A chain on which each prepared question in SQL has something to find, and what it must find: for the tests of every engine
 * that is asked.
 *
 * <p>Read {@link org.wonsi.core.question.QuestionChain} first.
 */
@NullMarked
package org.wonsi.core.question;

import org.jspecify.annotations.NullMarked;
