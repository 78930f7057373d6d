package org.wonsi.node.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("the operator's token")
class OperatorTokenTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("kept in a directory it is the same after a restart, and only its owner can read it")
    void kept() throws IOException {
        Path data = directory.resolve("Seoul");
        String first = OperatorToken.keptIn(data, new SecureRandom());
        assertThat(first).matches("[0-9a-f]{64}");
        assertThat(OperatorToken.keptIn(data, new SecureRandom())).isEqualTo(first);
        assertThat(OperatorToken.keptIn(directory.resolve("Busan"), new SecureRandom()))
                .isNotEqualTo(first);
        Path file = data.resolve("operator.token");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    @DisplayName("a damaged file is refused by name, with what to do")
    void damaged() throws IOException {
        Path file = Files.writeString(directory.resolve("operator.token"), "f".repeat(63));
        assertThatThrownBy(() -> OperatorToken.keptIn(directory, new SecureRandom()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("can't use the operator's token file " + file
                        + ": it holds no 64 hex digits; delete it and a new one is made");
        Files.writeString(file, "f".repeat(64));
        assertThat(OperatorToken.keptIn(directory, new SecureRandom())).isEqualTo("f".repeat(64));
    }
}
