package org.wonsi.node.site;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder of this program's resources, in its jar or among its class files. */
final class ResourceFolder {
    private ResourceFolder() {}

    /**
     * Copies a folder's files.
     *
     * @param known a file of the folder, by which it is found
     * @param wanted by the path below the folder, with slashes
     * @throws IOException if a file can't be written
     */
    static void copy(String folder, String known, Path target, Predicate<String> wanted) throws IOException {
        String name = "/" + folder + "/" + known;
        URL place = Objects.requireNonNull(
                ResourceFolder.class.getResource(name), () -> "the program was built without " + name);
        URI uri;
        try {
            uri = place.toURI();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a resource is at " + place, e);
        }
        if (uri.getScheme().equals("jar")) {
            try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                copy(jar.getPath("/" + folder), target, wanted);
            }
        } else {
            Path file = Path.of(uri);
            int depth = file.getNameCount() - Path.of(known).getNameCount();
            copy(file.getRoot().resolve(file.subpath(0, depth)), target, wanted);
        }
    }

    private static void copy(Path from, Path to, Predicate<String> wanted) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            String name = from.relativize(file).toString().replace('\\', '/');
            if (wanted.test(name)) {
                Path target = to.resolve(name);
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }
}
