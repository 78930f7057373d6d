package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a site's folder")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SiteWriterTest {
    private Path directory = Path.of("");
    private Path site = Path.of("");

    @BeforeAll
    void write(@TempDir Path directory) throws IOException {
        this.directory = directory;
        site = directory.resolve("site");
        SiteWriter.write(site);
    }

    @Test
    @DisplayName("may be read by whoever may read any new folder, so that a host of another user can serve it")
    void rights() throws IOException {
        assumeThat(Files.getFileStore(directory).supportsFileAttributeView("posix"))
                .isTrue();
        Path other = Files.createDirectory(directory.resolve("other"));
        assertThat(Files.getPosixFilePermissions(site)).isEqualTo(Files.getPosixFilePermissions(other));
        Path file = Files.writeString(other.resolve("file"), "");
        try (Stream<Path> all = Files.walk(site)) {
            for (Path path : all.toList()) {
                assertThat(Files.getPosixFilePermissions(path))
                        .as("%s", path)
                        .isEqualTo(Files.getPosixFilePermissions(Files.isDirectory(path) ? other : file));
            }
        }
    }

    @Test
    @DisplayName("is written anew over a site, never over anything else, and nothing is left beside it")
    void again() throws IOException {
        Path folder = directory.resolve("again/site");
        SiteWriter.write(folder);
        Files.writeString(folder.resolve("of-an-older-version.js"), "");
        SiteWriter.write(folder);
        assertThat(folder.resolve("of-an-older-version.js")).doesNotExist();
        Files.delete(folder.resolve(SiteWriter.MARK));
        Assertions.assertThatThrownBy(() -> SiteWriter.write(folder)).isInstanceOf(FileAlreadyExistsException.class);
        try (Stream<Path> beside = Files.list(folder.resolveSibling(""))) {
            assertThat(beside).containsExactly(folder);
        }
    }

    @Test
    @DisplayName("has a page for each language, whose head is what a link's preview shows: English and Korean")
    void heads() throws IOException {
        String english = Files.readString(site.resolve("index.html"));
        String korean = Files.readString(site.resolve("ko.html"));
        assertThat(english).contains("<html lang=\"en\" data-theme=\"dark\">");
        assertThat(korean).contains("<html lang=\"ko\" data-lang=\"ko\" data-theme=\"dark\">");
        assertThat(one(english, "<title>([^<]*)</title>"))
                .isEqualTo(property(english, "og:title"))
                .isEqualTo("Wonsi: Bitcoin as the white paper describes it");
        assertThat(one(korean, "<title>([^<]*)</title>"))
                .isEqualTo(property(korean, "og:title"))
                .isEqualTo("원시: 백서 그대로의 비트코인");
        assertThat(one(english, "<meta name=\"description\" content=\"([^\"]*)\">"))
                .isEqualTo(property(english, "og:description"))
                .startsWith("Complete nodes in this tab")
                .matches("\\p{ASCII}*");
        assertThat(one(korean, "<meta name=\"description\" content=\"([^\"]*)\">"))
                .isEqualTo(property(korean, "og:description"))
                .startsWith("이 탭 안에서 완전한 노드들이");
        assertThat(property(english, "og:locale")).isEqualTo("en_US");
        assertThat(property(english, "og:locale:alternate")).isEqualTo("ko_KR");
        assertThat(property(korean, "og:locale")).isEqualTo("ko_KR");
        assertThat(property(korean, "og:locale:alternate")).isEqualTo("en_US");
        for (String page : List.of(english, korean)) {
            assertThat(page)
                    .contains("<link rel=\"alternate\" hreflang=\"en\" href=\"./\">")
                    .contains("<link rel=\"alternate\" hreflang=\"ko\" href=\"ko.html\">")
                    .doesNotContain("og:url", "og:image", "<noscript>");
        }
    }

    private static String property(String page, String name) {
        return one(page, "<meta property=\"" + name + "\" content=\"([^\"]*)\">");
    }

    /** What stands there, once. */
    private static String one(String page, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(page);
        assertThat(matcher.find()).as(pattern).isTrue();
        String found = matcher.group(1);
        assertThat(matcher.find()).as("%s, twice", pattern).isFalse();
        return found;
    }
}
