package org.wonsi.browser.jdk.java.util;

/** A stand-in for the JDK's class of this name. */
public final class StringJoiner {
    private final String delimiter;
    private final String prefix;
    private final String suffix;
    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    public StringJoiner(CharSequence delimiter) {
        this(delimiter, "", "");
    }

    public StringJoiner(CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
        this.delimiter = delimiter.toString();
        this.prefix = prefix.toString();
        this.suffix = suffix.toString();
    }

    /** Adds an element, after the delimiter if it isn't the first. */
    public StringJoiner add(CharSequence element) {
        text.append(first ? "" : delimiter).append(element);
        first = false;
        return this;
    }

    @Override
    public String toString() {
        return prefix + text + suffix;
    }
}
