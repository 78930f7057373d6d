package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the operator's cookie file")
class OperatorCookieTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("is removed at the end, and a second end at the same time finds nothing to do")
    void removedOnce() {
        OperatorCookie cookie = OperatorCookie.write(directory, "ab".repeat(32));
        assertThat(directory.resolve(".cookie")).exists();
        cookie.delete();
        assertThat(directory.resolve(".cookie")).doesNotExist();
        cookie.delete();
        assertThat(directory.resolve(".cookie")).doesNotExist();
    }

    @Test
    @DisplayName("of a later node stays when an earlier one ends")
    void anothers() {
        OperatorCookie earlier = OperatorCookie.write(directory, "ab".repeat(32));
        OperatorCookie later = OperatorCookie.write(directory, "cd".repeat(32));
        earlier.delete();
        assertThat(directory.resolve(".cookie")).hasContent("__cookie__:" + later.token());
    }

    @Test
    @DisplayName("that can't be read is named")
    void unreadable() throws IOException {
        OperatorCookie cookie = OperatorCookie.write(directory, "ab".repeat(32));
        Path file = directory.resolve(".cookie");
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(cookie::delete)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("can't remove the operator's cookie file " + file);
    }
}
