/**
 * Recordings of lessons: what the page showed in a real run, step by step, to be played where the live run fails.
 *
 * <p>They hold facts and data, no words, so that each language plays the same file. {@link org.wonsi.node.recording.Recording} is
 * what to read first; {@link org.wonsi.node.recording.RecordingWriter} draws the form of the file.
 */
@NullMarked
package org.wonsi.node.recording;

import org.jspecify.annotations.NullMarked;
