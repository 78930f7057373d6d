package org.wonsi.node.http.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Txid;

/** A call's arguments in the method's order, whether they came by position or by name. */
final class RpcParams {
    private final RpcMethod method;
    private final List<JsonNode> values;

    private RpcParams(RpcMethod method, List<JsonNode> values) {
        this.method = method;
        this.values = values;
    }

    static RpcParams of(RpcMethod method, JsonNode params) {
        List<JsonNode> values = new ArrayList<>();
        if (params.isObject()) {
            byName(method, params, values);
        } else {
            params.forEach(values::add);
        }
        if (values.size() > method.names().size() || given(values) < method.required()) {
            throw RpcError.of(RpcError.MISC_ERROR, method.fullHelp());
        }
        return new RpcParams(method, values);
    }

    private static void byName(RpcMethod method, JsonNode params, List<JsonNode> values) {
        params.path("args").forEach(values::add);
        Iterator<String> names = params.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            int index = method.names().indexOf(name);
            if (index < 0 && !name.equals("args")) {
                throw RpcError.invalid("Unknown named parameter " + name);
            }
            if (index >= 0 && index < params.path("args").size()) {
                throw RpcError.invalid("Parameter " + name + " specified twice both as positional and named argument");
            }
        }
        for (int i = values.size(); i < method.names().size(); i++) {
            JsonNode value = params.get(method.names().get(i));
            values.add(value == null ? NullNode.getInstance() : value);
        }
    }

    /** How many there are before the last that isn't null. */
    private static int given(List<JsonNode> values) {
        int count = values.size();
        while (count > 0 && values.get(count - 1).isNull()) {
            count--;
        }
        return count;
    }

    /** The argument, or null's node. */
    JsonNode get(int index) {
        return index < values.size() ? values.get(index) : NullNode.getInstance();
    }

    /** All that were given. */
    JsonNode all() {
        ArrayNode all = RpcJson.array();
        values.forEach(all::add);
        return all;
    }

    boolean has(int index) {
        return !get(index).isNull();
    }

    private JsonNode typed(int index, JsonNodeType type) {
        JsonNode value = get(index);
        if (value.getNodeType() != type) {
            throw RpcError.of(
                    RpcError.TYPE_ERROR,
                    "Wrong type passed:\n{\n    \"Position " + (index + 1) + " ("
                            + method.names().get(index)
                            + ")\": \"JSON value of type " + typeName(value) + " is not of expected type "
                            + typeName(type) + "\"\n}");
        }
        return value;
    }

    static String typeName(JsonNode value) {
        return value.isBoolean() ? "bool" : typeName(value.getNodeType());
    }

    private static String typeName(JsonNodeType type) {
        return type == JsonNodeType.BOOLEAN ? "bool" : type.name().toLowerCase(Locale.ROOT);
    }

    String text(int index) {
        return typed(index, JsonNodeType.STRING).asText();
    }

    Optional<String> optionalText(int index) {
        return has(index) ? Optional.of(text(index)) : Optional.empty();
    }

    boolean flag(int index, boolean otherwise) {
        return has(index) ? typed(index, JsonNodeType.BOOLEAN).asBoolean() : otherwise;
    }

    /** A whole number of 32 bits. */
    int number(int index) {
        JsonNode value = typed(index, JsonNodeType.NUMBER);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw RpcError.of(RpcError.MISC_ERROR, "JSON integer out of range");
        }
        return value.asInt();
    }

    int number(int index, int otherwise) {
        return has(index) ? number(index) : otherwise;
    }

    /** A whole number of 64 bits. */
    OptionalLong optionalLong(int index) {
        if (!has(index)) {
            return OptionalLong.empty();
        }
        JsonNode value = typed(index, JsonNodeType.NUMBER);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw RpcError.of(RpcError.MISC_ERROR, "JSON integer out of range");
        }
        return OptionalLong.of(value.asLong());
    }

    /** Verbosity as a number or, as of old, a boolean. */
    int verbosity(int index, int otherwise) {
        return get(index).isBoolean() ? (get(index).asBoolean() ? 1 : 0) : number(index, otherwise);
    }

    JsonNode object(int index) {
        return typed(index, JsonNodeType.OBJECT);
    }

    JsonNode array(int index) {
        return typed(index, JsonNodeType.ARRAY);
    }

    BlockHash blockHash(int index) {
        return new BlockHash(hash(text(index), method.names().get(index)));
    }

    Txid txid(int index) {
        return new Txid(hash(text(index), method.names().get(index)));
    }

    static Hash256 hash(String text, String name) {
        if (text.length() != 64) {
            throw RpcError.invalid(name + " must be of length 64 (not " + text.length() + ", for '" + text + "')");
        }
        try {
            return Hash256.ofDisplay(text);
        } catch (MalformedException e) {
            throw RpcError.invalid(name + " must be hexadecimal string (not '" + text + "')");
        }
    }

    /** Hex digits, or the error with this message. */
    ByteString bytes(int index, String message) {
        try {
            return ByteString.ofHex(text(index));
        } catch (MalformedException e) {
            throw RpcError.malformed(message);
        }
    }

    static Address address(String text, ChainParams params, String message) {
        try {
            return Address.parse(text, params);
        } catch (MalformedException e) {
            throw RpcError.notFound(message);
        }
    }
}
