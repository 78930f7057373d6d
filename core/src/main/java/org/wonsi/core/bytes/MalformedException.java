package org.wonsi.core.bytes;

/**
 * A failure to decode: bytes or text that are no message of the expected form.
 *
 * <p>Says what is wrong as a {@link Sentence}: a code with values, which a program for people words in its reader's language. It is
 * about form only: a well-formed thing that the rules forbid is a {@code Violation}, never this. Whoever reads from outside (a
 * peer, an HTTP request, a file) catches it at the edge and answers in that edge's terms.
 */
public final class MalformedException extends RuntimeException {
    private static final long serialVersionUID = 2;

    private final int offset;
    private final transient Sentence sentence;

    private MalformedException(int offset, Sentence sentence) {
        super(sentence.toString());
        this.offset = offset;
        this.sentence = sentence;
    }

    /** Malformed as a whole; the offset is 0. */
    public MalformedException(Wording wording, Object... values) {
        this(0, wording.with(values));
    }

    /** Malformed at a place of the input: {@code offset} in bytes (or characters of a text) from its start. */
    public MalformedException(int offset, Sentence expected, Object found) {
        this(offset, FormError.AT.with(offset, expected, found));
    }

    /** As the other of this kind, in English only: for what no translated program reads. */
    public MalformedException(int offset, String expected, String found) {
        this(offset, FormError.AT.with(offset, expected, found));
    }

    /** Malformed as a whole, said in English only: for what no translated program reads. */
    public MalformedException(String message) {
        this(0, FormError.OTHER.with(message));
    }

    /** Where the input stopped making sense, in bytes (or characters) from its start. */
    public int offset() {
        return offset;
    }

    /** What is wrong; the message is this in English. */
    public Sentence sentence() {
        return sentence;
    }
}
