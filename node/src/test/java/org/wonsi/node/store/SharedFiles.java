package org.wonsi.node.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Block files that are no part of the project; a test that wants them is skipped where they are missing. */
final class SharedFiles {
    private SharedFiles() {}

    /** A file of the shared data beside the repository. */
    static Path find(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolve("shared").resolve("data").resolve(name);
            if (Files.exists(file)) {
                return file;
            }
        }
        assumeTrue(false, "skipped: no shared/data/" + name + " beside the repository");
        throw new IllegalStateException("unreachable");
    }
}
