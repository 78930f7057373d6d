package org.wonsi.node.http.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.wonsi.node.platform.OwnerOnlyFile;

/**
 * The digits of the operator's secret: newly drawn, or kept for a run that is resumed.
 *
 * <p>A presenter's browser keeps the token of its tab; after {@code --resume} it must still be the right one.
 */
public final class OperatorToken {
    /** The file of a kept token. */
    static final String FILE = "operator.token";

    private OperatorToken() {}

    /** 64 hex digits that nobody guesses. */
    public static String draw(SecureRandom random) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    /** The token kept in a directory; at first it is drawn, and written so that only its owner can read it. */
    public static String keptIn(Path dataDirectory, SecureRandom random) {
        Path file = dataDirectory.resolve(FILE);
        try {
            if (Files.exists(file)) {
                String kept = Files.readString(file).strip();
                if (!kept.matches("[0-9a-f]{64}")) {
                    throw new IOException("it holds no 64 hex digits; delete it and a new one is made");
                }
                return kept;
            }
            String token = draw(random);
            Files.createDirectories(dataDirectory);
            Path fresh = dataDirectory.resolve(FILE + ".tmp");
            Files.deleteIfExists(fresh);
            OwnerOnlyFile.create(fresh);
            Files.writeString(fresh, token + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            return token;
        } catch (IOException e) {
            throw new UncheckedIOException("can't use the operator's token file " + file + ": " + e.getMessage(), e);
        }
    }
}
