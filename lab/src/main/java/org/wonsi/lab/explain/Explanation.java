package org.wonsi.lab.explain;

import java.util.List;
import org.wonsi.core.bytes.ByteString;

/**
 * An explanation of some bytes.
 *
 * @param kind block, header, transaction, message, script or address
 * @param title one line for people
 * @param bytes what was explained
 * @param sections in order of the bytes
 * @param fields in order of the bytes, without gaps
 * @param checks what the bytes claim, and whether it holds
 */
public record Explanation(
        String kind,
        String title,
        ByteString bytes,
        List<Section> sections,
        List<ByteField> fields,
        List<Check> checks) {
    public Explanation {
        sections = List.copyOf(sections);
        fields = List.copyOf(fields);
        checks = List.copyOf(checks);
    }

    /** The bytes of a field in hex. */
    public String hex(ByteField field) {
        return bytes.slice(field.start(), field.end()).toHex();
    }
}
