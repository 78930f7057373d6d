package org.wonsi.node.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
