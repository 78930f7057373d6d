package org.wonsi.lab.explain;

/** The kinds of fields; the page gives each a colour. */
public enum ByteKind {
    /** A version, a number of things, a length. */
    COUNT,
    /** A hash: a link to other bytes. */
    HASH,
    /** A time or a lock time. */
    TIME,
    /** The target and the nonce. */
    WORK,
    /** An amount of money. */
    AMOUNT,
    /** A program. */
    SCRIPT,
    /** A signature or a public key. */
    SIGNATURE
}
