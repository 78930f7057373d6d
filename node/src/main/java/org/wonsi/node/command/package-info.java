/**
 * The commands of {@code wonsi}: each reads its arguments, calls one front door and prints.
 *
 * <p>Read {@link org.wonsi.node.command.Wonsi} first: it is the main class and lists the commands. What they start is elsewhere: a node is
 * package {@code runtime}, several of them are {@code seminar}. What
 * they share is in {@code command.program}.
 */
@NullMarked
package org.wonsi.node.command;

import org.jspecify.annotations.NullMarked;
