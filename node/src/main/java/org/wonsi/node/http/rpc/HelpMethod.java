package org.wonsi.node.http.rpc;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.wonsi.node.http.rpc.call.RpcJson;
import org.wonsi.node.http.rpc.call.RpcMethod;

/** The method {@code help}: all methods by category, or one in full. */
final class HelpMethod {
    private final Map<String, RpcMethod> methods;

    HelpMethod(Map<String, RpcMethod> methods) {
        this.methods = methods;
    }

    RpcMethod method() {
        return RpcMethod.of(
                "Control",
                "help command?",
                "Lists all methods, or explains one.",
                p -> RpcJson.text(p.has(0) ? explain(p.text(0)) : list()));
    }

    private String explain(String name) {
        RpcMethod method = methods.get(name);
        return method == null ? "help: unknown command: " + name : method.fullHelp();
    }

    private String list() {
        Map<String, StringJoiner> categories = new TreeMap<>();
        methods.values().stream()
                .sorted((a, b) -> a.name().compareTo(b.name()))
                .forEach(method -> categories
                        .computeIfAbsent(method.category(), c -> new StringJoiner("\n", "== " + c + " ==\n", "\n"))
                        .add(method.usage()));
        StringJoiner all = new StringJoiner("\n");
        categories.values().forEach(category -> all.add(category.toString()));
        return all.toString().stripTrailing();
    }
}
