package org.wonsi.node.lab.experiment;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Retarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.lab.paper.WorkTrials;
import org.wonsi.node.lab.stage.Arguments;
import org.wonsi.node.lab.stage.Experiment;
import org.wonsi.node.lab.stage.Sandbox;
import org.wonsi.node.lab.stage.Stage;
import org.wonsi.node.miner.HeaderSolver;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.Laboratory.Command;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.Panel;

/**
 * Lesson 4: the header of the room's next block is hashed, by hand and by search. How long a search takes is chance; how long
 * on average, the target says; and the target follows from the stamps of the blocks before.
 *
 * <p>What is found here is given to nobody: the room's chain stays as it is.
 */
public final class Mining implements Experiment {
    private static final int NODES = 2;
    private static final int ROWS = 6;
    private static final int HASH_BITS = 256;
    private static final int TRIES_AT_ONCE = 100_000;
    private static final int WINDOW_WITHOUT_RETARGET = 12;
    private static final int CARDS = 6;
    /** Zero bits that a block of Bitcoin's main network had to begin with in 2025, rounded. */
    private static final int BITCOIN_BITS = 79;

    private static final double SECONDS_PER_YEAR = 365.25 * 24 * 3600;
    /** A shorter search says little about the speed. */
    /** A slider starts a search for each place it is moved to, so it ends before they take long. */
    private static final int SLIDER_BITS = 23;

    private static final double LEAST_SECONDS = 0.05;

    private static final List<String> PANELS = List.of(
            "sliders",
            "header",
            "guesses",
            "best",
            "searches",
            "found",
            "bitcoin",
            "doubling",
            "histogram",
            "luck",
            "verdict",
            "claim",
            "chain",
            "bits",
            "window",
            "windows");

    private final Stage stage;
    private @Nullable BlockTemplate template;
    private final List<Guess> guesses = new ArrayList<>();
    private final List<List<String>> searches = new ArrayList<>();
    private long tried;
    private int best;

    /** The best of so many nonces tried one after the other. */
    private record Guess(long count, long nonce, Hash256 hash) {}

    /** On a stage of its own. */
    public Mining(Stage stage) {
        this.stage = stage;
    }

    @Override
    public List<Command> commands() {
        return List.of(
                new Command(
                        "try",
                        "hashes the header of the next block with nonces",
                        List.of("nonce=N (one by chance)", "count=HOW MANY from there on (1)")),
                new Command(
                        "search", "searches a hash with so many zero bits, at full power", List.of("bits=12..26 (20)")),
                new Command(
                        "doubling",
                        "searches at one bit more each time, and compares the mean tries",
                        List.of("from=BITS (8)", "to=BITS (12)", "searches=HOW MANY of each (300)")),
                new Command(
                        "histogram",
                        "makes many small searches, and shows how long they took",
                        List.of("bits=8..16 (10)", "searches=HOW MANY (1000)")),
                new Command(
                        "send",
                        "sends a node a block whose hash is too large, or one that claims another target",
                        List.of("block=unworked|easy (unworked)", "to=NODE (Busan)")),
                new Command(
                        "retarget",
                        "mines a whole window with stamps so many seconds apart, and shows the target after it",
                        List.of("seconds=1..10 (2)")));
    }

