package org.wonsi.node.http.node.body;

/** A reading SQL statement; {@code POST /sql}. */
public record SqlQuestion(String query) {}
