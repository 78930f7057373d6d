package org.wonsi.node.http.people;

import org.jspecify.annotations.Nullable;

/**
 * A person's name and where he wants to be paid; what a phone sends, and what others are told.
 *
 * @param name that the person chose
 * @param address of the network's form
 */
public record Person(@Nullable String name, @Nullable String address) {}
