package org.wonsi.node.http.events;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * One open stream to one reader; never blocks the thread that offers to it.
 *
 * <p>What can't be written at once waits in a bounded queue until the connection takes more. A full queue closes the
 * stream.
 */
final class EventStream implements WriteListener {
    private final ServletOutputStream out;
    private int capacity;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long lastId;
    private boolean writable;
    private boolean unflushed;

    /** A stream whose reader has seen everything up to {@code lastId}. */
    EventStream(ServletOutputStream out, int capacity, long lastId) {
        this.out = out;
        this.capacity = capacity;
        this.lastId = lastId;
    }

    /** Completes when the stream is over, on whichever side it ended. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /**
     * Lets others offer to this stream and queues what the reader missed, as one step: an event that happens meanwhile
     * is either among the missed or offered afterwards.
     *
     * @param missed the lines that came after an id
     */
    void join(Runnable register, LongFunction<List<StreamLine>> missed) {
        synchronized (waiting) {
            register.run();
            missed.apply(lastId).forEach(this::add);
            // What was missed may be more than a live reader is allowed to fall behind.
            capacity += waiting.size();
        }
    }

    /** Begins to write; the container calls back when the connection is ready. */
    void begin() {
        out.setWriteListener(this);
    }

    /** Sends a line now or as soon as the connection takes it; an event that the reader has is passed over. */
    void offer(StreamLine line) {
        synchronized (waiting) {
            if (isNews(line) && waiting.size() >= capacity) {
                close();
                return;
            }
            add(line);
            if (writable) {
                drain();
            }
        }
    }

    private void add(StreamLine line) {
        if (isNews(line)) {
            lastId = Math.max(lastId, line.id());
            waiting.add(line.bytes());
        }
    }

    private boolean isNews(StreamLine line) {
        return line.isComment() || line.id() > lastId;
    }

    @Override
    public void onWritePossible() {
        synchronized (waiting) {
            writable = true;
            drain();
        }
    }

    private void drain() {
        try {
            while (!ended.isDone() && out.isReady()) {
                byte[] next = waiting.poll();
                if (next != null) {
                    out.write(next);
                    unflushed = true;
                } else if (unflushed) {
                    unflushed = false;
                    out.flush();
                } else {
                    return;
                }
            }
        } catch (IOException e) {
            // The reader went away; nothing is lost, it can come back with its last id.
            close();
        }
    }

    @Override
    public void onError(Throwable e) {
        close();
    }

    void close() {
        ended.complete(null);
    }
}
