package org.wonsi.node.http.own;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.app.NodeService;
import org.wonsi.node.http.HttpProblem;

/** Finds the node that a request is about: the one that serves it, or the sibling it names with {@code ?node=}. */
final class Siblings {
    private final NodeService self;

    Siblings(NodeService self) {
        this.self = self;
    }

    NodeService self() {
        return self;
    }

    /** This node and its siblings, each at its place; this node alone if it knows of none. */
    List<NodeService> all() {
        return self.siblings().isEmpty() ? List.of(self) : self.siblings();
    }

    NodeService target(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("node")).map(this::named).orElse(self);
    }

    NodeService named(String name) {
        return find(name)
                .orElseThrow(() -> HttpProblem.notFound("there is no node '" + name + "' in this process, only "
                        + String.join(
                                ", ", all().stream().map(NodeService::name).toList())));
    }

    Optional<NodeService> find(String name) {
        return all().stream().filter(node -> node.name().equals(name)).findFirst();
    }
}
