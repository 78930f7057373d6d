package org.wonsi.node.runtime.thread;

import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.node.service.ChainBusyException;
import org.wonsi.node.service.ChainLoad;
import org.wonsi.node.store.db.DamagedBlockException;

/**
 * The one thread that owns a node's chain, mempool and protocol; everybody else leaves it tasks in a {@link TaskQueue}.
 *
 * <p>What a task throws:
 *
 * <pre>
 *   a caller's mistake (RefusedException)         that caller's answer
 *   a reading task, any exception                 that caller's answer: nothing was changed
 *   a task of the mempool (MempoolFaultException) that caller's answer, and the mempool is emptied
 *   a changing or posted task, any exception      the chain may be half-changed in memory; on disk it is whole, since a block
 *                                                 is one transaction: it is read again from there ({@link Recovery}), the
 *                                                 caller is answered with the fault, and the thread goes on
 *   a fault while it is read again                 the thread ends
 *   a failed disk; an Error                       the thread ends
 * </pre>
 *
 * <p>A stack that overflows counts as an exception, since a task's depth is the task's own; no other Error does: after one
 * of memory nothing is certain any more.
 */
public final class ChainThread {
    private final TaskQueue queue;
    private final TaskMeter meter;
    private final Runnable afterTask;
    private final Recovery recovery;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;

    /** The recovery of what a task may have left half-changed. */
    @FunctionalInterface
    public interface Recovery {
        /** Run by the chain thread; what it throws ends the thread. */
        void after(Throwable fault);
    }

    /**
     * A thread that isn't started yet.
     *
     * @param afterTask run by the thread after each task, before the task's answer is given
     * @param onFailure told what ended the thread, if it wasn't {@link #close}
     */
    public ChainThread(
            String name,
            TaskQueue queue,
            TaskMeter meter,
            Runnable afterTask,
            Recovery recovery,
            Consumer<Throwable> onFailure) {
        this.queue = queue;
        this.meter = meter;
        this.afterTask = afterTask;
        this.recovery = recovery;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
    }

    /** Starts the thread; tasks that were left before are done first. */
    public void start() {
        thread.start();
    }

    /** Whether tasks wait. */
    public boolean isBusy() {
        return queue.size() > 0;
    }

    /** What waits, and what took longest. */
    public ChainLoad load() {
        return meter.load(queue.size());
    }

    private boolean isOwn() {
        return Thread.currentThread() == thread;
    }

    // ------------------------------------------------------------------------------------------- tasks without answer

    /**
     * Leaves what a peer caused; waits while too much of that peer waits already, unless the chain thread itself leaves it.
     *
     * @param refused run instead if the thread has ended or ends first
     */
    public void post(PeerId peer, String kind, Runnable action, Runnable refused) {
        TaskQueue.Task task = new TaskQueue.Task(kind, action, refused);
        if (!queue.addOfPeer(peer, task, !isOwn())) {
            refused.run();
        }
    }

    /** Leaves what the node itself does, such as its timers. */
    public void post(String kind, Runnable action, Runnable refused) {
        if (!queue.addOwn(new TaskQueue.Task(kind, action, refused))) {
            refused.run();
        }
    }

    // ------------------------------------------------------------------------------------------- tasks with an answer

    /**
     * Leaves a request that only reads; never waits. The answer fails with {@link ChainBusyException} if too many requests
     * wait, and with {@link RejectedExecutionException} if the thread has ended.
     */
    public <T> CompletableFuture<T> read(Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        return request("read", () -> answerReading(task, answer), answer);
    }

    /** Leaves a request that may change chain or mempool; otherwise as {@link #read}. */
    public <T> CompletableFuture<T> change(String kind, Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        return request(kind, () -> answerChanging(task, answer), answer);
    }

    /** Leaves a reading task of the node's own miner, which is taken in however full the queue is. */
    public <T> CompletableFuture<T> readOwn(String kind, Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(kind, () -> answerReading(task, answer), () -> refuse(answer));
        return answer;
    }

    /** Leaves a changing task of the node's own miner; a block it found is never lost to others' requests. */
    public <T> CompletableFuture<T> changeOwn(String kind, Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        post(kind, () -> answerChanging(task, answer), () -> refuse(answer));
        return answer;
    }

    private <T> CompletableFuture<T> request(String kind, Runnable action, CompletableFuture<T> answer) {
        try {
            if (!queue.addRequest(new TaskQueue.Task(kind, action, () -> refuse(answer)))) {
                refuse(answer);
            }
        } catch (ChainBusyException e) {
            answer.completeExceptionally(e);
        }
        return answer;
    }

    private static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new RejectedExecutionException("the node is stopping"));
    }

    private <T> void answerReading(Supplier<T> task, CompletableFuture<T> answer) {
        T value;
        try {
            value = task.get();
        } catch (DamagedBlockException e) {
            // One block can't be read; the disk goes on.
            answer.completeExceptionally(e);
            return;
        } catch (UncheckedIOException e) {
            answer.completeExceptionally(e);
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            answer.completeExceptionally(e);
            return;
        } catch (Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
        answer.complete(value);
    }

    private <T> void answerChanging(Supplier<T> task, CompletableFuture<T> answer) {
        T value;
        try {
            value = task.get();
            afterTask.run();
        } catch (RefusedException e) {
            answer.completeExceptionally(e);
            return;
        } catch (RuntimeException | Error e) {
            try {
                survive(e);
            } finally {
                answer.completeExceptionally(e);
            }
            return;
        }
        answer.complete(value);
    }

    // ------------------------------------------------------------------------------------------- the thread

    private void run() {
        try {
            for (Optional<TaskQueue.Task> task = queue.take(); task.isPresent(); task = queue.take()) {
                run(task.get());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the chain thread", e);
        } catch (Ended e) {
            onFailure.accept(e.reason);
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        } finally {
            queue.abandon().forEach(task -> task.refused().run());
        }
    }

    private void run(TaskQueue.Task task) {
        long begun = meter.begin();
        try {
            task.action().run();
            afterTask.run();
        } catch (RuntimeException | Error e) {
            survive(e);
        }
        meter.ended(task.kind(), begun);
    }

    /** Goes on after what a task threw, or throws it on. */
    private void survive(Throwable thrown) {
        if (thrown instanceof Ended ended) {
            throw ended;
        }
        if (thrown instanceof UncheckedIOException disk) {
            throw new Ended(disk);
        }
        if (thrown instanceof Error error && !(error instanceof StackOverflowError)) {
            throw new Ended(error);
        }
        try {
            if (!(thrown instanceof MempoolFaultException)) {
                recovery.after(thrown);
            }
            afterTask.run();
        } catch (RuntimeException | Error e) {
            if (e != thrown) {
                e.addSuppressed(thrown);
            }
            throw new Ended(e);
        }
    }

    /** The thread can't go on. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Throwable reason;

        Ended(Throwable reason) {
            super(reason);
            this.reason = reason;
        }
    }

    /**
     * Ends the thread after the requests and the node's own tasks that wait now, and waits for that; peers' tasks are refused.
     * Not to be called by the thread itself.
     */
    public void close() {
        if (isOwn()) {
            throw new IllegalStateException("the chain thread can't wait for itself");
        }
        queue.close().forEach(task -> task.refused().run());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // The store must not be closed under a running thread.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
