package org.wonsi.node.http.node.body;

/** Bytes to explain, in hex; {@code POST /node/decode}. */
public record DecodeRequest(String hex) {}
