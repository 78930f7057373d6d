package org.wonsi.core.bytes;

/**
 * Bytes or text that are no message of the expected form.
 *
 * <p>Says where, what was expected and what was found. It is about form only: a well-formed thing that the rules forbid
 * is a {@code Violation}, never this. Whoever reads from outside (a peer, an HTTP request, a file) catches it at the
 * edge and answers in that edge's terms.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int offset;

    /** Malformed at a place of the input: {@code offset} in bytes (or characters of a text) from its start. */
    public MalformedException(int offset, String expected, String found) {
        super("at offset " + offset + ": expected " + expected + ", found " + found);
        this.offset = offset;
    }

    /** Malformed as a whole; the offset is 0. */
    public MalformedException(String message) {
        super(message);
        this.offset = 0;
    }

    /** Where the input stopped making sense, in bytes (or characters) from its start. */
    public int offset() {
        return offset;
    }
}
