package org.wonsi.node.http.auth;

/** A user of JSON-RPC. {@link #toString} keeps the password to itself. */
public record RpcLogin(String user, String password) {
    @Override
    public String toString() {
        return "RpcLogin[" + user + "]";
    }
}
