package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Txid;

/**
 * The arguments of a call in the method's order, whether they came by position or by name.
 *
 * <p>What has the wrong type, is missing, comes twice or isn't known is an {@link RpcException} with Bitcoin Core's
 * code and words, since scripts and test tools compare them. Doubled keys are refused: a reader that takes one of two
 * in silence would lose an output, and its amount would become fee.
 */
public final class RpcParams {
    private final RpcMethod method;
    private final List<JsonNode> values;

    private RpcParams(RpcMethod method, List<JsonNode> values) {
        this.method = method;
        this.values = values;
    }

    /** The method that is called. */
    public RpcMethod method() {
        return method;
    }

    /** The arguments of a call, given as a list or by name. */
    public static RpcParams of(RpcMethod method, JsonNode params) {
        List<JsonNode> values = new ArrayList<>();
        if (params.isObject()) {
            byName(method, params, values);
        } else {
            params.forEach(values::add);
        }
        DoubledKeys.within(params).ifPresent(key -> {
            throw duplicate(key);
        });
        if (values.size() > method.names().size() || values.size() < method.required()) {
            throw RpcException.of(RpcException.MISC_ERROR, method.fullHelp());
        }
        return new RpcParams(method, values);
    }

    /** In Core's words; a key that isn't the name of a field is an address that would be paid. */
    private static RpcException duplicate(String key) {
        return RpcException.invalid(
                "Invalid parameter, " + (key.matches("[A-Za-z_]+") ? "duplicate key: " : "duplicated address: ") + key);
    }

    /** As Core does it: {@code args} holds the first ones by place, what lies between two that are given is null. */
    private static void byName(RpcMethod method, JsonNode params, List<JsonNode> values) {
        DoubledKeys.in(params).ifPresent(key -> {
            throw RpcException.invalid("Parameter " + key + " specified multiple times");
        });
        Set<String> left = new LinkedHashSet<>();
        params.fieldNames().forEachRemaining(left::add);
        JsonNode positional = params.path("args").isArray() ? params.path("args") : RpcJson.array();
        positional.forEach(values::add);
        for (int i = 0; i < method.names().size(); i++) {
            Optional<String> name =
                    method.namesAt(i).stream().filter(params::has).findFirst();
            if (name.isPresent() && i < positional.size()) {
                throw RpcException.invalid(
                        "Parameter " + name.get() + " specified twice both as positional and named argument");
            }
            if (name.isPresent()) {
                while (values.size() < i) {
                    values.add(NullNode.getInstance());
                }
                values.add(params.get(name.get()));
                left.remove(name.get());
            }
        }
        if (params.path("args").isArray()) {
            left.remove("args");
        }
        left.stream().findFirst().ifPresent(name -> {
            throw RpcException.invalid("Unknown named parameter " + name);
        });
    }

    /** The argument, or null's node. */
    public JsonNode get(int index) {
        return index < values.size() ? values.get(index) : NullNode.getInstance();
    }

    /** All that were given. */
    public JsonNode all() {
        ArrayNode all = RpcJson.array();
        values.forEach(all::add);
        return all;
    }

    /** Whether an argument is given, and isn't null. */
    public boolean has(int index) {
        return !get(index).isNull();
    }

    private JsonNode typed(int index, JsonNodeType type) {
        JsonNode value = get(index);
        if (value.getNodeType() != type) {
            throw RpcException.of(
                    RpcException.TYPE_ERROR,
                    "Wrong type passed:\n{\n    \"Position " + (index + 1) + " ("
                            + method.names().get(index)
                            + ")\": \"" + notOfType(value, typeName(type)) + "\"\n}");
        }
        return value;
    }

    static String typeName(JsonNode value) {
        return value.isMissingNode() ? "null" : typeName(value.getNodeType());
    }

    private static String typeName(JsonNodeType type) {
        return type == JsonNodeType.BOOLEAN ? "bool" : type.name().toLowerCase(Locale.ROOT);
    }

    /** A text. */
    public String text(int index) {
        return typed(index, JsonNodeType.STRING).asText();
    }

    /** A text, if it is given. */
    public Optional<String> optionalText(int index) {
        return has(index) ? Optional.of(text(index)) : Optional.empty();
    }

    /** True or false, or another value if it isn't given. */
    public boolean flag(int index, boolean otherwise) {
        return has(index) ? typed(index, JsonNodeType.BOOLEAN).asBoolean() : otherwise;
    }

    /** A whole number of 32 bits. */
    public int number(int index) {
        return number(typed(index, JsonNodeType.NUMBER));
    }

