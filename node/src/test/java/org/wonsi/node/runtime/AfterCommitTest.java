package org.wonsi.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What waits for a commit")
class AfterCommitTest {
    private final AfterCommit after = new AfterCommit();
    private final List<String> told = new ArrayList<>();
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Void> second = new CompletableFuture<>();

    private void tell(CompletableFuture<Void> durable, String what) {
        after.tell(durable, () -> told.add(what));
    }

    @Test
    @DisplayName("is told at once if nothing is on its way, else when its own commit is over, in order")
    void order() {
        tell(CompletableFuture.completedFuture(null), "before");
        tell(first, "first");
        tell(second, "second");
        assertThat(after.isBehind()).isTrue();
        assertThat(told).containsExactly("before");
        first.complete(null);
        tell(first, "later");
        after.release();
        assertThat(told).containsExactly("before", "first");
        second.complete(null);
        after.release();
        assertThat(told).containsExactly("before", "first", "second", "later");
        assertThat(after.isBehind()).isFalse();
    }

    @Test
    @DisplayName("is answered only after everything before it was told")
    void answers() {
        assertThat(after.answer(CompletableFuture.completedFuture(null), 1)).isCompletedWithValue(1);
        tell(first, "block");
        CompletableFuture<Integer> answer = after.answer(first, 2);
        first.complete(null);
        after.giveAnswers();
        assertThat(answer).isNotDone();
        after.release();
        after.giveAnswers();
        assertThat(answer).isCompletedWithValue(2);
    }

    @Test
    @DisplayName("is looked at once for each commit, also for one that fails, and never if nothing waits")
    void looks() {
        after.await(first, () -> told.add("nothing waits"));
        tell(first, "first");
        after.await(first, () -> told.add("look"));
        after.await(first, () -> told.add("look twice"));
        tell(second, "second");
        after.await(second, () -> told.add("look again"));
        first.complete(null);
        second.completeExceptionally(new IllegalStateException("disk"));
        assertThat(told).containsExactly("look", "look again");
    }

    @Test
    @DisplayName("that fails is told to nobody, and its answer fails")
    void failure() {
        tell(first, "block");
        CompletableFuture<Integer> answer = after.answer(first, 1);
        first.completeExceptionally(new IllegalStateException("disk"));
        after.release();
        after.giveAnswers();
        assertThat(answer).isNotDone();
        after.fail(new IllegalArgumentException("why"));
        assertThat(told).isEmpty();
        assertThat(after.isBehind()).isFalse();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }
}
