package org.wonsi.node.app;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The one thread that owns a node's chain, mempool and protocol; everybody else leaves it tasks in a bounded queue.
 *
 * <p>A caller's mistake ({@link IllegalArgumentException}) is the answer to that caller. Anything else a task throws means
 * that the chain may be half-changed or the disk is gone: the thread ends, and says so to whoever made it.
 */
final class ChainThread {
    private static final Task END = new Task(() -> {}, () -> {}, false);

    private final BlockingQueue<Task> queue = new LinkedBlockingQueue<>();
    private final Semaphore room;
    private final Runnable afterTask;
    private final Consumer<Throwable> onFailure;
    private final Thread thread;
    private volatile boolean ended;

    /** What to do, and what to do instead if the thread ends first. */
    private record Task(Runnable action, Runnable refused, boolean tookRoom) {}

    /**
     * A thread that isn't started yet.
     *
     * @param capacity how many tasks may wait
     * @param afterTask run by the thread after each task, before the task's answer is given
     * @param onFailure told what ended the thread, if it wasn't {@link #close}
     */
    ChainThread(String name, int capacity, Runnable afterTask, Consumer<Throwable> onFailure) {
        this.room = new Semaphore(capacity);
        this.afterTask = afterTask;
        this.onFailure = onFailure;
        this.thread = new Thread(this::run, name);
    }

    void start() {
        thread.start();
    }

    /** Whether tasks wait. */
    boolean isBusy() {
        return !queue.isEmpty();
    }

    private boolean isOwn() {
        return Thread.currentThread() == thread;
    }

    /**
     * Leaves a task; waits while the queue is full, unless the chain thread itself leaves it.
     *
     * @param refused run instead if the thread has ended or ends first
     */
    void post(Runnable action, Runnable refused) {
        boolean took = !isOwn() && awaitRoom();
        if (ended || (!took && !isOwn())) {
            refused.run();
        } else {
            add(new Task(action, refused, took));
        }
    }

    private boolean awaitRoom() {
        try {
            boolean took = false;
            while (!took && !ended) {
                took = room.tryAcquire(100, TimeUnit.MILLISECONDS);
            }
            return took;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Leaves a task with an answer; never waits, fails with {@link RejectedExecutionException} if the queue is full. */
    <T> CompletableFuture<T> call(Supplier<T> task) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean took = !isOwn() && room.tryAcquire();
        if (took || isOwn()) {
            add(new Task(
                    () -> answer(task, answer),
                    () -> answer.completeExceptionally(new RejectedExecutionException("the node is stopping")),
                    took));
        } else {
            answer.completeExceptionally(
                    new RejectedExecutionException("the node has too much to do; try again in a moment"));
        }
        return answer;
    }

    private void add(Task task) {
        queue.add(task);
        if (ended) {
            // It may have ended between the question and the answer.
            refuseTheRest();
        }
    }

    private <T> void answer(Supplier<T> task, CompletableFuture<T> answer) {
        T value;
        try {
            value = task.get();
        } catch (IllegalArgumentException e) {
            answer.completeExceptionally(e);
            return;
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
            throw e;
        }
        afterTask.run();
        answer.complete(value);
    }

    private void run() {
        try {
            Task task = queue.take();
            while (!task.equals(END)) {
                if (task.tookRoom()) {
                    room.release();
                }
                task.action().run();
                afterTask.run();
                task = queue.take();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the chain thread", e);
        } catch (RuntimeException | Error e) {
            ended = true;
            onFailure.accept(e);
        } finally {
            ended = true;
            refuseTheRest();
        }
    }

    private void refuseTheRest() {
        for (Task task = queue.poll(); task != null; task = queue.poll()) {
            task.refused().run();
        }
    }

    /** Ends the thread after the tasks that wait now, and waits for that; not to be called by the thread itself. */
    void close() {
        if (isOwn()) {
            throw new IllegalStateException("the chain thread can't wait for itself");
        }
        queue.add(END);
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