    /** A whole number of 32 bits within an argument. */
    public static int number(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw RpcException.of(RpcException.MISC_ERROR, "JSON integer out of range");
        }
        return value.asInt();
    }

    /** A whole number of 32 bits, or another one if it isn't given. */
    public int number(int index, int otherwise) {
        return has(index) ? number(index) : otherwise;
    }

    /** A whole number of 64 bits, if it is given. */
    public OptionalLong optionalLong(int index) {
        return has(index) ? OptionalLong.of(longNumber(index)) : OptionalLong.empty();
    }

    /** A whole number of 64 bits. */
    public long longNumber(int index) {
        return longNumber(typed(index, JsonNodeType.NUMBER));
    }

    /** A whole number of 64 bits within an argument. */
    public static long longNumber(JsonNode value) {
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw RpcException.of(RpcException.MISC_ERROR, "JSON integer out of range");
        }
        return value.asLong();
    }

    /** Verbosity as a number or, as of old, a boolean. */
    public int verbosity(int index, int otherwise) {
        JsonNode value = get(index);
        if (has(index) && !value.isBoolean() && !value.isNumber()) {
            throw RpcException.of(RpcException.TYPE_ERROR, notOfType(value, "number"));
        }
        return value.isBoolean() ? (value.asBoolean() ? 1 : 0) : number(index, otherwise);
    }

    /** Core's words for a value of another type than a method wants. */
    public static String notOfType(JsonNode value, String wanted) {
        return "JSON value of type " + typeName(value) + " is not of expected type " + wanted;
    }

    /** Asserts that an object has these fields, each of its type; Core's {@code RPCTypeCheckObj}. */
    public static void checkTypes(JsonNode object, Map<String, String> types) {
        if (!object.isObject()) {
            throw RpcException.of(RpcException.TYPE_ERROR, notOfType(object, "object"));
        }
        new TreeMap<>(types).forEach((field, type) -> {
            JsonNode value = object.path(field);
            if (value.isMissingNode() || value.isNull()) {
                throw RpcException.of(RpcException.TYPE_ERROR, "Missing " + field);
            }
            if (!typeName(value).equals(type)) {
                throw RpcException.of(
                        RpcException.TYPE_ERROR,
                        "JSON value of type " + typeName(value) + " for field " + field + " is not of expected type "
                                + type);
            }
        });
    }

    /** Asserts that it has no others. */
    public static void checkFields(JsonNode object, Map<String, String> types) {
        checkTypes(object, types);
        object.fieldNames().forEachRemaining(field -> {
            if (!types.containsKey(field)) {
                throw RpcException.of(RpcException.TYPE_ERROR, "Unexpected key " + field);
            }
        });
    }

    /** An object. */
    public JsonNode object(int index) {
        return typed(index, JsonNodeType.OBJECT);
    }

    /** A list. */
    public JsonNode array(int index) {
        return typed(index, JsonNodeType.ARRAY);
    }

    /** A block hash, in 64 hex digits. */
    public BlockHash blockHash(int index) {
        return new BlockHash(hash(text(index), method.names().get(index)));
    }

    /** A transaction id, in 64 hex digits. */
    public Txid txid(int index) {
        return new Txid(hash(text(index), method.names().get(index)));
    }

    /** The same under a name that Core gives the argument in its errors. */
    public BlockHash blockHash(int index, String name) {
        return new BlockHash(hash(text(index), name));
    }

    /** The same under a name that Core gives the argument in its errors. */
    public Txid txid(int index, String name) {
        return new Txid(hash(text(index), name));
    }

    /** A field of an object, which must be a text with 64 hex digits. */
    public static Hash256 hash(JsonNode object, String field) {
        return hash(text(object.path(field)), field);
    }

    /** A text within an argument. */
    public static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw RpcException.of(RpcException.TYPE_ERROR, notOfType(value, "string"));
        }
        return value.asText();
    }

    /** A hash in 64 hex digits; what isn't is refused under this name. */
    public static Hash256 hash(String text, String name) {
        if (text.length() != 64) {
            throw RpcException.invalid(name + " must be of length 64 (not " + text.length() + ", for '" + text + "')");
        }
        try {
            return Hash256.ofDisplay(text);
        } catch (MalformedException e) {
            throw RpcException.invalid(name + " must be hexadecimal string (not '" + text + "')");
        }
    }

    /** Hex digits; what isn't is refused under this name. */
    public ByteString bytes(int index, String name) {
        String text = text(index);
        try {
            return ByteString.ofHex(text);
        } catch (MalformedException e) {
            throw RpcException.invalid(name + " must be hexadecimal string (not '" + text + "')");
        }
    }

    /** An address of the network; what isn't is refused with this message. */
    public static Address address(String text, ChainParams params, String message) {
        try {
            return Address.parse(text, params);
        } catch (MalformedException e) {
            throw RpcException.notFound(message);
        }
    }
}
