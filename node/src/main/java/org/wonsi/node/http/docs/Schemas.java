package org.wonsi.node.http.docs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.wonsi.node.http.route.Json;

/**
 * The JSON schemas of records: a component is a property, and required unless it is marked as one that may be absent.
 */
final class Schemas {
    private static final Set<Class<?>> INTEGERS = Set.of(int.class, long.class, Integer.class, Long.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class);
    private static final Set<Class<?>> FLAGS = Set.of(boolean.class, Boolean.class);

    private final Map<String, ObjectNode> known = new TreeMap<>();

    /** A reference to the record's schema, which is added to {@link #all}. */
    ObjectNode reference(Class<?> type) {
        if (!known.containsKey(name(type))) {
            // Before its components, one of which may be of the same type.
            known.put(name(type), Json.MAPPER.createObjectNode());
            known.put(name(type), describe(type));
        }
        return Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + name(type));
    }

    /** An array of records, texts or numbers. */
    ObjectNode list(Class<?> type) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "array");
        return schema.set("items", ofClass(type));
    }

    /** Everything that was referred to, by name. */
    ObjectNode all() {
        ObjectNode all = Json.MAPPER.createObjectNode();
        known.forEach(all::set);
        return all;
    }

    private static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : outer.getSimpleName() + type.getSimpleName();
    }

    private ObjectNode describe(Class<?> type) {
        ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = SnakeCaseStrategy.INSTANCE.translate(component.getName());
            boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            ObjectNode property = ofType(component.getAnnotatedType());
            properties.set(name, optional ? orNull(property) : property);
            if (!optional) {
                required.add(name);
            }
        }
        return schema.put("additionalProperties", false);
    }

    /** Some of Esplora's optional fields are null instead of absent. */
    private static ObjectNode orNull(ObjectNode schema) {
        ObjectNode either = Json.MAPPER.createObjectNode();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    private ObjectNode ofType(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Type raw = ((ParameterizedType) parameterized.getType()).getRawType();
            AnnotatedType[] arguments = parameterized.getAnnotatedActualTypeArguments();
            if (raw.equals(List.class)) {
                ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "array");
                return schema.set("items", ofType(arguments[0]));
            }
            ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
            return schema.set("additionalProperties", ofType(arguments[1]));
        }
        return ofClass((Class<?>) type.getType());
    }

    private ObjectNode ofClass(Class<?> type) {
        if (type.isRecord()) {
            return reference(type);
        }
        ObjectNode schema = Json.MAPPER.createObjectNode();
        if (type == String.class) {
            return schema.put("type", "string");
        }
        if (INTEGERS.contains(type)) {
            return schema.put("type", "integer");
        }
        if (NUMBERS.contains(type)) {
            return schema.put("type", "number");
        }
        if (FLAGS.contains(type)) {
            return schema.put("type", "boolean");
        }
        throw new IllegalStateException("no schema for " + type);
    }
}
