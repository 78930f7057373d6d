package org.wonsi.core.script.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.ScriptNumber;

/**
 * A stack of byte strings, on which scripts work; depth 0 is the top.
 *
 * <p>A script has no variables: each operation takes its operands from here and leaves its result here. The input's
 * script runs first, and the output's script finds what it left, such as a signature and a key.
 *
 * <p>The methods don't check whether there are enough elements. Whoever calls them has done so: {@link
 * Execution#require} ends a script that has too few for its next operation.
 *
 * <p>Elements have no types: the same bytes are a number to ADD, a key to CHECKSIG, and true or false to VERIFY.
 */
final class ScriptStack {
    private static final ByteString TRUE = ByteString.copyOf((byte) 1);

    private final List<ByteString> elements;

    ScriptStack() {
        this.elements = new ArrayList<>();
    }

    private ScriptStack(List<ByteString> elements) {
        this.elements = elements;
    }

    /**
     * A stack of the same elements.
     *
     * <p>The elements never change, so only the list is copied.
     */
    ScriptStack copy() {
        return new ScriptStack(new ArrayList<>(elements));
    }

    int size() {
        return elements.size();
    }

    void push(ByteString element) {
        elements.add(element);
    }

    /** Pushes what a comparison leaves: the byte 01 for true, no bytes for false. */
    void push(boolean value) {
        elements.add(value ? TRUE : ByteString.EMPTY);
    }

    void push(long number) {
        elements.add(ScriptNumber.encode(number));
    }

    ByteString pop() {
        return elements.remove(elements.size() - 1);
    }

    void drop(int count) {
        elements.subList(elements.size() - count, elements.size()).clear();
    }

    ByteString peek(int depth) {
        return elements.get(elements.size() - 1 - depth);
    }

    ByteString remove(int depth) {
        return elements.remove(elements.size() - 1 - depth);
    }

    /** Puts an element under the {@code depth} topmost. */
    void insert(int depth, ByteString element) {
        elements.add(elements.size() - depth, element);
    }

    /** The elements, from the bottom to the top. */
    List<ByteString> elements() {
        return List.copyOf(elements);
    }

    /**
     * Whether an element counts as true: it has a byte that isn't zero.
     *
     * <p>One exception: zeros and a last byte of 0x80. The highest bit of a number's last byte is its sign, so these
     * bytes are minus zero, and count as false as zero does.
     */
    static boolean isTrue(ByteString element) {
        int last = element.size() - 1;
        for (int i = 0; i <= last; i++) {
            if (element.at(i) != 0) {
                return !(i == last && element.at(i) == 0x80);
            }
        }
        return false;
    }
}
