package org.wonsi.node.lying;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.ByteString;

/**
 * A request under Esplora's paths.
 *
 * @param path what follows {@code /api}, with its slash
 * @param query what follows the question mark; empty if nothing does
 */
record Question(String method, String path, String query, ByteString body) {

    static Question get(String path) {
        return new Question("GET", path, "", ByteString.EMPTY);
    }

    boolean isGet() {
        return method.equals("GET");
    }

    /** The pattern's match with the whole path, if this only reads. */
    Optional<Matcher> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(path);
        return isGet() && matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }
}
