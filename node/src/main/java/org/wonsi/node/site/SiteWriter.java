package org.wonsi.node.site;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.node.http.lab.LessonJson;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.lesson.Handbook;
import org.wonsi.node.lesson.Lesson;
import org.wonsi.node.lesson.LessonLibrary;
import org.wonsi.node.recording.RecordingLibrary;

/**
 * Writes the site: the page of a node, with complete nodes in the reader's tab in place of the one that serves it.
 *
 * <p>The page's modules are copied as they are. Two of them, {@code source.js} and {@code stream.js}, have a counterpart in the module
 * {@code browser} that asks a worker; beside them come the worker, the WebAssembly, the lessons in both languages and their recordings.
 */
public final class SiteWriter {
    /** A folder with this file in it is a site, which may be written anew. */
    static final String MARK = ".wonsi-site";

    private static final String D3 = "META-INF/resources/webjars/d3-hierarchy/3.1.2/dist/d3-hierarchy.min.js";

    /** What names begin with that need a node which serves them: the pages for phones. */
    private static final List<String> OF_A_NODE =
            List.of("vote.html", "phone.html", "css/phone", "js/phone/", "tab/peer", "tab/phone", "tab/block-shelf");

    private static final List<String> LANGUAGES = List.of("ko", "en");

    /** What a browser fetches, and then keeps, only when it is asked for: a lesson's recording, the JavaScript for older browsers. */
    private static final Pattern ON_DEMAND = Pattern.compile("recordings/.*|tab/wonsi-plain\\.js");

    private SiteWriter() {}

    /** What was written. */
    public record Done(int files, long bytes) {}

    /**
     * Writes a site into a folder that is new, empty, or a site already. Until all is written, the folder stays as it was.
     *
     * @throws FileAlreadyExistsException if the folder holds anything else
     * @throws IOException if it can't be written
     */
    public static Done write(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        check(target);
        Files.createDirectories(Optional.ofNullable(target.getParent()).orElse(target));
        Path fresh = newFolderBeside(target);
        try {
            fill(fresh);
            Done done = measure(fresh);
            delete(target);
            Files.move(fresh, target);
            return done;
        } finally {
            delete(fresh);
        }
    }

    /**
     * A new folder with the rights that every new folder has. A temporary one would be its owner's alone, and a host of files that runs as
     * another user would answer 403.
     */
    private static Path newFolderBeside(Path target) throws IOException {
        String random = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return Files.createDirectory(target.resolveSibling("." + target.getFileName() + "-" + random));
    }

    private static void check(Path target) throws IOException {
        if (!Files.exists(target)) {
            return;
        }
        if (!Files.isDirectory(target)) {
            throw new FileAlreadyExistsException(target + " is a file; name a folder");
        }
        try (Stream<Path> held = Files.list(target)) {
            if (held.findAny().isPresent() && !Files.exists(target.resolve(MARK))) {
                throw new FileAlreadyExistsException(
                        target + " holds files that are no site; name a new or an empty folder");
            }
        }
    }

    private static void fill(Path site) throws IOException {
        ResourceFolder.copy("web", "index.html", site, SiteWriter::isForSite);
        ResourceFolder.copy("site", "js/source.js", site, SiteWriter::isForSite);
        Path d3 = site.resolve(D3.substring("META-INF/resources/".length()));
        Files.createDirectories(d3.getParent());
        try (InputStream in = SiteWriter.class.getResourceAsStream("/" + D3)) {
            if (in == null) {
                throw new IllegalStateException("the program was built without " + D3);
            }
            Files.write(d3, in.readAllBytes());
        }
        lessons(site);
        handbook(site);
        Path index = site.resolve("index.html");
        SiteHtml html = new SiteHtml(Files.readString(index));
        Files.writeString(index, html.forAll());
        Files.writeString(site.resolve("ko.html"), html.korean());
        Files.writeString(site.resolve(MARK), "written by wonsi site\n");
        serviceWorker(site);
    }

    private static boolean isForSite(String name) {
        return OF_A_NODE.stream().noneMatch(name::startsWith);
    }

    private static void lessons(Path site) throws IOException {
        LessonLibrary library = LessonLibrary.load();
        for (String language : LANGUAGES) {
            Path folder = Files.createDirectories(site.resolve("lessons").resolve(language));
            ArrayNode list = Json.MAPPER.createArrayNode();
            for (Lesson lesson : library.of(language)) {
                list.add(LessonJson.listed(lesson, List.of()));
                Files.writeString(
                        folder.resolve(lesson.number() + ".json"), Json.write(LessonJson.whole(lesson, ask -> false)));
            }
            Files.writeString(site.resolve("lessons").resolve(language + ".json"), Json.write(list));
        }
        Path recordings = Files.createDirectories(site.resolve("recordings"));
        for (Lesson lesson : library.of(LANGUAGES.get(0))) {
            Optional<byte[]> lines = RecordingLibrary.lines(lesson.number());
            if (lines.isPresent()) {
                Files.write(recordings.resolve(lesson.number() + ".jsonl"), lines.get());
            }
        }
    }

    private static void handbook(Path site) throws IOException {
        for (String language : Handbook.languages()) {
            Path folder = Files.createDirectories(site.resolve("handbook").resolve(language));
            for (String name : Handbook.pages()) {
                Files.writeString(
                        folder.resolve(name + ".json"),
                        Json.write(Handbook.page(language, name).orElseThrow()));
            }
        }
    }

    /** The lists of all files, so that a browser keeps them, and nothing else of its host; another content is another version. */
    static void serviceWorker(Path site) throws IOException {
        List<String> names;
        try (Stream<Path> all = Files.walk(site)) {
            names = all.filter(Files::isRegularFile)
                    .map(file -> site.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(MARK) && !name.equals("sw.js"))
                    .sorted()
                    .toList();
        }
        List<String> onDemand =
                names.stream().filter(name -> ON_DEMAND.matcher(name).matches()).toList();
        List<String> files =
                names.stream().filter(name -> !onDemand.contains(name)).toList();
        Path worker = site.resolve("sw.js");
        Files.writeString(
                worker,
                "const VERSION = '" + version(site, names) + "';\nconst FILES = " + Json.write(files)
                        + ";\nconst ON_DEMAND = " + Json.write(onDemand) + ";\n" + Files.readString(worker));
    }

    private static String version(Path site, List<String> names) throws IOException {
        StringBuilder digests = new StringBuilder();
        for (String name : names) {
            ByteString bytes = ByteString.copyOf(Files.readAllBytes(site.resolve(name)));
            digests.append(Sha256d.hash(bytes).toDisplay());
        }
        return Sha256d.hash(ByteString.copyOf(digests.toString().getBytes(StandardCharsets.US_ASCII)))
                .toDisplay()
                .substring(0, 16);
    }

    private static Done measure(Path site) throws IOException {
        try (Stream<Path> all = Files.walk(site)) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            long bytes = 0;
            for (Path file : files) {
                bytes += Files.size(file);
            }
            return new Done(files.size(), bytes);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
