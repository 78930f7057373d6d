package org.wonsi.core.script.interpreter;

/**
 * The open IFs, counted from the outermost, and whether all their branches are taken.
 *
 * <p>Only the outermost whose branch isn't taken must be known: inside of it nothing runs whatever the others say. So
 * thousands of nested IFs cost no more than one.
 */
final class Conditions {
    private int size;
    private int firstNotTaken = -1;

    boolean isEmpty() {
        return size == 0;
    }

    boolean allTaken() {
        return firstNotTaken < 0;
    }

    void open(boolean branchTaken) {
        if (!branchTaken && firstNotTaken < 0) {
            firstNotTaken = size;
        }
        size++;
    }

    /** Switches the innermost to its other branch; an IF may have several ELSEs, each switches again. */
    void switchBranch() {
        int innermost = size - 1;
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
