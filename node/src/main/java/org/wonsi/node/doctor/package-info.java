/**
 * The checks for what could break a talk, made before it: {@code wonsi doctor}.
 *
 * <p>Read {@link org.wonsi.node.doctor.MachineCheck} first: it looks at this machine, {@link org.wonsi.node.doctor.RoomCheck} at a seminar that
 * runs on it, over HTTP as a browser does. Each tells {@link org.wonsi.node.doctor.Finding}s; printing them is the command's.
 */
@NullMarked
package org.wonsi.node.doctor;

import org.jspecify.annotations.NullMarked;