    @Override
    public void run(String command, Arguments arguments) throws InterruptedException {
        switch (command) {
            case "try" -> guess(arguments);
            case "search" -> search(arguments);
            case "doubling" -> doubling(arguments);
            case "histogram" -> histogram(arguments);
            case "send" -> send(arguments);
            case "retarget" -> retarget(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    /** Takes away what other commands have shown. */
    private void clearBut(String... names) {
        List<String> others = new ArrayList<>(PANELS);
        others.removeAll(List.of(names));
        stage.hide(others.toArray(String[]::new));
    }

    /** The block that the room's first node would mine next; kept, so that all guesses are about the same. */
    private BlockTemplate template() throws InterruptedException {
        BlockTemplate known = template;
        if (known == null) {
            NodeService node = stage.room().get(0);
            known = templateOf(node, node.purse().scriptPubKey());
            template = known;
        }
        return known;
    }

    private BlockTemplate templateOf(NodeService node, Script payTo) throws InterruptedException {
        long extraNonce = stage.random().nextLong(1L << 40);
        long now = node.clock().instant().getEpochSecond();
        return Sandbox.answer(node.readChain((chain, mempool) ->
                BlockTemplate.create(chain, mempool, payTo, "/" + node.name() + "/", extraNonce, now)));
    }

    /** A header of the next block that nobody has searched yet. */
    private BlockHeader freshHeader() throws InterruptedException {
        return template().withExtraNonce(stage.random().nextLong(1L << 40)).header();
    }

    private static int zeroBits(Hash256 hash) {
        return HASH_BITS - hash.toNumber().bitLength();
    }

    // ------------------------------------------------------------------------------------------- try

    private void guess(Arguments arguments) throws InterruptedException {
        arguments.allow("nonce", "count");
        BlockTemplate block = template();
        int count = arguments.number("count", 1, 1, TRIES_AT_ONCE);
        long most = (1L << 32) - count;
        long nonce = arguments.longNumber("nonce", stage.random().nextLong(most + 1), 0, most);
        Guess guess = bestOf(block.header(), nonce, count);
        guesses.add(guess);
        if (guesses.size() > ROWS) {
            guesses.remove(best == 0 ? 1 : 0);
        }
        best = 0;
        for (int i = 1; i < guesses.size(); i++) {
            best = guesses.get(i).hash.compareTo(guesses.get(best).hash) < 0 ? i : best;
        }
        tried += count;
        showGuesses(block, guess);
        boolean solves = block.target().isMetBy(guess.hash);
        stage.see(
                "tried",
                "nonce",
                guess.nonce,
                "count",
                count,
                "hash",
                guess.hash.toDisplay(),
                "zerobits",
                zeroBits(guess.hash),
                "needed",
                zeroBits(block.target().limit()),
                "solves",
                solves ? "yes" : "no");
        stage.see(
                "best", "nonce", guesses.get(best).nonce, "zerobits", zeroBits(guesses.get(best).hash), "tries", tried);
    }

    private static Guess bestOf(BlockHeader header, long nonce, int count) throws InterruptedException {
        long found = nonce;
        Hash256 least = header.withNonce(nonce).hash().hash();
        for (long each = nonce + 1; each < nonce + count; each++) {
            Hash256 hash = header.withNonce(each).hash().hash();
            if (hash.compareTo(least) < 0) {
                least = hash;
                found = each;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return new Guess(count, found, least);
    }

    private void showGuesses(BlockTemplate block, Guess last) {
        clearBut("header", "guesses", "best");
        showHeader("header", block.header().withNonce(last.nonce), "field.nonce");
        List<List<String>> rows = new ArrayList<>();
        for (Guess each : guesses) {
            rows.add(List.of(
                    String.valueOf(each.count),
                    String.valueOf(each.nonce),
                    each.hash.toDisplay(),
                    String.valueOf(zeroBits(each.hash))));
        }
        stage.show(
                "guesses",
                new Panel.Table(List.of("lab.triesHere", "field.nonce", "field.hash", "lab.zeroBits"), rows, best));
        stage.show(
                "best",
                new Panel.BigNumber(
                        String.valueOf(zeroBits(guesses.get(best).hash)),
                        "lab.zeroBits",
                        List.of(
                                Panel.Value.lit(
                                        "lab.needed", zeroBits(block.target().limit())),
                                Panel.Value.of("lab.targetIs", block.target().toDisplay()),
                                Panel.Value.of("lab.triesSoFar", tried),
                                Panel.Value.of(
                                        "lab.expectedTries",
                                        block.target().work().hashes()),
                                Panel.Value.of("lab.forBlock", block.height()))));
    }

    private void showHeader(String panel, BlockHeader header, String lit) {
        List<Panel.Value> rows = new ArrayList<>();
        for (Panel.Value value : List.of(
                Panel.Value.of("field.version", String.format(Locale.ROOT, "0x%08x", header.version())),
                Panel.Value.of("field.prev", header.prevBlock().toDisplay()),
                Panel.Value.of("field.root", header.merkleRoot().toDisplay()),
                Panel.Value.of("field.time", header.time()),
                Panel.Value.of("field.bits", new CompactTarget(header.bits()).toDisplay()),
                Panel.Value.of("field.nonce", header.nonce()))) {
            rows.add(value.key().equals(lit) ? Panel.Value.lit(lit, value.value()) : value);
        }
        stage.show(panel, new Panel.Values(rows));
    }

    // ------------------------------------------------------------------------------------------- search

    private void search(Arguments arguments) throws InterruptedException {
        arguments.allow("bits");
        int bits = arguments.number("bits", 20, 12, 26);
        Target target = WorkTrials.target(bits);
        long expected = 1L << bits;
        stage.waitFor("searching " + bits);
        HeaderSolver solver = new HeaderSolver(stage.room().get(0).miner().kernels());
        long begun = System.nanoTime();
        Optional<BlockHeader> found = Optional.empty();
        while (found.isEmpty()) {
            found = solver.solve(freshHeader(), target);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        stage.waitFor("");
        BlockHeader header = found.get();
        String took = String.format(Locale.ROOT, "%.2f", seconds);
        String ratio = String.format(Locale.ROOT, "%.2f", (double) solver.tries() / expected);
        searches.add(List.of(
                String.valueOf(bits), String.valueOf(expected), String.valueOf(solver.tries()), ratio + " ×", took));
        if (searches.size() > ROWS) {
            searches.remove(0);
        }
        clearBut("searches", "header", "bitcoin", "sliders");
        showHeader("header", header, "field.nonce");
        stage.show(
                "searches",
                new Panel.Table(
                        List.of("lab.zeroBits", "lab.expectedTries", "lab.tries", "lab.ofExpected", "lab.seconds"),
                        searches,
                        searches.size() - 1));
        stage.show(
                "sliders",
                new Panel.Sliders(
                        "search", List.of(new Panel.Slider("bits", "lab.zeroBits", bits, 12, SLIDER_BITS, 1))));
        stage.show(
                "found",
                new Panel.Values(List.of(
                        Panel.Value.lit("field.hash", header.hash().toDisplay()),
                        Panel.Value.of("lab.targetIs", target.toDisplay()))));
        if (seconds >= LEAST_SECONDS) {
            showBitcoin(solver.tries() / seconds);
        }
        stage.see(
                "found",
                "bits",
                bits,
                "expected",
                expected,
                "tries",
                solver.tries(),
                "seconds",
                took,
                "nonce",
                header.nonce(),
                "hash",
                header.hash().toDisplay());
    }

    /** How long one block of Bitcoin would take this computer. */
    private void showBitcoin(double rate) {
        BigInteger tries = BigInteger.TWO.pow(BITCOIN_BITS);
        double years = tries.doubleValue() / rate / SECONDS_PER_YEAR;
        String rounded =
                new BigDecimal(years).round(new MathContext(2)).toBigInteger().toString();
        stage.show(
                "bitcoin",
                new Panel.Values(List.of(
                        Panel.Value.of("lab.ratePerSecond", Math.round(rate)),
                        Panel.Value.of("lab.triesEach", "\"2^" + BITCOIN_BITS + "\""),
                        Panel.Value.lit("lab.yearsEach", rounded))));
    }

    /** Many small searches, each of a header of its own, on all processors. */
    private WorkTrials trials(int bits, int count) throws InterruptedException {
        Target target = WorkTrials.target(bits);
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            BlockHeader header = freshHeader();
            tasks.add(() -> WorkTrials.search(header, target));
        }
        ExecutorService executor =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
                    Thread thread = new Thread(task, "lab search");
                    thread.setDaemon(true);
                    return thread;
                });
        try {
            List<Long> tries = new ArrayList<>();
            for (Future<Long> each : executor.invokeAll(tasks)) {
                tries.add(each.get());
            }
            return new WorkTrials(bits, tries);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a search failed", e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private void doubling(Arguments arguments) throws InterruptedException {
        arguments.allow("from", "to", "searches");
        int from = arguments.number("from", 8, 6, 16);
        int to = arguments.number("to", Math.min(16, from + 4), from, 16);
        int count = arguments.number("searches", 300, 10, 500);
        clearBut("doubling");
        List<List<String>> rows = new ArrayList<>();
        double before = 0;
        for (int bits = from; bits <= to; bits++) {
            stage.waitFor("searches " + count + " " + bits);
            WorkTrials trials = trials(bits, count);
            String times = before == 0 ? "" : String.format(Locale.ROOT, "%.2f", trials.mean() / before);
            rows.add(List.of(
                    String.valueOf(bits),
                    String.valueOf(trials.expected()),
                    String.valueOf(Math.round(trials.mean())),
                    times.isEmpty() ? "\"\"" : times + " ×"));
            stage.show(
                    "doubling",
                    new Panel.Table(
                            List.of("lab.zeroBits", "lab.expectedTries", "lab.meanTries", "lab.ofRowAbove"),
                            rows,
                            rows.size() - 1));
            stage.see(
                    "doubling",
                    "bits",
                    bits,
                    "searches",
                    count,
                    "expected",
                    trials.expected(),
                    "mean",
                    Math.round(trials.mean()),
                    "times",
                    times.isEmpty() ? "-" : times);
            before = trials.mean();
        }
    }

    private void histogram(Arguments arguments) throws InterruptedException {
        arguments.allow("bits", "searches");
        int bits = arguments.number("bits", 10, 8, 16);
        int count = arguments.number("searches", 1000, 100, 2000);
        stage.waitFor("searches " + count + " " + bits);
        WorkTrials trials = trials(bits, count);
        clearBut("histogram", "luck");
        stage.show(
                "histogram",
                new Panel.Histogram(
                        1.0 / WorkTrials.BINS_PER_EXPECTED, trials.histogram(), trials.expectedHistogram()));
        long shortest = trials.tries().stream().mapToLong(Long::longValue).min().orElseThrow();
        long longest = trials.tries().stream().mapToLong(Long::longValue).max().orElseThrow();
        stage.show(
                "luck",
                new Panel.BigNumber(
                        percent(trials.shareWithin(1)),
                        "lab.withinExpected",
                        List.of(
                                Panel.Value.of("lab.theory", percent(trials.chanceWithin(1))),
                                Panel.Value.of("lab.beyondThree", percent(1 - trials.shareWithin(3))),
                                Panel.Value.of("lab.theory", percent(1 - trials.chanceWithin(3))),
                                Panel.Value.of("lab.searches", count),
                                Panel.Value.of("lab.expectedTries", trials.expected()),
                                Panel.Value.of("lab.meanTries", Math.round(trials.mean())),
                                Panel.Value.of("lab.shortest", shortest),
                                Panel.Value.of("lab.longest", longest))));
        stage.see(
                "histogram",
                "bits",
                bits,
                "searches",
                count,
                "expected",
                trials.expected(),
                "mean",
                Math.round(trials.mean()),
                "shortest",
                shortest,
                "longest",
                longest);
        stage.see(
                "luck",
                "within-expected",
                percent(trials.shareWithin(1)),
                "theory",
                percent(trials.chanceWithin(1)),
                "beyond-three",
                percent(1 - trials.shareWithin(3)));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }

    // ------------------------------------------------------------------------------------------- send

    private Sandbox sandbox() throws InterruptedException {
        return stage.sandbox(NODES);
    }

    private void send(Arguments arguments) throws InterruptedException {
        arguments.allow("block", "to");
        String kind = arguments.word("block", "unworked", List.of("unworked", "easy"));
        Node to = sandbox().node(arguments.text("to").orElse("Busan"));
        Attacker attacker = new Attacker(stage, sandbox());
        BlockTemplate next = templateOf(to, to.purse().scriptPubKey());
        Block block = kind.equals("easy") ? easy(attacker, next, to.params()) : unworked(next);
        Optional<String> reason = attacker.send(to, block);
        clearBut("verdict", "header", "claim");
        showHeader("header", block.header(), kind.equals("easy") ? "field.bits" : "field.nonce");
        CompactTarget claimed = new CompactTarget(block.header().bits());
        stage.show(
                "claim",
                new Panel.Values(List.of(
                        Panel.Value.lit("field.hash", block.hash().toDisplay()),
                        Panel.Value.of(
                                "lab.targetClaimed",
                                claimed.target().orElseThrow().toDisplay()),
                        Panel.Value.of("lab.targetRequired", next.target().toDisplay()))));
        stage.show(
                "verdict",
                new Panel.Verdict(
                        to.name(),
                        kind.equals("easy") ? "lab.easyBlock" : "lab.unworkedBlock",
                        reason.isEmpty(),
                        reason.orElse("")));
        stage.see(
                "sent",
                "block",
                kind,
                "hash",
                block.hash().toDisplay(),
                "claims",
                claimed.toDisplay(),
                "required",
                new CompactTarget(next.header().bits()).toDisplay());
        if (reason.isPresent()) {
            stage.see("refused", "by", to.name(), "reason", reason.get());
        } else {
            stage.see("accepted", "by", to.name());
        }
    }

    /** The next block with a nonce that doesn't solve it. */
    private static Block unworked(BlockTemplate next) {
        long nonce = 0;
        while (next.target().isMetBy(next.header().withNonce(nonce).hash().hash())) {
            nonce++;
        }
        return next.block(nonce);
    }

    /** The next block with the work for another target than the one that is required: the easiest, or if it is that, another. */
    private static Block easy(Attacker attacker, BlockTemplate next, ChainParams params) throws InterruptedException {
        BlockHeader header = next.header();
        long bits = CompactTarget.encode(params.powLimit()).bits();
        if (bits == header.bits()) {
            bits = CompactTarget.encode(Target.of(params.powLimit().toNumber().shiftRight(1)))
                    .bits();
        }
        return attacker.mined(new Block(
                new BlockHeader(header.version(), header.prevBlock(), header.merkleRoot(), header.time(), bits, 0),
                next.block(0).transactions()));
    }

    // ------------------------------------------------------------------------------------------- retarget

    private void retarget(Arguments arguments) throws InterruptedException {
        arguments.allow("seconds");
        int seconds = arguments.number("seconds", 2, 1, 10);
        Node node = sandbox().nodes().get(0);
        ChainParams params = node.params();
        int window = params.noRetargeting() ? WINDOW_WITHOUT_RETARGET : params.retargetInterval();
        int first = rewind(node, window);
        int last = first - first % window + window - 1;
        for (int height = first; height <= last; height++) {
            stage.waitFor("mining " + (height - first + 1) + " " + (last - first + 1));
            HeaderNode tip = node.snapshot().tip();
            long time = Math.max(tip.header().time() + seconds, tip.medianTimePast() + 1);
            List<BlockHash> mined = Sandbox.answer(
                    node.miner().generateAt(List.of(time), node.purse().scriptPubKey()));
            stage.await(
                    "the block is stored", () -> node.snapshot().tip().hash().equals(mined.get(0)));
        }
        stage.waitFor("");
        HeaderNode tip = node.snapshot().tip();
        CompactTarget before = new CompactTarget(tip.header().bits());
        CompactTarget after = HeaderRules.requiredBits(tip, params);
        long taken = tip.header().time() - tip.ancestor(first).header().time();
        long intended = (long) window * params.targetSpacing();
        showRetarget(tip, before, after, taken, intended);
        stage.see(
                "window",
                "blocks",
                last - first + 1,
                "taken",
                taken,
                "intended",
                intended,
                "before",
                before.toDisplay(),
                "after",
                after.toDisplay(),
                "harder",
                times(before, after));
        if (params.noRetargeting()) {
            stage.see("noretarget", "network", params.network().name().toLowerCase(Locale.ROOT));
        }
    }

    /** Takes the blocks of the tip's window off the lab's chains, which are copies; the height of the window's first block. */
    private int rewind(Node node, int window) throws InterruptedException {
        int height = node.snapshot().tip().height();
        int first = Math.max(1, height - height % window);
        if (first <= height) {
            BlockHash gone = node.queries().read(q -> q.hashAt(first)).orElseThrow();
            for (Node each : sandbox().nodes()) {
                Sandbox.answer(each.judge(gone, NodeService.Judgement.INVALID));
            }
            stage.await(
                    "the lab's nodes stand below the window",
                    () -> node.snapshot().tip().height() < first);
        }
        return first;
    }

    private static String times(CompactTarget before, CompactTarget after) {
        return String.format(
                Locale.ROOT,
                "%.2f",
                after.work().hashes().doubleValue() / before.work().hashes().doubleValue());
    }

    private void showRetarget(HeaderNode tip, CompactTarget before, CompactTarget after, long taken, long intended) {
        clearBut("chain", "bits", "windows");
        List<Panel.Card> cards = new ArrayList<>();
        for (int height = Math.max(0, tip.height() - CARDS + 1); height <= tip.height(); height++) {
            HeaderNode node = tip.ancestor(height);
            cards.add(new Panel.Card(
                    0,
                    height,
                    node.hash().toDisplay(),
                    node.header().prevBlock().toDisplay(),
                    0,
                    "new",
                    List.of()));
        }
        stage.show("chain", new Panel.Chain(cards));
        stage.show(
                "bits",
                new Panel.BigNumber(
                        times(before, after) + " ×",
                        "lab.harder",
                        List.of(
                                Panel.Value.of("lab.bitsBefore", before.toDisplay()),
                                Panel.Value.lit("lab.bitsAfter", after.toDisplay()),
                                Panel.Value.of("lab.windowTaken", taken),
                                Panel.Value.of("lab.windowIntended", intended))));
        ChainParams params = stage.room().get(0).params();
        int window = params.noRetargeting() ? WINDOW_WITHOUT_RETARGET : params.retargetInterval();
        List<List<String>> rows = new ArrayList<>();
        // What the rule would have made of the same window at other paces; a target of 2^20 tries, far from the
        // easiest.
        CompactTarget sample = CompactTarget.encode(WorkTrials.target(20));
        for (double pace : List.of(0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0)) {
            long took = Math.round(intended * pace);
            CompactTarget next = Retarget.next(sample, took, intended, WorkTrials.target(8));
            rows.add(List.of(
                    String.format(Locale.ROOT, "%.1f", (double) took / window),
                    String.valueOf(took),
                    times(sample, next) + " ×"));
        }
        stage.show(
                "windows",
                new Panel.Table(List.of("lab.secondsPerBlock", "lab.windowTaken", "lab.triesThen"), rows, -1));
    }
}
