package org.wonsi.node.p2p;

import java.time.Instant;

/** A network with which no connection is made until a time. */
public record Ban(Subnet subnet, Instant created, Instant until) {}
