package org.wonsi.core.script.interpreter;

import java.util.ArrayList;
import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.ScriptNumber;

/**
 * A pile of byte strings; depth 0 is the top.
 *
 * <p>Whoever takes elements has made sure that there are so many; see {@link Execution#require}.
 *
 * <p>Elements have no types: the same bytes are a number to ADD, a key to CHECKSIG and a truth to VERIFY.
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

    /** Pushes what a comparison leaves: 01, or no bytes. */
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

    /** The elements, the top last. */
    List<ByteString> elements() {
        return List.copyOf(elements);
    }

    /**
     * Whether an element counts as true: any byte that isn't zero, but for the sign of a negative zero.
     *
     * <p>Negative zero is a number that the format can write; it counts as false, like the other zero.
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
