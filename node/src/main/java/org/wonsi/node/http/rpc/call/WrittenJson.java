package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;

/**
 * A JSON value that is written already, such as a block's transactions; a node of a tree that holds it is written without looking at
 * it, or copying it.
 *
 * @param utf8 JSON
 */
public record WrittenJson(ByteString utf8) implements JsonSerializable {
    /** The same as text. */
    public String text() {
        return new String(utf8.toByteArray(), StandardCharsets.UTF_8);
    }

    @Override
    public void serialize(JsonGenerator generator, SerializerProvider provider) throws IOException {
        if (generator.getOutputTarget() instanceof Parts parts) {
            // What belongs between this value and the one before it.
            generator.writeRawValue("");
            generator.flush();
            parts.add(utf8);
        } else {
            generator.writeRawValue(text());
        }
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        serialize(generator, provider);
    }

    /** A writer of JSON in UTF-8, in parts: each value that was written already is one of its own. */
    static final class Parts extends Writer {
        private final List<ByteString> done = new ArrayList<>();
        private final StringBuilder next = new StringBuilder();

        @Override
        public void write(char[] chars, int from, int count) {
            next.append(chars, from, count);
        }

        private void add(ByteString value) {
            end();
            done.add(value);
        }

        private void end() {
            if (!next.isEmpty()) {
                done.add(ByteString.wrap(next.toString().getBytes(StandardCharsets.UTF_8)));
                next.setLength(0);
            }
        }

        /** All that was written, in its order. */
        List<ByteString> toList() {
            end();
            return List.copyOf(done);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
