package org.wonsi.node.http.auth;

import io.javalin.security.RouteRole;

/** Who may use a path. A path without any is open to all. */
public enum Access implements RouteRole {
    /** Needs the operator's token. */
    OPERATOR,
    /** Needs the operator's cookie or the user and password for JSON-RPC. */
    RPC
}
