package org.wonsi.node.http.node.body;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes explained; {@code GET /node/decode} and {@code POST /node/decode}.
 *
 * @param kind block, header, transaction, message or script
 * @param title one line for people
 * @param sections runs of fields that belong together
 * @param fields in order of the bytes, without gaps
 * @param checks what the bytes claim, and whether it holds
 */
public record Decoded(String kind, String title, List<Section> sections, List<Field> fields, List<Check> checks) {
    public Decoded {
        sections = List.copyOf(sections);
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    /** A section, from byte {@code start} to before byte {@code end}. */
    public record Section(String title, int start, int end) {}

    /**
     * One field.
     *
     * @param id a stable name for translations
     * @param kind count, hash, time, work, amount, script or signature
     * @param order how its bytes are to be read
     * @param rule a reject reason that guards it, or empty
     * @param code the class and method that reads it
     */
    public record Field(
            String id,
            int start,
            int end,
            String name,
            String hex,
            String value,
            String meaning,
            String kind,
            String order,
            String rule,
            String code) {}

    /**
     * A check of a claim.
     *
     * @param ok absent if the bytes alone can't tell
     */
    public record Check(String name, @Nullable Boolean ok, String detail) {}
}
