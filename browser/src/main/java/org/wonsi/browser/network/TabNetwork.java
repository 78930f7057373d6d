package org.wonsi.browser.network;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.wonsi.browser.answer.Answer;
import org.wonsi.browser.answer.ChainAnswers;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.ScalarNonceSearch;
import org.wonsi.core.pow.Target;
import org.wonsi.core.protocol.peer.NodeEvent;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.lab.live.LiveAccount;
import org.wonsi.lab.live.LiveLink;
import org.wonsi.lab.live.LiveListener;
import org.wonsi.lab.live.LiveMiner;
import org.wonsi.lab.live.LiveNetwork;
import org.wonsi.lab.live.LiveNode;
import org.wonsi.lab.live.Stranger;

/**
 * A network of complete nodes that mine and pay each other, as the board shows it: it answers with a node's JSON and keeps the events
 * until they are taken.
 *
 * <p>Its owner calls {@link #advance} and {@link #mine} again and again, each for a few milliseconds.
 */
public final class TabNetwork implements LiveListener {
    private static final Duration LATENCY = Duration.ofMillis(350);

    /** How many times easier than the seminar's a tab's blocks can be: 127 is the limit of its rules. */
    private static final int[] EASIER = {1, 2, 4, 8, 16, 32, 64, 127};

    private static final double PAYMENT_SECONDS = 4;
    private static final long[] FEE_RATES = {2, 5, 10, 20, 30};
    private static final long MINING_EVENT_MILLIS = 1_000;

    private final ChainParams params;
    private final LiveNetwork network;
    private final TabEvents events = new TabEvents();
    private final List<LiveMiner> miners = new ArrayList<>();
    private final List<LiveAccount> accounts = new ArrayList<>();
    private final boolean[] mining;
    private final TabOrders orders;
    private final SplittableRandom random;

    /** How far the nodes' clocks are ahead of the device's: one before the network's first block would find every block too new. */
    private final Duration ahead;

    private Instant nextPayment;
    private Instant nextMiningEvent;
    private boolean demoPayments = true;
    private int turn;
    private double hashRate;

    /**
     * Of nodes with these names; what is random comes from the seed.
     *
     * @param hashes that the first blocks are to take on average; what the network's rules allow next to it is taken
     */
    public TabNetwork(List<String> names, long seed, double hashes, Instant now) {
        this.random = new SplittableRandom(seed);
        this.params = paramsFor(hashes);
        Instant begin = Instant.ofEpochSecond(params.genesis().header().time() + 1);
        this.ahead = now.isBefore(begin) ? Duration.between(now, begin) : Duration.ZERO;
        Instant start = now.plus(ahead);
        this.network = new LiveNetwork(params, names, LATENCY, random.nextLong(), start, this);
        for (LiveNode node : network.nodes()) {
            LiveAccount account = new LiveAccount(node, PrivateKey.generate(random.split()));
            accounts.add(account);
            miners.add(new LiveMiner(node, account.script(), new ScalarNonceSearch()));
        }
        this.orders = new TabOrders(this);
        this.mining = new boolean[names.size()];
        Arrays.fill(mining, true);
        this.nextPayment = start;
        this.nextMiningEvent = start;
    }

    /**
     * The seminar's network, begun with an easier target, up to the easiest that its rules allow. Only targets for which a genesis
     * block is known: to find one would take longer than a visitor waits. The network's own rule adjusts the rest.
     */
    private static ChainParams paramsFor(double hashes) {
        ChainParams seminar = ChainParams.seminar();
        Target usual =
                new CompactTarget(seminar.genesis().header().bits()).target().orElseThrow();
        double wanted = usual.work().hashes().doubleValue() / Math.max(1, hashes);
        int nearest = EASIER[0];
        for (int times : EASIER) {
            if (distance(times, wanted) < distance(nearest, wanted)) {
                nearest = times;
            }
        }
        return seminar.withEasierWork(nearest);
    }

    /** By how many times one is more than the other. */
    private static double distance(double one, double other) {
        return Math.max(one / other, other / one);
    }

    // ------------------------------------------------------------------------------------------- living

    /** Lets everything happen that is due by then. */
    public void advance(Instant told) {
        Instant now = told.plus(ahead);
        network.advance(now);
        if (demoPayments && !now.isBefore(nextPayment)) {
            double wait = -Math.log(1 - random.nextDouble()) * PAYMENT_SECONDS;
            nextPayment = now.plusMillis(Math.round(1_000 * wait));
            payAnybody();
        }
        if (!now.isBefore(nextMiningEvent)) {
            nextMiningEvent = now.plusMillis(MINING_EVENT_MILLIS);
            for (LiveMiner miner : miners) {
                if (isMining(miner.node())) {
                    events.mining(
                            miner.node(),
                            now,
                            hashRateOf(miner.node()),
                            miner.tries(),
                            miner.best().map(Hash256::toDisplay).orElse(""));
                }
            }
        }
    }

    /**
     * Lets the next miner in turn try so many nonces; a block that it finds goes to its node. Answers the tries. While a person has ordered
     * a search, that one has all of them.
     */
    public int mine(int tries) {
        if (orders.search(tries)) {
            return tries;
        }
        for (int i = 0; i < miners.size(); i++) {
            LiveMiner miner = miners.get(turn++ % miners.size());
            if (isMining(miner.node())) {
                Optional<Block> found = miner.search(tries, network.now());
                found.ifPresent(block -> submit(miner.node(), block));
                return tries;
            }
        }
        return 0;
    }

