package org.wonsi.node.http.route;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A description of one method of one path, in the words of the API's description.
 *
 * @param path as Javalin writes it: {@code {name}} stands for one part, {@code <name>} for one or more
 * @param query names of the query parameters that it needs
 * @param takes the record in the request's body, if it is JSON
 * @param mostBytes of the request's body
 * @param gives what a success answers
 * @param status of a success
 * @param problems what can go wrong besides what can go wrong everywhere, by HTTP status
 */
public record Operation(
        HandlerType method,
        String path,
        Tag tag,
        String summary,
        List<String> query,
        Optional<Class<?>> takes,
        int mostBytes,
        Content gives,
        int status,
        Access access,
        Map<Integer, String> problems) {
    /** Copies the problems. */
    public Operation {
        query = List.copyOf(query);
        problems = Map.copyOf(problems);
    }

    private static Operation of(HandlerType method, Tag tag, String path, String summary, Content gives) {
        return new Operation(
                method,
                path,
                tag,
                summary,
                List.of(),
                Optional.empty(),
                BodyLimits.USUAL,
                gives,
                200,
                Access.OPEN,
                Map.of());
    }

    /** A GET, open to all, that answers 200. */
    public static Operation get(Tag tag, String path, String summary, Content gives) {
        return of(HandlerType.GET, tag, path, summary, gives);
    }

    /** A POST, open to all, that answers 200. */
    public static Operation post(Tag tag, String path, String summary, Content gives) {
        return of(HandlerType.POST, tag, path, summary, gives);
    }

    /** A DELETE, open to all, that answers 200. */
    public static Operation delete(Tag tag, String path, String summary, Content gives) {
        return of(HandlerType.DELETE, tag, path, summary, gives);
    }

    /** The same operation by POST. */
    public Operation posted() {
        return new Operation(
                HandlerType.POST, path, tag, summary, query, takes, mostBytes, gives, status, access, problems);
    }

    /** The same operation with JSON of this record in the request's body. */
    public Operation taking(Class<?> type) {
        return new Operation(
                method, path, tag, summary, query, Optional.of(type), mostBytes, gives, status, access, problems);
    }

    /** The same operation with so many bytes in the request's body at most. */
    public Operation upTo(int bytes) {
        return new Operation(method, path, tag, summary, query, takes, bytes, gives, status, access, problems);
    }

    /** The same operation with as large a body as this node takes at all: a block in hex, or many calls. */
    public Operation takingBlocks() {
        return upTo(Integer.MAX_VALUE);
    }

    /** The same operation with a query parameter that it needs. */
    public Operation asking(String parameter) {
        return new Operation(
                method, path, tag, summary, List.of(parameter), takes, mostBytes, gives, status, access, problems);
    }

    /** The same operation for those who have the operator's token. */
    public Operation byOperator() {
        return withAccess(Access.OPERATOR);
    }

    /** The same operation for those who have the operator's cookie, or user and password. */
    public Operation byLogin() {
        return withAccess(Access.RPC);
    }

    private Operation withAccess(Access who) {
        return new Operation(method, path, tag, summary, query, takes, mostBytes, gives, status, who, problems);
    }

    /** The same operation with another status than 200 for a success. */
    public Operation answering(int code) {
        return new Operation(method, path, tag, summary, query, takes, mostBytes, gives, code, access, problems);
    }

    /** The same operation with a further HTTP status for what can go wrong. */
    public Operation failing(int code, String why) {
        Map<Integer, String> more = new TreeMap<>(problems);
        more.put(code, why);
        return new Operation(method, path, tag, summary, query, takes, mostBytes, gives, status, access, more);
    }
}
