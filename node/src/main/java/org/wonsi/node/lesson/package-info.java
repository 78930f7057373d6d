/**
 * The seminar's lessons: one Markdown file a language, {@code docs/seminar/en/03-timestamp-server.md}, that is read on any
 * code host and is at the same time what the page shows, what the tests run and what is printed.
 *
 * <p>Here are their form and their reading, not what they do: a step names commands of experiments, and what must be
 * seen then. {@link org.wonsi.node.lesson.LessonLibrary} is what to read first.
 */
@NullMarked
package org.wonsi.node.lesson;

import org.jspecify.annotations.NullMarked;
