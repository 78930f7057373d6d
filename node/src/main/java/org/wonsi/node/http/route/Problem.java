package org.wonsi.node.http.route;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A description of why a request failed: problem details, {@code application/problem+json}. Source: RFC 9457.
 *
 * @param type {@code about:blank}, or a path of the documentation that names the kind
 * @param title the status in words
 * @param status the HTTP status
 * @param detail what was wrong with this request, and what to do
 * @param reason the rule that refused a block or transaction, in Bitcoin Core's words ("bad-cb-amount"), or why an SQL
 *     question wasn't answered ("sql-slow"), or a simulation isn't played ("simulation-nodes"); else absent
 * @param values of the reason by their names, as text; absent if it has none
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        @Nullable String reason,
        @Nullable Map<String, String> values) {
    /** Copies the values. */
    public Problem {
        values = values == null ? null : Collections.unmodifiableMap(new TreeMap<>(values));
    }
}
