package org.wonsi.node.http.route;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import org.wonsi.node.service.NodeService;

/**
 * The node that a request is about and the other nodes of the process: the one that serves it, or the sibling it names with
 * {@code ?node=}.
 */
public final class SiblingNodes {
    private final NodeService self;

    /** The siblings of this node. */
    public SiblingNodes(NodeService self) {
        this.self = self;
    }

    /** The node that serves the request. */
    public NodeService self() {
        return self;
    }

    /** This node and its siblings, each at its place; this node alone if it knows of none. */
    public List<NodeService> all() {
        return self.siblings().isEmpty() ? List.of(self) : self.siblings();
    }

    /** The node that a request names, or else this one; a problem if there is no such node in this process. */
    public NodeService target(Context ctx) {
        return Optional.ofNullable(ctx.queryParam("node")).map(this::named).orElse(self);
    }

    /** The node of this name; a problem if there is none in this process. */
    public NodeService named(String name) {
        return find(name)
                .orElseThrow(() -> HttpProblemException.notFound("there is no node '" + name
                        + "' in this process, only "
                        + String.join(
                                ", ", all().stream().map(NodeService::name).toList())));
    }

    /** The node of this name. */
    public Optional<NodeService> find(String name) {
        return all().stream().filter(node -> node.name().equals(name)).findFirst();
    }
}
