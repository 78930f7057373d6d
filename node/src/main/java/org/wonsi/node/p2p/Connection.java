package org.wonsi.node.p2p;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.bytes.StrangersText;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;

/**
 * One connection: a thread that reads messages into events, a thread that writes what is queued.
 *
 * <p>The reader stops while this peer has had its share: while much waits for it to be read, while an answer to it isn't
 * whole, or while the chain thread hasn't handled what came before. So a peer that asks faster than it reads, or sends
 * faster than it is handled, waits by itself, and the node's queue has room for everybody else. What is sent unasked is
 * bounded in bytes: a peer that doesn't read it is dropped, not served from ever more memory.
 */
final class Connection {
    private static final int MAXIMUM_BLOCKS_QUEUED = 2_000;
    private static final int PAUSE_BLOCKS = 32;

    /** Characters of what the other side says when it goes. */
    private static final int MOST_SAID = 150;

    private final PeerId id;
    private final NetworkAddress address;
    private final Carrier carrier;
    private final MessageCodec codec;
    private final P2pHost host;
    private final P2pSettings settings;
    private final SocketTraffic.Direction direction;
    private final LinkedBlockingQueue<Outgoing> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong queuedBlocks = new AtomicLong();
    private final TrafficMeter meter;
    private final PassedMessageLog passed;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Semaphore unhandled;
    private final Semaphore unhandledMessages;
    private final Runnable onClosed;

    /** Guards {@code unanswered}, and wakes the reader when something has changed that it waits for. */
    private final Object turn = new Object();

    private int unanswered;

    /** An entry of the writer's queue. */
    private sealed interface Outgoing {
        /** A whole message. */
        final class Frame implements Outgoing {
            private final String command;
            private final byte[] bytes;

            Frame(String command, byte[] bytes) {
                this.command = command;
                this.bytes = bytes;
            }
        }

        /** A block still to be read from the store. */
        record StoredBlock(BlockHash hash) implements Outgoing {}

        /** A mark: when it is reached, everything before has left. */
        record Mark() implements Outgoing {}

        /** An order to close after what was queued before. */
        record Goodbye(String reason) implements Outgoing {}
    }

    Connection(
            PeerId id,
            NetworkAddress address,
            Carrier carrier,
            MessageCodec codec,
            P2pHost host,
            P2pSettings settings,
            SocketTraffic.Direction direction,
            TrafficMeter meter,
            PassedMessageLog passed,
            Runnable onClosed) {
        this.id = id;
        this.address = address;
        this.carrier = carrier;
        this.codec = codec;
        this.host = host;
        this.settings = settings;
        this.direction = direction;
        this.meter = meter;
        this.passed = passed;
        this.unhandled = new Semaphore(settings.unhandledBytes());
        this.unhandledMessages = new Semaphore(settings.unhandledMessages());
        this.onClosed = onClosed;
    }

    PeerId id() {
        return id;
    }

    NetworkAddress address() {
        return address;
    }

    SocketTraffic traffic() {
        return meter.snapshot(direction, carrier.local());
    }

    void start(String threadName) {
        start(threadName + "-read", this::read);
        start(threadName + "-write", this::write);
    }

    private static void start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    void send(Message message) {
        send(message.command(), codec.encode(message));
    }

    /** Sends any bytes as a message of any type of at most 12 characters. */
    void sendRaw(String command, byte[] payload) {
        send(command, codec.frame(command, payload));
    }

    private void send(String command, byte[] bytes) {
        if (queuedBytes.addAndGet(bytes.length) > settings.queueBytes()) {
            close("reads too slowly: more than " + settings.queueBytes() + " bytes wait for it");
        } else {
            queue.add(new Outgoing.Frame(command, bytes));
        }
    }

    void sendBlock(BlockHash hash) {
        if (queuedBlocks.incrementAndGet() > MAXIMUM_BLOCKS_QUEUED) {
            close("asks for more than " + MAXIMUM_BLOCKS_QUEUED + " blocks ahead of reading them");
        } else {
            queue.add(new Outgoing.StoredBlock(hash));
        }
    }

    /** Tells the node when what was queued before has left, and reads nothing until that is handled. */
    void reportSent() {
        asked();
        queue.add(new Outgoing.Mark());
    }

    private void asked() {
        synchronized (turn) {
            unanswered++;
        }
    }

    private void answered() {
        synchronized (turn) {
            unanswered--;
            turn.notifyAll();
        }
    }

    /** Waits while the peer has had its share. */
    private void awaitTurn() throws InterruptedException {
        synchronized (turn) {
            while (!closed.get() && hasUsedItsShare()) {
                turn.wait();
            }
        }
    }

    private boolean hasUsedItsShare() {
        return unanswered > 0 || queuedBytes.get() > settings.pauseBytes() || queuedBlocks.get() > PAUSE_BLOCKS;
    }

    private void wakeReader() {
        synchronized (turn) {
            turn.notifyAll();
        }
    }

    /** Closes after what was queued before; the caller closes it in any case some time later. */
    void closeAfterSending(String reason) {
        queue.add(new Outgoing.Goodbye(reason));
    }

