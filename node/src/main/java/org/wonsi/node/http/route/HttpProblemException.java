package org.wonsi.node.http.route;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that can't be answered as asked; becomes a {@link org.wonsi.node.http.route.Problem}.
 *
 * <p>The message is for the person at the other end: what was wrong with this request and what to do. It never holds a
 * path, a secret or a stack trace.
 */
public final class HttpProblemException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final @Nullable String reason;
    private final transient Map<String, String> values;

    private HttpProblemException(int status, String detail, @Nullable String reason, Map<String, String> values) {
        // No stack trace: it's an answer, not a failure of this program.
        super(detail, null, false, false);
        this.status = status;
        this.reason = reason;
        this.values = Map.copyOf(values);
    }

    /** A problem with this HTTP status. */
    public static HttpProblemException of(int status, String detail) {
        return new HttpProblemException(status, detail, null, Map.of());
    }

    /** The request itself is wrong: 400. */
    public static HttpProblemException badRequest(String detail) {
        return of(400, detail);
    }

    /** There is no such thing: 404. */
    public static HttpProblemException notFound(String detail) {
        return of(404, detail);
    }

    /** A rule refused it; {@code reason} in Bitcoin Core's words, or one that begins with {@code sql-} (docs/api.md). */
    public static HttpProblemException refused(int status, String reason, String detail) {
        return new HttpProblemException(status, detail, reason, Map.of());
    }

    /** Refused for a reason that has values: a page words both in its language. */
    public static HttpProblemException refused(int status, String reason, Map<String, String> values, String detail) {
        return new HttpProblemException(status, detail, reason, values);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The sentence on what was wrong. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    /** The rule that refused, in Bitcoin Core's words. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** The values of its reason by their names. */
    public Map<String, String> values() {
        return new TreeMap<>(values);
    }
}
