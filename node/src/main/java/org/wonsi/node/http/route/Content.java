package org.wonsi.node.http.route;

/** The form of an answer or of a request's body. */
public sealed interface Content {
    /** Any JSON, explained in words only. */
    Content ANY_JSON = new AnyJson();

    /** No body. */
    Content NOTHING = new Nothing();

    /** Plain text. */
    Content TEXT = new Media("text/plain");

    /** Bytes. */
    Content BYTES = new Media("application/octet-stream");

    /** A page. */
    Content HTML = new Media("text/html");

    /** A file of any kind. */
    Content FILE = new Media("*/*");

    /** A program. */
    Content JAR = new Media("application/java-archive");

    /** JSON of one record. */
    static Content json(Class<?> type) {
        return new Item(type);
    }

    /** A JSON array of records, or of texts. */
    static Content list(Class<?> type) {
        return new Items(type);
    }

    /** Something else, by its media type. */
    static Content media(String type) {
        return new Media(type);
    }

    /** The JSON of one record. */
    record Item(Class<?> type) implements Content {}

    /** A JSON array of records, or of texts. */
    record Items(Class<?> type) implements Content {}

    /** A body of any JSON. */
    record AnyJson() implements Content {}

    /** A body that isn't JSON. */
    record Media(String type) implements Content {}

    /** An empty body. */
    record Nothing() implements Content {}
}
