package org.wonsi.node.http.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The limits on the bytes of a request's body, by its method and path: known before any of the body is read. */
public final class BodyLimits {
    /** For what says nothing else, and for paths that don't exist. */
    static final int USUAL = 65_536;

    private final int most;
    private final int usual;
    private final Map<String, Integer> exact = new HashMap<>();
    private final List<Template> templates = new ArrayList<>();

    /** The limit of the paths that match a pattern. */
    private record Template(String method, Pattern path, int bytes) {}

    private BodyLimits(int most, int usual) {
        this.most = most;
        this.usual = usual;
    }

    /** The limits that the operations name; none is above {@code most}. */
    public static BodyLimits ofOperations(int most) {
        return new BodyLimits(most, Math.min(most, USUAL));
    }

    /** One limit for every path. */
    public static BodyLimits ofAll(int most) {
        return new BodyLimits(most, most);
    }

    /** Knows these operations from now on; before the first request. */
    public void add(List<Operation> operations) {
        for (Operation operation : operations) {
            String method = operation.method().name();
            int bytes = Math.min(most, operation.mostBytes());
            if (operation.path().indexOf('{') < 0 && operation.path().indexOf('<') < 0) {
                exact.put(method + " " + operation.path(), bytes);
            } else {
                templates.add(new Template(method, pattern(operation.path()), bytes));
            }
        }
    }

    private static Pattern pattern(String path) {
        StringBuilder regex = new StringBuilder();
        for (String part : path.substring(1).split("/", -1)) {
            regex.append('/')
                    .append(part.startsWith("<") ? ".+" : part.startsWith("{") ? "[^/]+" : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }

    /** The most bytes of a body to this path. */
    public int of(String method, String path) {
        String plain = path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Integer known = exact.get(method + " " + plain);
        if (known != null) {
            return known;
        }
        return templates.stream()
                .filter(template -> template.method.equals(method)
                        && template.path.matcher(plain).matches())
                .mapToInt(Template::bytes)
                .findFirst()
                .orElse(usual);
    }
}
