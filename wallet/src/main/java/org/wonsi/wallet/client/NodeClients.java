package org.wonsi.wallet.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/** The connections to the nodes of a wallet: all of them are asked and compared, all of them get payments. */
public final class NodeClients implements AutoCloseable {
    /** Questions asked at once. */
    static final int PARALLEL = 8;

    private final List<EsploraClient> clients;
    private final ExecutorService pool;
    private final Http http;

    /**
     * Nodes by their URLs, in order of preference; nothing is asked yet.
     *
     * @throws WalletException bad-url
     */
    public NodeClients(List<String> urls, Deadline deadline) {
        this.http = new Http(deadline);
        this.clients = urls.stream()
                .distinct()
                .map(url -> new EsploraClient(checkUrl(url), http))
                .toList();
        this.pool = Executors.newFixedThreadPool(PARALLEL, task -> {
            Thread thread = new Thread(task, "node-client");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The URL as given, if it is one of a web server. */
    public static String checkUrl(String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new WalletException(new Failure.BadUrl(url));
        }
        throw new WalletException(new Failure.BadUrl(url));
    }

    /** All of them. */
    public List<EsploraClient> all() {
        return clients;
    }

    /** Asks many things at once and gives the answers in order; the first failure is thrown. */
    public <A, B> List<B> each(List<A> questions, Function<A, B> ask) {
        if (questions.size() == 1) {
            return List.of(ask.apply(questions.get(0)));
        }
        List<Future<B>> asked = new ArrayList<>();
        for (A question : questions) {
            asked.add(pool.submit(() -> ask.apply(question)));
        }
        List<B> answers = new ArrayList<>();
        for (Future<B> future : asked) {
            answers.add(answer(future));
        }
        return answers;
    }

    private static <B> B answer(Future<B> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WalletException failure) {
                throw failure;
            }
            throw new IllegalStateException("a question to a node failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WalletException(new Failure.Interrupted());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
        http.close();
    }
}
