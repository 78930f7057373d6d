package org.wonsi.core.api;

/** Bytes to explain, in hex; {@code POST /node/decode}. */
public record DecodeRequest(String hex) {}
