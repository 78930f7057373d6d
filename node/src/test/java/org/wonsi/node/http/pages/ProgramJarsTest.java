package org.wonsi.node.http.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The jars that a node can give away")
class ProgramJarsTest {
    @TempDir
    Path directory;

    @Test
    @DisplayName("its own, and the wallet's beside it")
    void release() throws IOException {
        Path own = Files.writeString(directory.resolve("wonsi.jar"), "node");
        assertThat(ProgramJars.beside(own).available()).containsExactly("wonsi.jar");
        Files.writeString(directory.resolve("wonsi-wallet.jar"), "wallet");
        assertThat(ProgramJars.beside(own).available()).containsExactly("wonsi.jar", "wonsi-wallet.jar");
        assertThat(ProgramJars.beside(own).find("wonsi.jar")).contains(own.toAbsolutePath());
    }

    @Test
    @DisplayName("in a checkout, the wallet's from the directory where Maven builds it")
    void checkout() throws IOException {
        Path target = Files.createDirectories(directory.resolve("node/target"));
        Path own = Files.writeString(target.resolve("wonsi.jar"), "node");
        Path wallet =
                Files.createDirectories(directory.resolve("wallet/target")).resolve("wonsi-wallet.jar");
        Files.writeString(wallet, "wallet");
        assertThat(ProgramJars.beside(own).find("wonsi-wallet.jar")).contains(wallet.toAbsolutePath());
    }

    @Test
    @DisplayName("none when the program runs from class files; text in the page can't become markup")
    void classFiles() {
        assertThat(ProgramJars.ofThisProgram().available()).isEmpty();
        assertThat(JoinRoutes.escape("<b>\"&")).isEqualTo("&lt;b&gt;&quot;&amp;");
    }
}
