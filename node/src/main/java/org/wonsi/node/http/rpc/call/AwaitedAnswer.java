package org.wonsi.node.http.rpc.call;

import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A wait for what the node answers later; a call of JSON-RPC has one thread from beginning to end. */
public final class AwaitedAnswer {
    private static final int MAX_SECONDS = 600;

    private AwaitedAnswer() {}

    /** Waits up to ten minutes for an answer; a failure is an {@link RpcException}. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(MAX_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RpcException.of(RpcException.MISC_ERROR, "the node is stopping");
        } catch (TimeoutException e) {
            throw RpcException.of(RpcException.MISC_ERROR, "the node didn't answer within " + MAX_SECONDS + " seconds");
        } catch (ExecutionException e) {
            throw translate(e);
        }
    }

    private static RuntimeException translate(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RpcException error) {
            return error;
        }
        if (cause instanceof RejectedExecutionException busy) {
            return RpcException.of(RpcException.BUSY, String.valueOf(busy.getMessage()));
        }
        if (cause instanceof UncheckedIOException disk && disk.getCause() != null) {
            // The node has said so in its log and stops.
            return RpcException.of(
                    RpcException.MISC_ERROR, String.valueOf(disk.getCause().getMessage()));
        }
        return cause instanceof IllegalArgumentException wrong
                ? RpcException.of(RpcException.MISC_ERROR, String.valueOf(wrong.getMessage()))
                : new IllegalStateException("the node's task failed", cause);
    }
}
