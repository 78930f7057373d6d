package org.wonsi.node.store;

import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.node.store.db.AddressIndex;
import org.wonsi.node.store.db.AddressIndexState;

/** A thread that completes the address index step by step; between two steps the chain's own changes are written. */
final class AddressIndexBuilder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AddressIndexBuilder.class);

    /** Outputs a step adds: some milliseconds, for which a new block may have to wait. */
    private static final int STEP = 2_000;

    private static final int PERCENT_BETWEEN_LINES = 10;

    /** The builder's progress, for any thread to read. */
    static final class Progress {
        private volatile AddressIndexState state;
        private volatile boolean mayBeLeftOut;

        Progress(AddressIndexState state) {
            this.state = state;
        }

        AddressIndexState get() {
            return state;
        }

        void set(AddressIndexState next) {
            state = next;
        }

        /**
         * Leaves a complete index out while a chain that has just begun is filled: a node that catches up with everybody else can
         * hardly be asked for addresses. For the thread that changes the chain.
         */
        void leaveOut(WriterThread writer) {
            if (state.complete()) {
                mayBeLeftOut = true;
                writer.writeSoon(new StoreChange.Task(connection -> {
                    if (AddressIndex.leaveOut(connection)) {
                        state = AddressIndexState.LEFT_OUT;
                    }
                }));
            }
        }

        /**
         * Makes it, if it was left out; a process that ends before leaves it to the next start. For the thread that changes the
         * chain.
         *
         * @param wait until it is there; else only the next commit waits for it
         */
        void make(WriterThread writer, boolean wait) {
            if (!mayBeLeftOut) {
                return;
            }
            if (wait) {
                writer.writeNow(new StoreChange.MakeAddressIndex());
            } else {
                writer.writeSoon(new StoreChange.MakeAddressIndex());
            }
        }

        /** It was committed: not before, or a mistake in the same transaction would take it back unnoticed. */
        void made() {
            mayBeLeftOut = false;
            state = AddressIndexState.COMPLETE;
        }
    }

    private final WriterThread writer;
    private final Progress state;
    private final Thread thread;
    private volatile boolean stopping;

    /** Starts; {@code state} is what the last run left, and follows. */
    AddressIndexBuilder(WriterThread writer, Progress state, String name) {
        this.writer = writer;
        this.state = state;
        this.thread = new Thread(this::run, "index " + name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        int told = state.get().percent();
        LOG.info("the address index is being built in the background, {} % are done", told);
        try {
            while (!stopping && state.get().isIncomplete()) {
                step();
                if (state.get().percent() >= told + PERCENT_BETWEEN_LINES) {
                    told = state.get().percent();
                    LOG.info("the address index is {} % done", told);
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            // The writer has stopped for a reason that the chain's next change meets too: the node then stops, or opens
            // its
            // store again after a mistake of this program, and with it starts another builder.
            LOG.warn("the address index stays as it is: {}", e.getMessage());
        }
    }

    private void step() {
        Progress next = new Progress(state.get());
        writer.writeNow(new StoreChange.Task(connection -> next.set(AddressIndex.step(connection, STEP))));
        // Only now is it committed, and seen by who reads.
        state.set(next.get());
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends after the step that is being written. */
    @Override
    public void close() {
        stopping = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
