package org.wonsi.node.platform;

import java.io.PrintWriter;
import java.io.Writer;
import org.slf4j.Logger;

/** A writer that makes log lines of what a command prints for people, where nobody reads its output but a program. */
public final class LogLines extends Writer {
    private final Logger log;
    private final StringBuilder line = new StringBuilder();

    private LogLines(Logger log) {
        this.log = log;
    }

    /** Each line that is printed there is logged; empty ones aren't. */
    public static PrintWriter of(Logger log) {
        return new PrintWriter(new LogLines(log));
    }

    @Override
    public void write(char[] characters, int from, int count) {
        synchronized (lock) {
            for (int i = from; i < from + count; i++) {
                if (characters[i] == '\n') {
                    end();
                } else {
                    line.append(characters[i]);
                }
            }
        }
    }

    private void end() {
        String text = line.toString().strip();
        line.setLength(0);
        if (!text.isEmpty()) {
            log.info(text);
        }
    }

    @Override
    public void flush() {
        // A line goes out when it is whole.
    }

    @Override
    public void close() {
        synchronized (lock) {
            end();
        }
    }
}
