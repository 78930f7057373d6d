/**
 * The parts that commands share: a failure with a sentence, addresses to listen on, the startup banner, lines of
 * progress, QR codes.
 *
 * <p>Read {@link org.wonsi.node.command.program.CommandFailedException} first. No command is here.
 */
@NullMarked
package org.wonsi.node.command.program;

import org.jspecify.annotations.NullMarked;
