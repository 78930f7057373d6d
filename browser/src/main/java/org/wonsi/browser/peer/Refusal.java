package org.wonsi.browser.peer;

import com.grack.nanojson.JsonStringWriter;
import java.time.Instant;

/**
 * Something that this tab's own check refused.
 *
 * @param kind "block" or "tx"
 * @param id of the block or transaction, as people write it
 * @param reason the rule's code, which is Bitcoin Core's reject string
 * @param detail what was wrong, in words
 */
record Refusal(String kind, String id, String reason, String detail, Instant at) {
    void write(JsonStringWriter out, String name) {
        out.object(name)
                .value("kind", kind)
                .value("id", id)
                .value("reason", reason)
                .value("detail", detail)
                .value("time", at.toEpochMilli())
                .end();
    }
}
