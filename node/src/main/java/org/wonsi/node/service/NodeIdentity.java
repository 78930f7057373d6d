package org.wonsi.node.service;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The identity of a node: its name and where it is found. All of it may be called from any thread. */
public interface NodeIdentity {
    /** What people call it: "Seoul". */
    String name();

    /** Where its database, logs and keys lie. */
    Path dataDirectory();

    /** When it started. */
    Instant startedAt();

    /** Host and port at which peers reach it; empty if it doesn't listen. */
    Optional<String> p2pAddress();

    /** The URL of its page, without a slash at the end; empty while there is none. */
    Optional<String> httpUrl();
}
