package org.wonsi.node.lesson;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All lessons in all languages, as the program carries them under {@code seminar/LANGUAGE/NN-name.md}.
 *
 * <p>What is there is found by looking, so that a further lesson or language is a file and needs no Java.
 */
public final class LessonLibrary {
    private static final String PLACE = "seminar";

    private final Supplier<Map<String, List<Lesson>>> source;
    private @Nullable Map<String, List<Lesson>> known;

    private LessonLibrary(Supplier<Map<String, List<Lesson>>> source) {
        this.source = source;
    }

    /** Those in the program, read when somebody asks for one: a node starts sooner, and most never have to. */
    public static LessonLibrary ofProgram() {
        return new LessonLibrary(LessonLibrary::inProgram);
    }

    /**
     * Those in the program, read now.
     *
     * @throws org.wonsi.core.bytes.MalformedException if one isn't written as lessons are; names file and line
     */
    public static LessonLibrary load() {
        LessonLibrary library = ofProgram();
        library.byLanguage();
        return library;
    }

    private synchronized Map<String, List<Lesson>> byLanguage() {
        Map<String, List<Lesson>> lessons = known;
        if (lessons == null) {
            lessons = source.get();
            known = lessons;
        }
        return lessons;
    }

    private static Map<String, List<Lesson>> inProgram() {
        try {
            Path program = Path.of(LessonLibrary.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            if (Files.isDirectory(program)) {
                return read(program.resolve(PLACE));
            }
            try (FileSystem jar = FileSystems.newFileSystem(program)) {
                return read(jar.getPath(PLACE));
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the program's own place has no path", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those in a directory: one directory a language, one file a lesson. */
    public static LessonLibrary in(Path directory) throws IOException {
        Map<String, List<Lesson>> lessons = read(directory);
        return new LessonLibrary(() -> lessons);
    }

    private static Map<String, List<Lesson>> read(Path directory) throws IOException {
        Map<String, List<Lesson>> lessons = new TreeMap<>();
        if (Files.isDirectory(directory)) {
            for (Path language : children(directory)) {
                if (Files.isDirectory(language)) {
                    lessons.put(name(language), readLanguage(language));
                }
            }
        }
        return lessons;
    }

    private static List<Lesson> readLanguage(Path directory) throws IOException {
        List<Lesson> lessons = new java.util.ArrayList<>();
        for (Path file : children(directory)) {
            if (name(file).matches("[0-9]+-.*\\.md")) {
                try (InputStream in = Files.newInputStream(file)) {
                    String place = name(directory) + "/" + name(file);
                    lessons.add(new LessonReader(place, name(directory))
                            .read(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
                }
            }
        }
        lessons.sort(Comparator.comparingInt(Lesson::number));
        return List.copyOf(lessons);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted(Comparator.comparing(LessonLibrary::name)).toList();
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName()).replace("/", "");
    }

    /** The languages that there are lessons in, such as {@code en} and {@code ko}. */
    public List<String> languages() {
        return List.copyOf(byLanguage().keySet());
    }

    /** Every lesson of a language in the paper's order; empty if there is none. */
    public List<Lesson> of(String language) {
        return byLanguage().getOrDefault(language, List.of());
    }

    /** One lesson of a language. */
    public Optional<Lesson> find(String language, int number) {
        return of(language).stream().filter(lesson -> lesson.number() == number).findFirst();
    }
}
