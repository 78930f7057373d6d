package org.wonsi.node.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * What must not be told before the blocks that it speaks of are durable: events and answers, in order. Peers are told earlier,
 * since a block that a crash takes away here is one that they have.
 *
 * <pre>
 *   checked    announced to peers, who fetch it
 *   committed  events, log, page, answers: from here
 * </pre>
 *
 * <p>For the chain thread alone.
 */
final class AfterCommit {
    private final Deque<Held> tellings = new ArrayDeque<>();
    private final Deque<Answer<?>> answers = new ArrayDeque<>();
    private CompletableFuture<Void> awaited = CompletableFuture.completedFuture(null);

    private record Held(CompletableFuture<Void> durable, Runnable telling) {}

    private record Answer<T>(CompletableFuture<Void> durable, T result, CompletableFuture<T> future) {
        void give() {
            future.complete(result);
        }
    }

    /** Whether something is still to be told, so that what others see is older than the chain. */
    boolean isBehind() {
        return !tellings.isEmpty();
    }

    private boolean holds() {
        return !tellings.isEmpty() || !answers.isEmpty();
    }

    /** Tells now if nothing waits and the blocks are durable, else once they are. */
    void tell(CompletableFuture<Void> durable, Runnable telling) {
        if (tellings.isEmpty() && isDone(durable)) {
            telling.run();
        } else {
            tellings.add(new Held(durable, telling));
        }
    }

    /** An answer that is given once the blocks are durable. */
    <T> CompletableFuture<T> answer(CompletableFuture<Void> durable, T result) {
        if (!holds() && isDone(durable)) {
            return CompletableFuture.completedFuture(result);
        }
        CompletableFuture<T> future = new CompletableFuture<>();
        answers.add(new Answer<>(durable, result, future));
        return future;
    }

    /** Has {@code look} run once the blocks are durable, or can't be written; once for each commit, and only if something waits. */
    void await(CompletableFuture<Void> durable, Runnable look) {
        if (holds() && durable != awaited) {
            awaited = durable;
            var unused = durable.whenComplete((done, failure) -> look.run());
        }
    }

    /** Tells what waits no longer, in order. */
    void release() {
        while (!tellings.isEmpty() && isDone(tellings.getFirst().durable())) {
            tellings.removeFirst().telling().run();
        }
    }

    /** Gives the answers that wait no longer; after everybody can see what they speak of. */
    void giveAnswers() {
        while (tellings.isEmpty()
                && !answers.isEmpty()
                && isDone(answers.getFirst().durable())) {
            answers.removeFirst().give();
        }
    }

    /** Tells nothing of what still waits, and fails the answers. */
    void fail(Throwable why) {
        tellings.clear();
        answers.forEach(answer -> answer.future().completeExceptionally(why));
        answers.clear();
    }

    private static boolean isDone(CompletableFuture<Void> durable) {
        return durable.isDone() && !durable.isCompletedExceptionally();
    }
}
