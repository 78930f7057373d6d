package org.wonsi.core.script.interpreter;

/**
 * The open IFs, counted from the outermost, and whether all their branches are taken.
 *
 * <p>Only the outermost whose branch isn't taken must be known: inside of it nothing runs whatever the others say. So
 * thousands of nested IFs cost no more than one.
 *
 * <pre>
 *    IF          taken           runs
 *      IF        not taken       &lt;- the first that isn't
 *        IF      whatever        doesn't run
 *        ELSE    whatever        doesn't run either
 *      ELSE      taken again     runs
 * </pre>
 *
 * <p>Bitcoin Core long kept a list of all and went through it before each operation. With a hundred open IFs every
 * other operation in the script is slow, and blocks can be made of such scripts.
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
