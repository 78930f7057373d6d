package org.wonsi.lab.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wonsi.core.bytes.ByteReader;
import org.wonsi.core.bytes.ByteString;

/** A reader of bytes, front to back, that keeps a field for each thing read, so that no byte is left unexplained. */
final class FieldRecorder {
    static final String LITTLE_ENDIAN = "little-endian: least significant byte first";
    static final String HASH_ORDER = "internal order: shown reversed, last byte first";
    static final String AS_IS = "as it stands";

    private static final Label REST = new Label("rest", "the rest", ByteKind.SCRIPT, AS_IS, "", "");

    private final ByteString bytes;
    private final ByteReader reader;
    private final List<ByteField> fields = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private final int most;

    /** Keeps so many fields at most; the bytes after them are one more. */
    FieldRecorder(ByteString bytes, int most) {
        this.bytes = bytes;
        this.most = most;
        this.reader = bytes.reader();
    }

    /** The texts of a field that don't depend on its value. */
    record Label(String id, String name, ByteKind kind, String order, String rule, String code) {}

    /** Reads one value and describes it. */
    <T> T read(Label label, Function<ByteReader, T> read, Function<T, String> value, Function<T, String> meaning) {
        int start = reader.position();
        T result = read.apply(reader);
        if (isFull()) {
            return result;
        }
        add(label, start, reader.position(), value.apply(result), meaning.apply(result));
        return result;
    }

    /** Reads one value whose meaning is the same for all values. */
    <T> T read(Label label, Function<ByteReader, T> read, Function<T, String> value, String meaning) {
        return read(label, read, value, ignored -> meaning);
    }

    /** Keeps a field of bytes that were read by other means. */
    void add(Label label, int start, int end, String value, String meaning) {
        if (isFull()) {
            return;
        }
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

    /** Whether what is read from now on isn't described any more. */
    boolean isFull() {
        return fields.size() >= most;
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

    /** The fields, and behind the last one that was kept a field for what was left out. */
    List<ByteField> fields() {
        int described = fields.isEmpty() ? 0 : fields.get(fields.size() - 1).end();
        if (isFull() && described < bytes.size()) {
            List<ByteField> all = new ArrayList<>(fields);
            all.add(new ByteField(
                    REST.id(),
                    described,
                    bytes.size(),
                    REST.name(),
                    REST.kind(),
                    (bytes.size() - described) + " bytes",
                    "Not described: more than " + most + " fields are too many for one answer.",
                    REST.order(),
                    REST.rule(),
                    REST.code()));
            return all;
        }
        return fields;
    }

    List<Section> sections() {
        return sections;
    }
}
