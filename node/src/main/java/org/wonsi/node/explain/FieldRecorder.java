package org.wonsi.node.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;

/** Reads bytes front to back and keeps a field for each thing read, so that no byte is left unexplained. */
final class FieldRecorder {
    static final String LITTLE_ENDIAN = "little-endian: least significant byte first";
    static final String HASH_ORDER = "internal order: shown reversed, last byte first";
    static final String AS_IS = "as it stands";

    private final ByteString bytes;
    private final ByteReader reader;
    private final List<ByteField> fields = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();

    FieldRecorder(ByteString bytes) {
        this.bytes = bytes;
        this.reader = bytes.reader();
    }

    /** Texts of a field that don't depend on its value. */
    record Label(String id, String name, ByteKind kind, String order, String rule, String code) {}

    /** Reads one value and describes it. */
    <T> T read(Label label, Function<ByteReader, T> read, Function<T, String> value, Function<T, String> meaning) {
        int start = reader.position();
        T result = read.apply(reader);
        add(label, start, reader.position(), value.apply(result), meaning.apply(result));
        return result;
    }

    /** Reads one value whose meaning is the same for all values. */
    <T> T read(Label label, Function<ByteReader, T> read, Function<T, String> value, String meaning) {
        return read(label, read, value, ignored -> meaning);
    }

    /** Keeps a field of bytes that were read by other means. */
    void add(Label label, int start, int end, String value, String meaning) {
        fields.add(new ByteField(
                label.id(),
                start,
                end,
                label.name(),
                label.kind(),
                value,
                meaning,
                label.order(),
                label.rule(),
                label.code()));
    }

    void section(String title, int start) {
        sections.add(new Section(title, start, reader.position()));
    }

    int position() {
        return reader.position();
    }

    ByteReader reader() {
        return reader;
    }

    ByteString bytes() {
        return bytes;
    }

    List<ByteField> fields() {
        return fields;
    }

    List<Section> sections() {
        return sections;
    }
}
