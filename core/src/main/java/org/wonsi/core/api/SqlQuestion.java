package org.wonsi.core.api;

/** A reading SQL statement; {@code POST /sql}. */
public record SqlQuestion(String query) {}
