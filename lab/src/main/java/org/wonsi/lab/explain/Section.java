package org.wonsi.lab.explain;

/**
 * A run of fields that belong together, such as the header or one transaction.
 *
 * @param title for people
 * @param start offset of the first byte
 * @param end offset after the last byte
 */
public record Section(String title, int start, int end) {}
