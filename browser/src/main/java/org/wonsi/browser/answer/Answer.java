package org.wonsi.browser.answer;

import com.grack.nanojson.JsonWriter;

/**
 * An answer as over HTTP.
 *
 * @param type of the body, as in a content type
 */
public record Answer(int status, String type, String body) {
    static Answer json(String body) {
        return new Answer(200, "application/json", body);
    }

    static Answer text(String body) {
        return new Answer(200, "text/plain", body);
    }

    static Answer problem(int status, String detail) {
        String body = JsonWriter.string()
                .object()
                .value("title", detail)
                .value("detail", detail)
                .value("status", status)
                .end()
                .done();
        return new Answer(status, "application/problem+json", body);
    }

    /** Status and type in a first line, the body after it: how it leaves the worker's Java. */
    public String toLines() {
        return status + " " + type + "\n" + body;
    }
}
