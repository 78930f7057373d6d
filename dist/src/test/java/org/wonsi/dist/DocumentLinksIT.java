package org.wonsi.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The links between the documents, in the repository and in the release zip. */
class DocumentLinksIT {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    @Test
    @DisplayName("every relative link of a document leads to a file of the repository")
    void linksOfTheRepository() throws IOException {
        List<Path> documents = new ArrayList<>();
        try (Stream<Path> top = Files.list(REPOSITORY);
                Stream<Path> docs = Files.walk(REPOSITORY.resolve("docs"))) {
            Stream.concat(top, docs)
                    .filter(path -> path.toString().endsWith(".md"))
                    .forEach(documents::add);
        }
        assertThat(documents).hasSizeGreaterThan(15);
        List<String> broken = new ArrayList<>();
        for (Path document : documents) {
            for (String link : links(Files.readString(document))) {
                if (!Files.exists(document.resolveSibling(link))) {
                    broken.add(REPOSITORY.relativize(document) + " -> " + link);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    @DisplayName("the zip holds everything that its two READMEs link to")
    void linksOfTheZip() throws IOException {
        List<Path> zips;
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            zips = files.filter(path -> path.getFileName().toString().matches("wonsi-.*\\.zip"))
                    .toList();
        }
        assertThat(zips).hasSize(1);
        try (ZipFile zip = new ZipFile(zips.get(0).toFile())) {
            Set<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .map(name -> name.substring(name.indexOf('/') + 1))
                    .collect(Collectors.toCollection(TreeSet::new));
            String root = zip.stream().findFirst().orElseThrow().getName().replaceFirst("/.*", "/");
            for (String readme : List.of("README.md", "README.ko.md")) {
                String text = new String(
                        zip.getInputStream(zip.getEntry(root + readme)).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(links(text)).as(readme).hasSizeGreaterThan(8).isSubsetOf(names);
            }
        }
    }

    /** The targets of all links that name no other host. */
    private static List<String> links(String text) {
        List<String> found = new ArrayList<>();
        Matcher matcher = LINK.matcher(text);
        while (matcher.find()) {
            if (!matcher.group(1).contains("://")) {
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
