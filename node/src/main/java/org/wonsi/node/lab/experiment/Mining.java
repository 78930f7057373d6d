package org.wonsi.node.lab.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.node.lab.actor.Attacker;
import org.wonsi.node.lab.context.Arguments;
import org.wonsi.node.lab.context.Experiment;
import org.wonsi.node.lab.context.ExperimentContext;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.service.NodeService;
import org.wonsi.node.service.lab.ExperimentService.Command;
import org.wonsi.node.service.lab.Panel;

/**
 * The experiment of lesson 4: the header of the room's next block is hashed, by hand and by search. How long a search takes is
 * chance; how long on average, the target says; and the target follows from the stamps of the blocks before.
 *
 * <p>What is found here is given to nobody: the room's chain stays as it is.
 */
public final class Mining implements Experiment {
    /** Nodes of a network that a run has to itself. */
    static final int NODES = 2;

    /** Guesses or searches that a table shows. */
    static final int ROWS = 6;

    private static final int HASH_BITS = 256;
    private static final int TRIES_AT_ONCE = 100_000;
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

    private final ExperimentContext context;
    private final WorkSearches work;
    private final RetargetWindow retarget;
    private @Nullable BlockTemplate template;
    private final List<Guess> guesses = new ArrayList<>();
    private long tried;
    private int best;

    /** The best of so many nonces tried one after the other. */
    private record Guess(long count, long nonce, Hash256 hash) {}

    /** An experiment that reports to this context. */
    public Mining(ExperimentContext context) {
        this.context = context;
        this.work = new WorkSearches(context, this);
        this.retarget = new RetargetWindow(context, this);
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
            case "search" -> work.search(arguments);
            case "doubling" -> work.doubling(arguments);
            case "histogram" -> work.histogram(arguments);
            case "send" -> send(arguments);
            case "retarget" -> retarget.mine(arguments);
            default -> throw new IllegalArgumentException("there is no command " + command);
        }
    }

    /** Takes away what other commands have shown. */
    void clearBut(String... names) {
        List<String> others = new ArrayList<>(PANELS);
        others.removeAll(List.of(names));
        context.hide(others.toArray(String[]::new));
    }

    /** The block that the room's first node would mine next; kept, so that all guesses are about the same. */
    private BlockTemplate template() throws InterruptedException {
        BlockTemplate known = template;
        if (known == null) {
            NodeService node = context.seminarNodes().get(0);
            known = templateOf(node, node.faucetWallet().scriptPubKey());
            template = known;
        }
        return known;
    }

    private BlockTemplate templateOf(NodeService node, Script payTo) throws InterruptedException {
        long extraNonce = context.random().nextLong(1L << 40);
        long now = node.clock().instant().getEpochSecond();
        return Sandbox.answer(node.readChain((chain, mempool) ->
                BlockTemplate.create(chain, mempool, payTo, "/" + node.name() + "/", extraNonce, now)));
    }

    /** A header of the next block that nobody has searched yet. */
    BlockHeader freshHeader() throws InterruptedException {
        return template().withExtraNonce(context.random().nextLong(1L << 40)).header();
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
        long nonce = arguments.longNumber("nonce", context.random().nextLong(most + 1), 0, most);
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
        context.see(
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
        context.see(
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
        context.show(
                "guesses",
                new Panel.Table(List.of("lab.triesHere", "field.nonce", "field.hash", "lab.zeroBits"), rows, best));
        context.show(
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

    void showHeader(String panel, BlockHeader header, String lit) {
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
        context.show(panel, new Panel.Values(rows));
    }

    // ------------------------------------------------------------------------------------------- send

    private Sandbox sandbox() throws InterruptedException {
        return context.sandbox(NODES);
    }

    private void send(Arguments arguments) throws InterruptedException {
        arguments.allow("block", "to");
        String kind = arguments.word("block", "unworked", List.of("unworked", "easy"));
        Node to = sandbox().node(arguments.text("to").orElse("Busan"));
        Attacker attacker = new Attacker(context, sandbox());
        BlockTemplate next = templateOf(to, to.faucetWallet().scriptPubKey());
        Block block = kind.equals("easy") ? easy(attacker, next, to.params()) : unworked(next);
        Optional<String> reason = attacker.send(to, block);
        clearBut("verdict", "header", "claim");
        showHeader("header", block.header(), kind.equals("easy") ? "field.bits" : "field.nonce");
        CompactTarget claimed = new CompactTarget(block.header().bits());
        context.show(
                "claim",
                new Panel.Values(List.of(
                        Panel.Value.lit("field.hash", block.hash().toDisplay()),
                        Panel.Value.of(
                                "lab.targetClaimed",
                                claimed.target().orElseThrow().toDisplay()),
                        Panel.Value.of("lab.targetRequired", next.target().toDisplay()))));
        context.show(
                "verdict",
                new Panel.Verdict(
                        to.name(),
                        kind.equals("easy") ? "lab.easyBlock" : "lab.unworkedBlock",
                        reason.isEmpty(),
                        reason.orElse("")));
        context.see(
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
            context.see("refused", "by", to.name(), "reason", reason.get());
        } else {
            context.see("accepted", "by", to.name());
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
}
