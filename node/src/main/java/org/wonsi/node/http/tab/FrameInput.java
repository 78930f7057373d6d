package org.wonsi.node.http.tab;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/**
 * The bytes of frames, one after the other, for a thread that waits for them.
 *
 * <p>It holds one frame at most: the next is asked for when the last byte of it was read. So a tab that sends faster than it is
 * handled fills its own socket, and no memory here.
 */
final class FrameInput extends InputStream {
    private final Runnable askForNext;
    private byte[] frame = new byte[0];
    private int position;
    private boolean ended;

    /** Calls this whenever it has room for a frame again. */
    FrameInput(Runnable askForNext) {
        this.askForNext = askForNext;
    }

    /** Takes a frame, which isn't empty and was asked for. */
    synchronized void put(byte[] bytes) {
        frame = bytes;
        position = 0;
        notifyAll();
    }

    /** Nothing more comes; what is here can still be read. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count;
        boolean isEmpty;
        synchronized (this) {
            awaitBytes();
            count = Math.min(length, frame.length - position);
            if (count == 0) {
                return -1;
            }
            System.arraycopy(frame, position, buffer, offset, count);
            position += count;
            isEmpty = position == frame.length && !ended;
        }
        if (isEmpty) {
            askForNext.run();
        }
        return count;
    }

    private void awaitBytes() throws IOException {
        try {
            while (position == frame.length && !ended) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
