package org.wonsi.node.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;

/** The recordings that the program carries, one a lesson. */
public final class RecordingLibrary {
    private static final String PLACE = "/recordings/";

    private RecordingLibrary() {}

    /** What the file of a lesson's recording is called: {@code lesson-03.jsonl.gz}. */
    public static String fileName(int lesson) {
        return String.format(Locale.ROOT, "lesson-%02d.jsonl.gz", lesson);
    }

    /** A lesson's recording as it is carried, packed; to be closed. Nothing if there is none. */
    public static Optional<InputStream> open(int lesson) {
        return Optional.ofNullable(RecordingLibrary.class.getResourceAsStream(PLACE + fileName(lesson)));
    }

    /** The lines of a lesson's recording, as they are played; nothing if there is none. */
    public static Optional<byte[]> lines(int lesson) {
        return open(lesson).map(packed -> {
            try (packed) {
                return RecordingReader.unpack(packed);
            } catch (IOException e) {
                throw new UncheckedIOException("the program's recording of lesson " + lesson + " is damaged", e);
            }
        });
    }

    /** A lesson's recording, read; nothing if there is none. */
    public static Optional<Recording> find(int lesson) {
        return open(lesson).map(packed -> {
            try (packed) {
                return RecordingReader.read(packed);
            } catch (IOException e) {
                throw new UncheckedIOException("the program's recording of lesson " + lesson + " is damaged", e);
            }
        });
    }
}
