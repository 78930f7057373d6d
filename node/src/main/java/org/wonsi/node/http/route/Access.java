package org.wonsi.node.http.route;

import io.javalin.security.RouteRole;

/** The access levels of paths: who may use them. */
public enum Access implements RouteRole {
    /** Everybody. */
    OPEN,
    /** Needs the operator's token. */
    OPERATOR,
    /** Needs the operator's cookie or the user and password for JSON-RPC. */
    RPC
}
