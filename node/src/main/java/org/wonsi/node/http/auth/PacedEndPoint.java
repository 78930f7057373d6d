package org.wonsi.node.http.auth;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/** A connection's socket, which tells {@link ReaderPace} what its reader takes; {@link ConnectionSlots} looks at that. */
public final class PacedEndPoint extends SocketChannelEndPoint {
    private final ReaderPace pace;

    /** An end point on this channel. */
    public PacedEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler, ReaderPace pace) {
        super(channel, selector, key, scheduler);
        this.pace = pace;
    }

    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        long before = BufferUtil.remaining(buffers);
        boolean all = super.flush(buffers);
        pace.addTaken(before - BufferUtil.remaining(buffers), !all);
        return all;
    }

    /** Whether its reader holds things up. */
    boolean isReadTooSlowly() {
        return pace.isTooSlow();
    }

    /** How long bytes have waited for its reader of late; 0 if none wait now. */
    public long waitedNanos() {
        return pace.waitedNanos();
    }
}
