package org.wonsi.node.http.route;

import io.javalin.http.Context;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An asynchronous answer: it sends what another thread works out, on a thread of HTTP's own.
 *
 * <p>Javalin answers on the thread that completes the future. Where that is the chain thread, it would make the JSON and write it,
 * and a reader who takes nothing of a long answer would hold up the node.
 */
public final class AsyncAnswer {
    /** The request's attribute that holds the {@link Executor} of its threads. */
    public static final String THREADS = AsyncAnswer.class.getName();

    private AsyncAnswer() {}

    /** Answers when the work is done; what it throws becomes the problem that {@link ProblemAnswers} makes of it. */
    public static <T> void answer(Context ctx, Supplier<CompletableFuture<T>> work, Consumer<T> answer) {
        answer(ctx, work, answer, CompletionException::new);
    }

    /** Answers when the work is done, or with the problem made of its failure. */
    public static <T> void answer(
            Context ctx,
            Supplier<CompletableFuture<T>> work,
            Consumer<T> answer,
            Function<Throwable, RuntimeException> problem) {
        Executor threads = Objects.requireNonNull((Executor) ctx.req().getAttribute(THREADS), "no threads");
        ctx.future(() -> work.get()
                .handleAsync(
                        (value, failure) -> {
                            if (failure != null) {
                                throw problem.apply(cause(failure));
                            }
                            answer.accept(value);
                            return null;
                        },
                        threads));
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }
}
