package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.wonsi.node.http.route.Json;

/** Helpers that search and change JSON trees. */
final class JsonTrees {
    private JsonTrees() {}

    /** Every object in a tree, outer ones first. */
    static List<ObjectNode> objects(JsonNode tree) {
        List<ObjectNode> all = new ArrayList<>();
        collect(tree, all);
        return all;
    }

    private static void collect(JsonNode tree, List<ObjectNode> all) {
        if (tree instanceof ObjectNode object) {
            all.add(object);
        }
        tree.forEach(child -> collect(child, all));
    }

    /** Every transaction in a tree. */
    static List<ObjectNode> transactions(JsonNode tree) {
        return objects(tree).stream().filter(o -> o.has("vin") && o.has("txid")).toList();
    }

    /** Changes a whole number wherever it has this name; how many there were. */
    static int change(JsonNode tree, String name, LongUnaryOperator change) {
        int changed = 0;
        for (ObjectNode object : objects(tree)) {
            JsonNode number = object.get(name);
            if (number != null && number.isIntegralNumber()) {
                object.put(name, change.applyAsLong(number.asLong()));
                changed++;
            }
        }
        return changed;
    }

    /** A record as a tree. */
    static ObjectNode of(Object value) {
        return Json.MAPPER.valueToTree(value);
    }

    /** A list of these. */
    static ArrayNode list(List<? extends JsonNode> items) {
        return Json.MAPPER.createArrayNode().addAll(items);
    }
}
