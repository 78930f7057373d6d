package org.wonsi.node.http.node.body;

/** A request to cut or heal the link between two nodes, by name; {@code POST /node/links}. */
public record LinkChange(String a, String b, boolean connected) {}
