package org.wonsi.core.script;

import java.util.BitSet;

/**
 * The open IFs, innermost last, and which of their branches is taken.
 *
 * <p>Operations run only where all branches are taken. The outermost that isn't is remembered, so that ten thousand
 * nested IFs cost no more than one.
 */
final class Conditions {
    private final BitSet taken = new BitSet();
    private int size;
    private int firstNotTaken = -1;

    boolean isEmpty() {
        return size == 0;
    }

    boolean allTaken() {
        return firstNotTaken < 0;
    }

    void open(boolean branchTaken) {
        taken.set(size, branchTaken);
        if (!branchTaken && firstNotTaken < 0) {
            firstNotTaken = size;
        }
        size++;
    }

    /** Switches the innermost to its other branch; an IF may have several ELSEs, each switches again. */
    void switchBranch() {
        int innermost = size - 1;
        taken.flip(innermost);
        if (firstNotTaken < 0) {
            firstNotTaken = innermost;
        } else if (firstNotTaken == innermost) {
            firstNotTaken = -1;
        }
    }

    void close() {
        size--;
        if (firstNotTaken == size) {
            firstNotTaken = -1;
        }
    }
}
