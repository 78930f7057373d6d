package org.wonsi.node.http.docs;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one method of one path does.
 *
 * @param takes the record in the request's body, if it is JSON
 * @param gives what a success answers
 * @param status of a success
 * @param operator whether it needs the operator's token
 * @param problems what can go wrong besides what can go wrong everywhere, by HTTP status
 */
record Operation(
        String method,
        String path,
        String tag,
        String summary,
        Optional<Class<?>> takes,
        Content gives,
        int status,
        boolean operator,
        Map<Integer, String> problems) {
    Operation {
        problems = Map.copyOf(problems);
    }

    /** The form of an answer or a body. */
    sealed interface Content {}

    /** JSON of one record. */
    record Item(Class<?> type) implements Content {}

    /** A JSON array of records, or of texts. */
    record Items(Class<?> type) implements Content {}

    /** Any JSON, explained in words only. */
    record AnyJson() implements Content {}

    /** Something that isn't JSON. */
    record Media(String type) implements Content {}

    /** No body. */
    record Nothing() implements Content {}

    static Operation get(String tag, String path, String summary, Content gives) {
        return new Operation("get", path, tag, summary, Optional.empty(), gives, 200, false, Map.of());
    }

    static Operation post(String tag, String path, String summary, Content gives) {
        return new Operation("post", path, tag, summary, Optional.empty(), gives, 200, false, Map.of());
    }

    Operation taking(Class<?> type) {
        return new Operation(method, path, tag, summary, Optional.of(type), gives, status, operator, problems);
    }

    Operation byOperator() {
        return new Operation(method, path, tag, summary, takes, gives, status, true, problems);
    }

    Operation answering(int code) {
        return new Operation(method, path, tag, summary, takes, gives, code, operator, problems);
    }

    Operation as(String otherMethod) {
        return new Operation(otherMethod, path, tag, summary, takes, gives, status, operator, problems);
    }

    Operation failing(int code, String why) {
        Map<Integer, String> more = new TreeMap<>(problems);
        more.put(code, why);
        return new Operation(method, path, tag, summary, takes, gives, status, operator, more);
    }
}
