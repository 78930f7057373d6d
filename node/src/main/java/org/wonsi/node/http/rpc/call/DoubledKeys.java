package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * JSON objects that remember a key which came twice in the text they were read from.
 *
 * <p>JSON leaves open which of the two counts. A reader that takes one in silence loses the other: an output named twice
 * would vanish from a transaction, and its amount would become fee.
 */
public final class DoubledKeys extends JsonNodeFactory {
    private static final long serialVersionUID = 1;

    static final DoubledKeys REMEMBERED = new DoubledKeys();

    private DoubledKeys() {}

    @Override
    public ObjectNode objectNode() {
        return new Remembering(this);
    }

    /** A JSON object that remembers the first key that came twice. */
    @SuppressWarnings("unchecked") // The library's deepCopy narrows its type so.
    private static final class Remembering extends ObjectNode {
        private static final long serialVersionUID = 1;

        private String doubled = "";
        private boolean isDoubled;

        Remembering(JsonNodeFactory factory) {
            super(factory);
        }

        /** What the reader of JSON calls for each of its fields. */
        @Override
        public JsonNode replace(String key, JsonNode value) {
            if (has(key)) {
                doubled = key;
                isDoubled = true;
            }
            return super.replace(key, value);
        }
    }

    /** A key that this very object had twice. */
    public static Optional<String> in(JsonNode json) {
        return json instanceof Remembering object && object.isDoubled ? Optional.of(object.doubled) : Optional.empty();
    }

    /** A key that an object within this value had twice. */
    static Optional<String> within(JsonNode json) {
        Optional<String> own = in(json);
        for (JsonNode child : json) {
            own = own.or(() -> within(child));
        }
        return own;
    }
}
