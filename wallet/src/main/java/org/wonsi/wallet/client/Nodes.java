package org.wonsi.wallet.client;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wonsi.wallet.problem.WalletException;

/** The nodes a wallet asks: the first that answers is believed for looking, all of them get payments. */
public final class Nodes implements AutoCloseable {
    /** Questions asked at once. */
    static final int PARALLEL = 8;

    private final List<EsploraClient> clients;
    private final ExecutorService pool;
    private @Nullable EsploraClient chosen;
    private int tipHeight;

    /**
     * Nodes by their URLs, in order of preference; nothing is asked yet.
     *
     * @throws WalletException bad-url
     */
    public Nodes(List<String> urls) {
        this.clients =
                urls.stream().map(url -> new EsploraClient(checkUrl(url))).toList();
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
            throw new WalletException("bad-url", url);
        }
        throw new WalletException("bad-url", url);
    }

    /** All of them. */
    public List<EsploraClient> all() {
        return clients;
    }

    /**
     * The first node that answers.
     *
     * @throws WalletException unreachable, of the last one tried, if none does
     */
    public EsploraClient first() {
        EsploraClient known = chosen;
        if (known != null) {
            return known;
        }
        List<WalletException> failures = new ArrayList<>();
        for (EsploraClient client : clients) {
            try {
                tipHeight = client.tipHeight();
                chosen = client;
                return client;
            } catch (WalletException e) {
                failures.add(e);
            }
        }
        throw failures.get(failures.size() - 1);
    }

    /** The height that the first node said when it was found to answer. */
    public int tipHeight() {
        first();
        return tipHeight;
    }

    /** Asks many things at once and gives the answers in order; the first failure is thrown. */
    public <A, B> List<B> each(List<A> questions, Function<A, B> ask) {
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
            throw new WalletException("interrupted");
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