    /** Closes now. The node hears of it once. */
    void close(String reason) {
        if (closed.compareAndSet(false, true)) {
            wakeReader();
            try {
                carrier.close(reason);
            } catch (IOException e) {
                // It was broken already; that it is gone is all that matters.
                host.deliver(new Event.PeerClosed(id, reason + " (" + e.getMessage() + ")"), () -> {});
                onClosed.run();
                return;
            }
            // Wakes the writer if it waits.
            queue.add(new Outgoing.Goodbye(reason));
            host.deliver(new Event.PeerClosed(id, reason), () -> {});
            onClosed.run();
        }
    }

    // ------------------------------------------------------------------------------------------- the two threads

    private void write() {
        try {
            OutputStream out = carrier.out();
            while (!closed.get()) {
                Outgoing next = queue.take();
                if (next instanceof Outgoing.Frame frame) {
                    write(out, frame);
                    queuedBytes.addAndGet(-frame.bytes.length);
                    wakeReader();
                } else if (next instanceof Outgoing.StoredBlock block) {
                    write(out, blockFrame(block.hash));
                    queuedBlocks.decrementAndGet();
                    wakeReader();
                } else if (next instanceof Outgoing.Mark) {
                    host.deliver(new Event.Sent(id), this::answered);
                } else if (next instanceof Outgoing.Goodbye goodbye) {
                    close(goodbye.reason);
                }
            }
        } catch (IOException e) {
            close("connection lost: " + e.getMessage());
        } catch (InterruptedException e) {
            close("stopped");
        }
    }

    private void write(OutputStream out, Outgoing.Frame frame) throws IOException {
        out.write(frame.bytes);
        meter.sent(frame.command, frame.bytes.length);
        passed.sent(id, address, frame.command, frame.bytes);
    }

    private Outgoing.Frame blockFrame(BlockHash hash) {
        Optional<ByteString> block = host.rawBlock(hash);
        Message gone = new Message.NotFound(List.of(InventoryItem.of(hash)));
        String command = block.isPresent() ? MessageType.BLOCK.command() : gone.command();
        byte[] bytes = block.map(b -> codec.frame(command, b.toByteArray())).orElseGet(() -> codec.encode(gone));
        return new Outgoing.Frame(command, bytes);
    }

    private void read() {
        // Not closed here: that would close the socket before the node has said why it ends the connection.
        try {
            InputStream counted = new CountedInput(carrier.in(), meter);
            DataInputStream in = new DataInputStream(new BufferedInputStream(counted, 65_536));
            while (!closed.get()) {
                awaitTurn();
                readMessage(in);
            }
        } catch (EOFException e) {
            close("closed by the other side"
                    + carrier.farewell()
                            .map(said -> ": " + StrangersText.plain(said, MOST_SAID))
                            .orElse(""));
        } catch (IOException e) {
            close("connection lost: " + e.getMessage());
        } catch (MalformedException e) {
            // Where the next message starts can't be known any more.
            String reason = String.valueOf(e.getMessage());
            host.deliver(new Event.ReceivedMalformed(id, "", reason, Event.Fault.STREAM), () -> {});
        } catch (InterruptedException e) {
            close("stopped");
        }
    }

    private void readMessage(DataInputStream in) throws IOException, InterruptedException {
        byte[] head = new byte[MessageCodec.HEADER_SIZE];
        in.readFully(head);
        MessageCodec.Header header = codec.decodeHeader(head);
        int bytes = MessageCodec.HEADER_SIZE + header.length();
        int permits = Math.min(bytes, settings.unhandledBytes());
        unhandled.acquire(permits);
        unhandledMessages.acquire();
        // Memory for what is here, not for what was announced: many connections may announce much and then say nothing.
        byte[] payload = in.readNBytes(header.length());
        if (payload.length < header.length()) {
            throw new EOFException();
        }
        Event.Fault fault = Event.Fault.FRAME;
        try {
            codec.checkFrame(header, payload);
            fault = Event.Fault.PAYLOAD;
            Message message = codec.decode(header, payload);
            meter.received(header.command(), bytes);
            passed.received(id, address, header.command(), head, payload);
            deliver(new Event.Received(id, message, bytes), permits, isQuestion(message));
        } catch (MalformedException e) {
            meter.received(SocketTraffic.OTHER, bytes);
            String reason = String.valueOf(e.getMessage());
            deliver(new Event.ReceivedMalformed(id, header.command(), reason, fault), permits, false);
        }
    }

    /** Whether the answer may be much longer than the message: then one after the other. */
    private static boolean isQuestion(Message message) {
        return message instanceof Message.GetData
                || message instanceof Message.GetHeaders
                || message instanceof Message.GetBlocks
                || message instanceof Message.MempoolRequest;
    }

    private void deliver(Event event, int permits, boolean isQuestion) {
        if (isQuestion) {
            asked();
        }
        host.deliver(event, () -> {
            unhandled.release(permits);
            unhandledMessages.release();
            if (isQuestion) {
                answered();
            }
        });
    }
}
