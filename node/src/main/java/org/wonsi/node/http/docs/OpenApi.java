package org.wonsi.node.http.docs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.node.http.route.Access;
import org.wonsi.node.http.route.Content;
import org.wonsi.node.http.route.Content.AnyJson;
import org.wonsi.node.http.route.Content.Item;
import org.wonsi.node.http.route.Content.Items;
import org.wonsi.node.http.route.Content.Media;
import org.wonsi.node.http.route.Content.Nothing;
import org.wonsi.node.http.route.Json;
import org.wonsi.node.http.route.Operation;
import org.wonsi.node.http.route.Problem;
import org.wonsi.node.http.route.Tag;
import org.wonsi.node.platform.Version;

/** A writer of the OpenAPI 3.1 description of all operations. */
final class OpenApi {
    private static final String JSON = "application/json";
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-z]+)}");

    private final Schemas schemas = new Schemas();

    private OpenApi() {}

    static ObjectNode describe(List<Operation> operations) {
        return new OpenApi().document(operations);
    }

    private ObjectNode document(List<Operation> operations) {
        ObjectNode document = Json.MAPPER.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Wonsi node")
                .put("version", Version.release())
                .put(
                        "description",
                        "Amounts are in satoshis, times in seconds since 1970 UTC, hashes in the order people write them."
                                + " Paths under /node take ?node=NAME for a sibling in the same process. Errors are problem"
                                + " details (RFC 9457); under /api one line of text, unless the request accepts"
                                + " application/problem+json.")
                .putObject("license")
                .put("name", "Apache-2.0")
                .put("identifier", "Apache-2.0");
        for (Tag tag : Tag.values()) {
            document.withArray("tags").addObject().put("name", tag.title());
        }
        ObjectNode paths = document.putObject("paths");
        operations.stream()
                .sorted(Comparator.comparing(Operation::tag))
                .forEach(operation ->
                        paths.withObjectProperty(path(operation)).set(method(operation), operation(operation)));
        schemas.reference(Problem.class);
        ObjectNode components = document.putObject("components");
        components.set("schemas", schemas.all());
        ObjectNode security = components.putObject("securitySchemes");
        security.putObject("token").put("type", "apiKey").put("in", "header").put("name", "X-Wonsi-Token");
        security.putObject("bearer").put("type", "http").put("scheme", "bearer");
        security.putObject("login").put("type", "http").put("scheme", "basic");
        return document;
    }

    private ObjectNode operation(Operation operation) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        json.putArray("tags").add(operation.tag().title());
        json.put("summary", operation.summary()).put("operationId", id(operation));
        Matcher variables = VARIABLE.matcher(path(operation));
        while (variables.find()) {
            parameter(json, variables.group(1), "path");
        }
        operation.query().forEach(name -> parameter(json, name, "query"));
        operation
                .takes()
                .ifPresent(type -> content(json.putObject("requestBody").put("required", true), new Item(type)));
        if (operation.access() != Access.OPEN) {
            json.putArray("security").addObject().putArray("token");
            json.withArray("security").addObject().putArray("bearer");
            if (operation.access() == Access.RPC) {
                json.withArray("security").addObject().putArray("login");
            }
        }
        ObjectNode responses = json.putObject("responses");
        content(responses.putObject(operation.status() + "").put("description", "Done"), operation.gives());
        operation.problems().forEach((code, why) -> problem(responses, code + "", why));
        problem(responses, "default", "Problem details, with the status that says which");
        return json;
    }

    private static String method(Operation operation) {
        return operation.method().name().toLowerCase(Locale.ROOT);
    }

    /** OpenAPI knows no variable of several parts; it is written as one. */
    private static String path(Operation operation) {
        return operation.path().replace('<', '{').replace('>', '}');
    }

    private static String id(Operation operation) {
        return method(operation)
                + path(operation).replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
    }

    private static void parameter(ObjectNode json, String name, String in) {
        json.withArray("parameters")
                .addObject()
                .put("name", name)
                .put("in", in)
                .put("required", true)
                .putObject("schema")
                .put("type", "string");
    }

    private void problem(ObjectNode responses, String status, String why) {
        responses
                .putObject(status)
                .put("description", why)
                .putObject("content")
                .putObject("application/problem+json")
                .set("schema", schemas.reference(Problem.class));
    }

    private void content(ObjectNode holder, Content content) {
        if (content instanceof Item item) {
            holder.putObject("content").putObject(JSON).set("schema", schemas.reference(item.type()));
        } else if (content instanceof Items items) {
            holder.putObject("content").putObject(JSON).set("schema", schemas.list(items.type()));
        } else if (content instanceof AnyJson) {
            holder.putObject("content").putObject(JSON).putObject("schema");
        } else if (content instanceof Media media) {
            holder.putObject("content")
                    .putObject(media.type())
                    .putObject("schema")
                    .put("type", "string");
        } else if (!(content instanceof Nothing)) {
            throw new IllegalStateException("content of a kind that has no description: " + content);
        }
    }
}
