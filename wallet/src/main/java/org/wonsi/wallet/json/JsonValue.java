package org.wonsi.wallet.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.problem.InputError;

/**
 * A value in a JSON text, with the name it has there.
 *
 * <p>Asking for what isn't there, or for another kind, is a {@link MalformedException} that names the place. Depth and
 * length of numbers and names are limited by the parser (a depth of 1,000 at the most).
 */
public final class JsonValue {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final int MAX_SCALE = 100;

    private final String name;
    private final @Nullable Object value;

    private JsonValue(String name, @Nullable Object value) {
        this.name = name;
        this.value = value;
    }

    /**
     * Reads a text that is one value.
     *
     * @throws MalformedException if it isn't JSON, or something follows
     */
    public static JsonValue parse(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parse(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Reads bytes, UTF-8, that are one value; fails as {@link #parse(String)} does. */
    public static JsonValue parse(byte[] bytes) {
        try (JsonParser parser = FACTORY.createParser(bytes)) {
            return parse(parser);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Bytes in no encoding of Unicode have no place. */
    private static MalformedException malformed(IOException e) {
        return malformed(e instanceof JsonProcessingException json ? json.getLocation() : null);
    }

    private static MalformedException malformed(@Nullable JsonLocation at) {
        return new MalformedException(
                InputError.JSON, at == null ? 1 : at.getLineNr(), at == null ? 1 : at.getColumnNr());
    }

    private static JsonValue parse(JsonParser parser) throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw malformed(parser.currentLocation());
        }
        JsonValue root = new JsonValue("", read(parser, first));
        if (parser.nextToken() != null) {
            throw malformed(parser.currentLocation());
        }
        return root;
    }

    private static @Nullable Object read(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readList(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static BigDecimal number(JsonParser parser) throws IOException {
        try {
            return parser.getDecimalValue();
        } catch (NumberFormatException e) {
            throw malformed(parser.currentLocation());
        }
    }

    private static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
            String field = parser.getText();
            fields.put(field, read(parser, parser.nextToken()));
        }
        return fields;
    }

    private static List<@Nullable Object> readList(JsonParser parser) throws IOException {
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(parser, token));
        }
        return items;
    }

    /** Whether there is a value, and it isn't null. */
    public boolean isPresent() {
        return value != null;
    }

    /** Whether it is a JSON object. */
    public boolean isObject() {
        return value instanceof Map;
    }

    /** A field; one that isn't there is a value that {@link #isPresent} says isn't. */
    public JsonValue get(String field) {
        return new JsonValue(field, object().get(field));
    }

    /** The fields, in the text's order; what {@link JsonText} writes. */
    public Map<String, @Nullable Object> tree() {
        return new LinkedHashMap<>(object());
    }

    @SuppressWarnings("unchecked") // readObject makes no other maps
    private Map<String, @Nullable Object> object() {
        if (value instanceof Map<?, ?> fields) {
            return (Map<String, @Nullable Object>) fields;
        }
        throw new MalformedException(InputError.JSON_OBJECT, name);
    }

    /** The fields, in the text's order; none if it isn't there. */
    public Map<String, JsonValue> fields() {
        Map<String, JsonValue> all = new LinkedHashMap<>();
        if (isPresent()) {
            object().forEach((field, inner) -> all.put(field, new JsonValue(field, inner)));
        }
        return all;
    }

    /** The items of a list; none if it isn't there. */
    public List<JsonValue> items() {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw new MalformedException(InputError.JSON_LIST, name);
        }
        List<JsonValue> items = new ArrayList<>(list.size());
        list.forEach(item -> items.add(new JsonValue(name, item)));
        return items;
    }

    /** A text. */
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw new MalformedException(InputError.JSON_TEXT, name);
    }

    /** A text, or another one if it isn't there. */
    public String text(String otherwise) {
        return isPresent() ? text() : otherwise;
    }

    /** A text, if it is there. */
    public Optional<String> optionalText() {
        return isPresent() ? Optional.of(text()) : Optional.empty();
    }

    /** A number, exactly. */
    public BigDecimal decimal() {
        // An exponent of a billion would be a number of a gigabyte as soon as it is worked with.
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) <= MAX_SCALE) {
            return number;
        }
        throw new MalformedException(InputError.JSON_NUMBER, name);
    }

    /** A whole number of 64 bits. */
    public long integer() {
        try {
            return decimal().longValueExact();
        } catch (ArithmeticException e) {
            throw new MalformedException(InputError.JSON_WHOLE, name);
        }
    }

    /** A whole number, or another one if it isn't there. */
    public long integer(long otherwise) {
        return isPresent() ? integer() : otherwise;
    }

    /** A whole number of 32 bits. */
    public int int32() {
        long number = integer();
        if (number != (int) number) {
            throw new MalformedException(InputError.JSON_WHOLE, name);
        }
        return (int) number;
    }

    /** True or false; false if it isn't there. */
    public boolean flag() {
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new MalformedException(InputError.JSON_FLAG, name);
    }
}