    void submit(LiveNode node, Block block) {
        BlockResult result = network.submit(node, block);
        if (result.violation().isPresent()) {
            throw new IllegalStateException(node + "'s miner made a block that breaks a rule: " + result);
        }
    }

    /** Says how many hashes a second all miners together were measured to try. */
    public void measured(double hashesPerSecond) {
        hashRate = hashesPerSecond;
    }

    double hashRateOf(LiveNode node) {
        int active = 0;
        for (boolean on : mining) {
            active += on ? 1 : 0;
        }
        return isMining(node) ? hashRate / Math.max(1, active) : 0;
    }

    boolean isMining(LiveNode node) {
        return mining[node.number()];
    }

    private void payAnybody() {
        LiveAccount payer = accounts.get(random.nextInt(accounts.size()));
        LiveAccount payee = accounts.get(random.nextInt(accounts.size()));
        Amount amount = new Amount(1_000_000L * (1 + random.nextInt(500)));
        long rate = FEE_RATES[random.nextInt(FEE_RATES.length)];
        if (payer != payee) {
            payer.pay(payee.address(), amount, rate).ifPresent(tx -> network.submit(payer.node(), tx));
        }
    }

    // ------------------------------------------------------------------------------------------- what a person does

    /** Cuts or joins a link; false if there is none between them. */
    public boolean setLink(String a, String b, boolean joined) {
        Optional<LiveLink> link = network.link(a, b);
        link.ifPresent(found -> network.setJoined(found, joined));
        return link.isPresent();
    }

    /** Turns the small payments between the nodes on or off. */
    public void setDemoPayments(boolean on) {
        demoPayments = on;
    }

    /** Turns a node's miner on or off; false if there is no such node. */
    public boolean setMining(String node, boolean on) {
        Optional<LiveNode> found = network.node(node);
        found.ifPresent(one -> mining[one.number()] = on);
        return found.isPresent();
    }

    /**
     * Pays from a node's money.
     *
     * @return the transaction's id in display form
     * @throws MalformedException if there is no such node, the address isn't one of this network, or the node's largest coin is too small
     */
    public String pay(String from, String address, long satoshis, long feeRate) {
        LiveAccount payer = accounts.stream()
                .filter(account -> account.node().name().equals(from))
                .findFirst()
                .orElseThrow(() -> new MalformedException("no node is called " + from));
        Address to = Address.parse(address, params);
        Transaction tx = payer.pay(to, new Amount(satoshis), feeRate)
                .orElseThrow(() -> new MalformedException(
                        from + " has no coin of so much that can be spent yet; new coins can after "
                                + params.coinbaseMaturity() + " blocks"));
        MempoolResult result = network.submit(payer.node(), tx);
        if (result.violation().isPresent()) {
            throw new MalformedException(result.violation().get().toString());
        }
        return tx.txid().toDisplay();
    }

    /**
     * Sends a node a block as a stranger would, at once.
     *
     * @return what the node made of it, as JSON
     * @throws MalformedException if there is no such node, or the bytes are no block
     */
    public String send(String node, String hex) {
        LiveNode to = node(node);
        return TabOrders.verdict(to, Stranger.send(to, ChainAnswers.block(hex)))
                .end()
                .done();
    }

    /** What a person has ordered to be searched for. */
    public TabOrders orders() {
        return orders;
    }

    /**
     * The node of this name.
     *
     * @throws MalformedException if there is none
     */
    LiveNode node(String name) {
        return network.node(name).orElseThrow(() -> new MalformedException("no node is called " + name));
    }

    // ------------------------------------------------------------------------------------------- reading

    /** What a page needs when it begins, as a node's {@code GET /node/board}. */
    public String board() {
        return BoardText.of(this);
    }

    /** A node's answer to {@code GET} of a path below {@code /api} or {@code /node}. */
    public Answer answer(String path, String node) {
        return new ChainAnswers(asked(node)).get(path);
    }

    /** What a node would say of a block, as {@code POST /node/blocks/trial} answers. */
    public Answer trial(String node, String hex, int tx) {
        return new ChainAnswers(asked(node)).trial(hex, tx);
    }

    private LiveNode asked(String name) {
        return network.node(name).orElse(network.nodes().get(0));
    }

    /**
     * Bytes explained, as {@code GET /node/decode}.
     *
     * @throws MalformedException if they are no hex, or nothing that is known
     */
    public String explain(String hex, String as) {
        return new ChainAnswers(network.nodes().get(0)).explain(hex, as);
    }

    /** The events since they were taken last, as a JSON array. */
    public String takeEvents() {
        return events.take();
    }

    public LiveNetwork network() {
        return network;
    }

    public ChainParams params() {
        return params;
    }

    List<LiveAccount> accounts() {
        return accounts;
    }

    List<LiveMiner> miners() {
        return miners;
    }

    boolean paysForShow() {
        return demoPayments;
    }

    @Override
    public void told(LiveNode node, Instant now, NodeEvent event) {
        events.add(node, now, event);
        if (event instanceof NodeEvent.BlockConnected connected) {
            // While the network is made there are no accounts yet, and no blocks.
            accounts.get(node.number()).note(connected.block());
        }
    }
}
