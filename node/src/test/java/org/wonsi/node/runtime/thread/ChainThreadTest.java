package org.wonsi.node.runtime.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.RefusedException;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.node.service.ChainBusyException;
import org.wonsi.node.service.ChainLoad;

@Timeout(30)
class ChainThreadTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final PeerId FLOODER = new PeerId(6);

    private final List<Throwable> recovered = new CopyOnWriteArrayList<>();
    private @Nullable RuntimeException whileRecovering;
    private final AtomicInteger afterTasks = new AtomicInteger();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private final AtomicLong nanos = new AtomicLong(-1_000);

    private ChainThread thread(int requests) {
        return new ChainThread(
                "test chain",
                new TaskQueue(requests, 3),
                new TaskMeter(InstantSource.fixed(NOW), nanos::get),
                afterTasks::incrementAndGet,
                this::recover,
                failure::complete);
    }

    private void recover(Throwable fault) {
        recovered.add(fault);
        if (whileRecovering != null) {
            throw whileRecovering;
        }
    }

    @Test
    @DisplayName(
            "Tasks run in the order in which they were left, and the answer comes after the new state was published")
    void runsInOrder() {
        ChainThread thread = thread(10);
        List<Integer> order = new CopyOnWriteArrayList<>();
        thread.post("one", () -> order.add(1), () -> {});
        thread.post("two", () -> order.add(2), () -> {});
        CompletableFuture<Integer> published =
                thread.change("three", () -> order.size()).thenApply(size -> afterTasks.get());
        thread.start();
        assertThat(published.join()).isGreaterThanOrEqualTo(3);
        assertThat(order).containsExactly(1, 2);
        thread.close();
    }

    @Test
    @DisplayName(
            "With room for two requests the third is told to come back, but a block that was mined here is taken in")
    void refusesWhenFull() {
        ChainThread thread = thread(2);
        CompletableFuture<Integer> first = thread.read(() -> 1);
        CompletableFuture<Integer> second = thread.change("two", () -> 2);
        for (CompletableFuture<Integer> third : List.of(thread.read(() -> 3), thread.change("three", () -> 3))) {
            assertThatThrownBy(third::join)
                    .hasCauseInstanceOf(ChainBusyException.class)
                    .hasRootCauseMessage("the node has too much to do, 2 requests wait already; try again in a moment");
        }
        CompletableFuture<Integer> template = thread.readOwn("template", () -> 10);
        CompletableFuture<Integer> mined = thread.changeOwn("mined block", () -> 20);
        assertThat(thread.load().waiting()).isEqualTo(4);
        thread.start();
        assertThat(first.join() + second.join() + template.join() + mined.join())
                .isEqualTo(33);
        thread.close();
    }

    @Test
    @DisplayName("A request is answered after one message of a peer that floods, not after all of them")
    void floodedRequest() {
        ChainThread thread = thread(10);
        AtomicInteger messages = new AtomicInteger();
        CountDownLatch flooding = new CountDownLatch(1);
        Thread flooder = new Thread(() -> {
            for (int i = 0; i < 10_000; i++) {
                thread.post(FLOODER, "message getaddr", messages::incrementAndGet, () -> {});
                flooding.countDown();
            }
        });
        CompletableFuture<Integer> seen = thread.read(messages::get);
        flooder.start();
        assertThat(flooding).satisfies(latch -> latch.await());
        thread.start();
        assertThat(seen.join()).isLessThanOrEqualTo(1);
        thread.close();
        assertThat(flooder).satisfies(Thread::join);
    }

    @Test
    @DisplayName(
            "The chain thread itself may leave tasks although the queue is full: it would wait for itself otherwise")
    void ownTasksNeverWait() throws Exception {
        ChainThread thread = thread(1);
        CountDownLatch done = new CountDownLatch(5);
        thread.start();
        thread.post(
                "outer",
                () -> {
                    for (int i = 0; i < 5; i++) {
                        thread.post(FLOODER, "inner", done::countDown, () -> {});
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
        CompletableFuture<Integer> wrong = thread.change("judgement", () -> {
            throw new RefusedException("no such block");
        });
        assertThatThrownBy(wrong::join)
                .hasCauseInstanceOf(RefusedException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(thread.change("block", () -> 7).join()).isEqualTo(7);
        assertThat(recovered).isEmpty();
        assertThat(failure).isNotDone();
        thread.close();
    }

    @Test
    @DisplayName("Whatever a reading request throws is its own answer, and the thread goes on")
    void readingFault() {
        ChainThread thread = thread(10);
        thread.start();
        for (RuntimeException fault : List.of(
                new NoSuchElementException("no such transaction"),
                new IllegalStateException("a mistake of ours"),
                new IndexOutOfBoundsException(7))) {
            CompletableFuture<Integer> wrong = thread.read(() -> {
                throw fault;
            });
            assertThatThrownBy(wrong::join).hasCause(fault);
        }
        CompletableFuture<Integer> deep = thread.readOwn("template", ChainThreadTest::endless);
        assertThatThrownBy(deep::join).hasCauseInstanceOf(StackOverflowError.class);
        assertThat(thread.read(() -> 7).join()).isEqualTo(7);
        assertThat(failure).isNotDone();
        thread.close();
    }

    @SuppressWarnings("InfiniteRecursion")
    private static int endless() {
        return 1 + endless();
    }

    static List<Throwable> faults() {
        return List.of(
                new IllegalStateException("a mistake of ours"),
                new IllegalArgumentException("a mistake deep inside, and none of the caller"),
                new MalformedException("a mistake in reading what we wrote ourselves"),
                new BlockFaultLike(),
                new StackOverflowError("too deep"));
    }

    /** Any other exception. */
    private static final class BlockFaultLike extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BlockFaultLike() {
            super("any other");
        }
    }

    private static void raise(Throwable fault) {
        if (fault instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) fault;
    }

    private static CompletableFuture<Integer> changing(ChainThread thread, Throwable fault) {
        return thread.change("block", () -> {
            raise(fault);
            return 1;
        });
    }

    @ParameterizedTest
    @MethodSource("faults")
    @DisplayName(
            "A fault of a changing task, a request's, the miner's or one without an answer, is told to whoever asked after the"
                    + " state was made anew, and the thread goes on")
    void changingFault(Throwable fault) {
        ChainThread thread = thread(10);
        thread.start();
        CompletableFuture<Integer> wrong = changing(thread, fault);
        CompletableFuture<Integer> seen = wrong.handle((value, failed) -> recovered.size());
        assertThatThrownBy(wrong::join).hasCause(fault);
        assertThat(seen.join()).isEqualTo(1);
        CompletableFuture<Integer> own = thread.changeOwn("mined block", () -> {
            raise(fault);
            return 1;
        });
        assertThatThrownBy(own::join).hasCause(fault);
        thread.post("tick", () -> raise(fault), () -> {});
        thread.post(FLOODER, "message block", () -> raise(fault), () -> {});
        assertThat(thread.read(() -> 7).join()).isEqualTo(7);
        thread.close();
        assertThat(recovered).containsExactly(fault, fault, fault, fault);
        assertThat(failure).isNotDone();
    }

    @Test
    @DisplayName("A fault that only concerns the mempool is its task's, and nothing is made anew")
    void mempoolFault() {
        ChainThread thread = thread(10);
        thread.start();
        MempoolFaultException fault = new MempoolFaultException(new IllegalStateException("a mistake of ours"));
        assertThatThrownBy(changing(thread, fault)::join).hasCause(fault);
        thread.post("transactions again", () -> raise(fault), () -> {});
        assertThat(thread.read(() -> 7).join()).isEqualTo(7);
        thread.close();
        assertThat(recovered).isEmpty();
        assertThat(failure).isNotDone();
    }

    @Test
    @DisplayName("A fault while the state is made anew ends the thread; whoever asked is told what came first")
    void faultWhileRecovering() {
        whileRecovering = new IllegalStateException("once more");
        ChainThread thread = thread(10);
        thread.start();
        IllegalStateException fault = new IllegalStateException("a mistake of ours");
        assertThatThrownBy(changing(thread, fault)::join).hasCause(fault);
        assertThat(failure.join()).isSameAs(whileRecovering).hasSuppressedException(fault);
        assertThatThrownBy(thread.read(() -> 1)::join).hasRootCauseMessage("the node is stopping");
        thread.close();
        assertThat(recovered).containsExactly(fault);
    }

    @Test
    @DisplayName("The disk failing while the state is made anew ends the thread with the disk's reason")
    void diskFailureWhileRecovering() {
        whileRecovering = new UncheckedIOException(new IOException("the disk is full"));
        ChainThread thread = thread(10);
        thread.post("tick", () -> raise(new IllegalStateException("a mistake of ours")), () -> {});
        thread.start();
        assertThat(failure.join()).isSameAs(whileRecovering);
        thread.close();
    }

    static List<Throwable> ends() {
        return List.of(
                new UncheckedIOException(new IOException("the disk is full")),
                new OutOfMemoryError("no memory"),
                new AssertionError("an error"),
                new NoClassDefFoundError("a class is missing"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    @DisplayName("A failed disk, or an Error, in a changing or a posted task ends the thread, and nothing is made anew")
    void endsForGood(Throwable end) {
        ChainThread changing = thread(10);
        changing.start();
        assertThatThrownBy(changing(changing, end)::join).hasCause(end);
        assertThat(failure.join()).isSameAs(end);
        changing.close();
        ChainThread posted = thread(10);
        posted.post("tick", () -> raise(end), () -> {});
        posted.start();
        assertThatThrownBy(posted.read(() -> 1)::join).hasRootCauseMessage("the node is stopping");
        posted.close();
        assertThat(recovered).isEmpty();
    }

    @Test
    @DisplayName("A disk failure ends the thread, tells its maker, and whoever waits is refused")
    void diskFailureEndsIt() {
        ChainThread thread = thread(10);
        CompletableFuture<Integer> failing = thread.read(() -> {
            throw new UncheckedIOException(new IOException("the disk is full"));
        });
        CompletableFuture<Integer> next = thread.read(() -> 1);
        CompletableFuture<String> refused = new CompletableFuture<>();
        thread.post(FLOODER, "ping", () -> {}, () -> {});
        thread.post(FLOODER, "ping", () -> refused.complete("ran"), () -> refused.complete("refused"));
        thread.start();
        assertThatThrownBy(failing::join).hasRootCauseMessage("the disk is full");
        assertThatThrownBy(next::join).hasCauseInstanceOf(RejectedExecutionException.class);
        assertThat(refused.join()).isEqualTo("refused");
        assertThat(failure.join()).hasRootCauseMessage("the disk is full");
        assertThatThrownBy(thread.read(() -> 1)::join).hasCauseInstanceOf(RejectedExecutionException.class);
        thread.close();
    }

    @Test
    @DisplayName("The longest task is known by its kind, of the whole run and of the last minute or two")
    void measures() {
        ChainThread thread = thread(10);
        thread.start();
        assertThat(thread.load()).isEqualTo(new ChainLoad(0, Optional.empty(), Optional.empty()));
        take(thread, "long", 250_000_000);
        take(thread, "short", 1_500_000);
        ChainLoad.Timed longest = new ChainLoad.Timed("long", 250, NOW);
        assertThat(thread.load().longest()).hasValue(longest);
        assertThat(thread.load().recent()).hasValue(longest);
        nanos.addAndGet(119_000_000_000L);
        take(thread, "later", 2_000_000);
        assertThat(thread.load().recent()).hasValue(longest);
        nanos.addAndGet(1_000_000_000L);
        assertThat(thread.load().recent()).hasValue(new ChainLoad.Timed("later", 2, NOW));
        nanos.addAndGet(119_000_000_000L);
        assertThat(thread.load().recent()).isEmpty();
        assertThat(thread.load().longest()).hasValue(longest);
        thread.close();
    }

    /** Lets a task take so long, and waits until the one after it has begun: by then it is measured. */
    private void take(ChainThread thread, String kind, long nanoseconds) {
        thread.change(kind, () -> nanos.addAndGet(nanoseconds)).join();
        thread.change("next", () -> 1).join();
    }
}
