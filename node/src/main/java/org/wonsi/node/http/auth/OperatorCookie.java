package org.wonsi.node.http.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.wonsi.node.platform.OwnerOnlyFile;

/**
 * The operator's secret: who can read {@code .cookie} in the data directory may change the node.
 *
 * <p>The file is Bitcoin Core's, {@code __cookie__:} and 64 hex digits, gone after a clean stop, and new at each start unless a seminar is resumed;
 * bitcoin-cli finds it there. The digits alone are the token of this node's own paths. Never logged.
 */
public final class OperatorCookie {
    /** The file's name. */
    public static final String FILE = ".cookie";

    /** The user's name in it. */
    public static final String USER = "__cookie__";

    private final Path file;
    private final String token;

    private OperatorCookie(Path file, String token) {
        this.file = file;
        this.token = token;
    }

    /** Writes the file with this token in it, readable by its owner alone. */
    public static OperatorCookie write(Path dataDirectory, String token) {
        Path file = dataDirectory.resolve(FILE);
        try {
            Files.createDirectories(dataDirectory);
            Path fresh = dataDirectory.resolve(FILE + ".tmp");
            Files.deleteIfExists(fresh);
            OwnerOnlyFile.create(fresh);
            Files.writeString(fresh, USER + ":" + token, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write the operator's cookie file " + file, e);
        }
        return new OperatorCookie(file, token);
    }

    /** The token to print on the console, as {@code ?token=}, and nowhere else. */
    public String token() {
        return token;
    }

    /** Whether this is the token; takes the same time whatever is wrong with it. */
    public boolean accepts(String candidate) {
        return sameText(token, candidate);
    }

    /** Compares without telling by its duration where the texts differ. */
    static boolean sameText(String secret, String candidate) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    /** Removes the file, so that an old secret isn't taken for a living node's; another's file stays. */
    public void delete() {
        try {
            if (Files.readString(file).equals(USER + ":" + token)) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // It is gone already, which is all that was asked: stop over HTTP and the end of the process may both come.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("can't remove the operator's cookie file " + file, e);
        }
    }

    @Override
    public String toString() {
        return "OperatorCookie[" + file + "]";
    }
}
