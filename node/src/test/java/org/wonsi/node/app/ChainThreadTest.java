package org.wonsi.node.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChainThreadTest {
    private final AtomicInteger afterTasks = new AtomicInteger();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    private ChainThread thread(int capacity) {
        return new ChainThread("test chain", capacity, afterTasks::incrementAndGet, failure::complete);
    }

    @Test
    @DisplayName(
            "Tasks run in the order in which they were left, and the answer comes after the new state was published")
    void runsInOrder() {
        ChainThread thread = thread(10);
        List<Integer> order = new CopyOnWriteArrayList<>();
        thread.post(() -> order.add(1), () -> {});
        thread.post(() -> order.add(2), () -> {});
        CompletableFuture<Integer> published = thread.call(() -> order.size()).thenApply(size -> afterTasks.get());
        thread.start();
        assertThat(published.join()).isGreaterThanOrEqualTo(3);
        assertThat(order).containsExactly(1, 2);
        thread.close();
    }

    @Test
    @DisplayName("With room for two tasks, the third call is refused and not kept waiting")
    void refusesWhenFull() {
        ChainThread thread = thread(2);
        CompletableFuture<Integer> first = thread.call(() -> 1);
        CompletableFuture<Integer> second = thread.call(() -> 2);
        assertThatThrownBy(thread.call(() -> 3)::join).hasCauseInstanceOf(RejectedExecutionException.class);
        thread.start();
        assertThat(first.join() + second.join()).isEqualTo(3);
        thread.close();
    }

    @Test
    @DisplayName(
            "The chain thread itself may leave tasks although the queue is full: it would wait for itself otherwise")
    void ownTasksNeverWait() throws Exception {
        ChainThread thread = thread(1);
        CountDownLatch done = new CountDownLatch(5);
        thread.start();
        thread.post(
                () -> {
                    for (int i = 0; i < 5; i++) {
                        thread.post(done::countDown, () -> {});
                    }
                },
                () -> {});
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        thread.close();
    }

    @Test
    @DisplayName("A caller's mistake is that caller's answer, and the thread goes on")
    void mistakeIsTheAnswer() {
        ChainThread thread = thread(10);
        thread.start();
        CompletableFuture<Integer> wrong = thread.call(() -> {
            throw new IllegalArgumentException("no such block");
        });
        assertThatThrownBy(wrong::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(thread.call(() -> 7).join()).isEqualTo(7);
        assertThat(failure).isNotDone();
        thread.close();
    }

    @Test
    @DisplayName("A disk failure ends the thread, tells its maker, and whoever waits is refused")
    void diskFailureEndsIt() {
        ChainThread thread = thread(10);
        CompletableFuture<Integer> failing = thread.call(() -> {
            throw new UncheckedIOException(new IOException("the disk is full"));
        });
        CompletableFuture<Integer> next = thread.call(() -> 1);
        CompletableFuture<String> refused = new CompletableFuture<>();
        thread.post(() -> refused.complete("ran"), () -> refused.complete("refused"));
        thread.start();
        assertThatThrownBy(failing::join).hasRootCauseMessage("the disk is full");
        assertThatThrownBy(next::join).hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(refused.join()).isEqualTo("refused");
        assertThat(failure.join()).hasRootCauseMessage("the disk is full");
        assertThatThrownBy(thread.call(() -> 1)::join).hasCauseInstanceOf(RejectedExecutionException.class);
        thread.close();
    }
}
