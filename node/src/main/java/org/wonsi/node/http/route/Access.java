package org.wonsi.node.http.route;

import io.javalin.security.RouteRole;

/** Who may use a path. */
public enum Access implements RouteRole {
    /** Everybody. */
    OPEN,
    /** Needs the operator's token. */
    OPERATOR,
    /** Needs the operator's cookie or the user and password for JSON-RPC. */
    RPC
}
