package org.wonsi.node.seminar;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wonsi.core.tx.Amount;
import org.wonsi.node.platform.Tempo;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.PaymentStream;

/**
 * Small payments between the faucet wallets of a seminar's nodes, so that a projector shows life at once.
 *
 * <p>One about every second and a half, and none while {@link #MOST_WAITING} transactions wait: with a long wait for a block
 * the mempool stays readable.
 */
public final class DemoPayments implements PaymentStream, AutoCloseable {
    /** Transactions in a mempool at which payments pause. */
    public static final int MOST_WAITING = 24;

    private static final Logger LOG = LoggerFactory.getLogger(DemoPayments.class);
    private static final Duration SHORTEST = Duration.ofMillis(800);
    private static final Duration LONGEST = Duration.ofMillis(2_200);

    /** Satoshis a byte; spread over the shades of the board's mempool. */
    private static final List<Integer> FEE_RATES = List.of(1, 2, 4, 7, 8, 12, 13, 18, 22, 28, 36);

    private static final int LEAST_HUNDREDTHS = 10;
    private static final int MOST_HUNDREDTHS = 250;
    private static final long HUNDREDTH = 1_000_000;

    private final Supplier<List<NodeService>> nodes;
    private final Random random;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-payments");
        thread.setDaemon(true);
        return thread;
    });
    private final Tempo tempo;
    private volatile boolean on;

    /** Payments between these nodes, off until {@link #setOn}. */
    public DemoPayments(List<? extends NodeService> nodes, Random random) {
        this(nodes, random, Tempo.REAL);
    }

    /** Payments between the nodes that there are at the time of each, off until {@link #setOn}. */
    public DemoPayments(Supplier<List<NodeService>> nodes, Random random, Tempo tempo) {
        this.nodes = nodes;
        this.random = random;
        this.tempo = tempo;
    }

    /** The same where time goes at another pace. */
    public DemoPayments(List<? extends NodeService> nodes, Random random, Tempo tempo) {
        this(fixed(nodes), random, tempo);
    }

    private static Supplier<List<NodeService>> fixed(List<? extends NodeService> nodes) {
        List<NodeService> copy = List.copyOf(nodes);
        return () -> copy;
    }

    /** Pays from now on, whenever it is on. */
    public void start() {
        schedule(SHORTEST);
    }

    private void schedule(Duration pause) {
        ScheduledFuture<?> unused =
                timer.schedule(this::tick, tempo.toReal(pause).toMillis(), TimeUnit.MILLISECONDS);
    }

    private void tick() {
        try {
            payIfOn();
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof RejectedExecutionException)) {
                LOG.warn("the demo payments end", e);
                throw e;
            }
            // The node has too much to do, or is stopping; the next payment is another chance.
        }
        schedule(Duration.ofMillis(random.nextLong(SHORTEST.toMillis(), LONGEST.toMillis())));
    }

    /** One payment; empty if it is off, too many wait, or nobody has coins to spend. */
    Optional<FaucetWallet.Paid> payIfOn() {
        List<NodeService> payers = new ArrayList<>(nodes.get());
        if (!on || payers.size() < 2 || waiting(payers) >= MOST_WAITING) {
            return Optional.empty();
        }
        Collections.shuffle(payers, random);
        for (NodeService payer : payers) {
            Optional<FaucetWallet.Paid> paid = pay(payer, someoneElse(payers, payer));
            if (paid.isPresent()) {
                return paid;
            }
        }
        return Optional.empty();
    }

    private static int waiting(List<NodeService> nodes) {
        return nodes.stream()
                .mapToInt(node -> node.snapshot().mempool().size())
                .max()
                .orElse(0);
    }

    private NodeService someoneElse(List<NodeService> nodes, NodeService payer) {
        List<NodeService> others = nodes.stream().filter(node -> node != payer).toList();
        return others.get(random.nextInt(others.size()));
    }

    private Optional<FaucetWallet.Paid> pay(NodeService payer, NodeService payee) {
        Amount amount = new Amount(HUNDREDTH * random.nextInt(LEAST_HUNDREDTHS, MOST_HUNDREDTHS + 1));
        int feeRate = FEE_RATES.get(random.nextInt(FEE_RATES.size()));
        FaucetWallet.Payment payment = payer.faucetWallet()
                .pay(payee.faucetWallet().scriptPubKey(), amount, feeRate)
                .join();
        if (payment instanceof FaucetWallet.Refused refused) {
            LOG.debug("{} can't pay {}: {}", payer.name(), payee.name(), refused.reason());
        }
        return payment instanceof FaucetWallet.Paid paid ? Optional.of(paid) : Optional.empty();
    }

    @Override
    public boolean isOn() {
        return on;
    }

    @Override
    public void setOn(boolean isWanted) {
        on = isWanted;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
