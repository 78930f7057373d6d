/**
 * What every command is given: how to fail with a sentence, places to listen, greetings, lines of progress, QR codes.
 *
 * <p>Read {@link org.wonsi.node.command.program.CommandFailedException} first. No command is here.
 */
@NullMarked
package org.wonsi.node.command.program;

import org.jspecify.annotations.NullMarked;
