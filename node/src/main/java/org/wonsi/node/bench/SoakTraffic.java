package org.wonsi.node.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.FaucetWallet;

/** The load of a soak test: payments, links cut and healed, pages fetched and events listened to. */
final class SoakTraffic implements AutoCloseable {
    private static final int MILLIS_BETWEEN_PAYMENTS = 500;
    private static final int SECONDS_BETWEEN_VISITS = 2;
    private static final int SECONDS_BETWEEN_CUTS = 20;
    private static final int SECONDS_CUT = 12;
    private static final long LEAST_PAYMENT = 10_000;
    private static final long MOST_PAYMENT = 5_000_000;
    private static final List<String> PAGES = List.of("/node/status", "/node/board", "/api/mempool", "/api/blocks");

    private final List<Node> nodes;
    private final RandomGenerator random;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1, task -> {
        Thread thread = new Thread(task, "soak traffic");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong payments = new AtomicLong();
    private final AtomicLong cuts = new AtomicLong();
    private final Map<String, AtomicLong> failures = new ConcurrentHashMap<>();

    SoakTraffic(List<Node> nodes, RandomGenerator random) {
        this.nodes = nodes;
        this.random = random;
    }

    void start() {
        every(MILLIS_BETWEEN_PAYMENTS, this::pay);
        every(SECONDS_BETWEEN_VISITS * 1000, this::visit);
        every(SECONDS_BETWEEN_CUTS * 1000, this::cut);
        nodes.forEach(node -> get(node, "/events", () -> HttpResponse.BodyHandlers.discarding()));
    }

    private void every(int millis, Runnable task) {
        ScheduledFuture<?> unused =
                timer.scheduleAtFixedRate(() -> counted(task), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A timer whose task throws would stop: the soak would then pass for want of load. */
    private void counted(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failed(e.toString());
        }
    }

    private void failed(String what) {
        failures.computeIfAbsent(what, w -> new AtomicLong()).incrementAndGet();
    }

    private Node any() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    private void pay() {
        Amount amount = new Amount(random.nextLong(LEAST_PAYMENT, MOST_PAYMENT));
        var unused = any().faucetWallet()
                .pay(any().faucetWallet().scriptPubKey(), amount)
                .whenComplete((payment, failure) -> {
                    if (failure != null) {
                        failed(failure.toString());
                    } else if (payment instanceof FaucetWallet.Paid) {
                        payments.incrementAndGet();
                    } else if (payment instanceof FaucetWallet.Refused refused) {
                        failed("payment refused: " + refused.reason());
                    }
                });
    }

    private void visit() {
        String page = PAGES.get(random.nextInt(PAGES.size()));
        nodes.forEach(node -> get(node, page, HttpResponse.BodyHandlers::discarding));
    }

    private void get(Node node, String path, Supplier<HttpResponse.BodyHandler<Void>> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(node.httpUrl().orElseThrow() + path))
                .build();
        var unused = client.sendAsync(request, body.get()).whenComplete((response, failure) -> {
            if (failure != null) {
                failed(path + ": " + failure);
            } else if (response.statusCode() != 200) {
                failed(path + " answered " + response.statusCode());
            }
        });
    }

    /** Cuts a link between two neighbours in the list, and heals it later. */
    private void cut() {
        int first = random.nextInt(nodes.size());
        Node a = nodes.get(first);
        String b = nodes.get((first + 1) % nodes.size()).name();
        a.peers().cut(b);
        cuts.incrementAndGet();
        ScheduledFuture<?> unused =
                timer.schedule(() -> counted(() -> a.peers().heal(b)), SECONDS_CUT, TimeUnit.SECONDS);
    }

    long payments() {
        return payments.get();
    }

    long cuts() {
        return cuts.get();
    }

    /** What went wrong, and how often. */
    Map<String, AtomicLong> failures() {
        return Map.copyOf(failures);
    }

    /** Ends the traffic and heals every link; on the timer's one thread, so that nothing is cut afterwards. */
    @Override
    public void close() {
        CompletableFuture.runAsync(
                        () -> {
                            timer.shutdownNow();
                            nodes.forEach(node -> node.peers().cutFrom().forEach(node.peers()::heal));
                        },
                        timer)
                .join();
    }
}
