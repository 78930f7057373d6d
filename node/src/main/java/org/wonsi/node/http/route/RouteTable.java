package org.wonsi.node.http.route;

import io.javalin.http.Handler;
import io.javalin.router.JavalinDefaultRoutingApi;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that routes are added to: the handler of a path goes to Javalin, its description to that of the API. A route
 * without a description can't be added, so the two can't drift apart.
 */
public final class RouteTable {
    private final JavalinDefaultRoutingApi javalin;
    private final List<Operation> operations = new ArrayList<>();

    /** Adds to Javalin's routes; of one thread. */
    public RouteTable(JavalinDefaultRoutingApi javalin) {
        this.javalin = javalin;
    }

    /** Adds a route: what it does, and what does it. */
    public void add(Operation operation, Handler handler) {
        operations.add(operation);
        if (operation.access() == Access.OPEN) {
            javalin.addHttpHandler(operation.method(), operation.path(), handler);
        } else {
            javalin.addHttpHandler(operation.method(), operation.path(), handler, operation.access());
        }
    }

    /** Adds what happens before the routes under a path; it answers nothing and isn't described. */
    public void before(String path, Handler handler) {
        javalin.before(path, handler);
    }

    /** Adds what happens after the routes under a path, also where they failed; it answers nothing and isn't described. */
    public void after(String path, Handler handler) {
        javalin.after(path, handler);
    }

    /** The operations added until now, in that order. */
    public List<Operation> operations() {
        return List.copyOf(operations);
    }
}
