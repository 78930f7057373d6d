package org.wonsi.node.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.node.store.blockfile.BlockImport;
import org.wonsi.node.store.blockfile.ImportTarget;
import org.wonsi.node.store.db.StoreOptions;

/**
 * A process that does one thing until it is killed, and says a line after each step. Arguments: directory, seed, what.
 *
 * <p>With {@code write} and {@code bulk} it connects and reorganises blocks and says "ack HASH" after each, with the tip that
 * the store reports as durable: in bulk mode an earlier one. With {@code reindex} it rebuilds the database, with {@code
 * verify} it verifies it, over and over; with {@code import FILE} it imports a file, then waits. With {@code deep} it leaves
 * branches of more than 150 blocks for longer ones, every other of which breaks in the middle, and says "begins" before each
 * such move.
 */
final class CrashChild {
    private static final long NOW = 1_795_478_400L;
    private static final ChainParams PARAMS = ChainParams.regtest();
    private static final StoreOptions OPTIONS = new StoreOptions(true, 200, 3_000, 20);

    /** Where the branches of a deep reorganisation part; the first coinbases are old enough to be spent there. */
    private static final int FORK = 120;

    /** How often a branch halves a coin; after 25 times a few hundred satoshis are left. */
    private static final int MOVES = 25;

    private CrashChild() {}

    public static void main(String[] args) throws Exception {
        long seed = Long.parseLong(args[1]);
        Path directory = Path.of(args[0]);
        switch (args[2]) {
            case "reindex" -> reindex(directory);
            case "verify" -> verify(directory);
            case "import" -> importFile(directory, Path.of(args[3]));
            case "deep" -> reorganise(directory, seed);
            default -> write(directory, seed, args[2].equals("bulk"));
        }
    }

    private static void reindex(Path directory) throws Exception {
        while (true) {
            Reindex.begin(directory);
            say("begun");
            try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, OPTIONS)) {
                ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
                store.setBulk(true);
                Reindex.run(directory, store, chain, p -> {}, CrashChild::step);
                store.endFilling();
                say("rebuilt");
            }
        }
    }

    private static void verify(Path directory) throws Exception {
        while (FullVerification.run(directory, PARAMS, ScriptCheckRunner.inOrder(), p -> {}, CrashChild::step)
                .isSound()) {
            say("sound");
        }
        say("unsound");
    }

    private static void importFile(Path directory, Path file) throws Exception {
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, OPTIONS)) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            store.setBulk(true);
            ImportTarget target = ImportTarget.of(chain, InstantSource.fixed(Instant.ofEpochSecond(NOW)));
            BlockImport.run(file, PARAMS.magic(), target, p -> {}, CrashChild::step);
            store.endFilling();
            say("imported");
        }
        while (true) {
            say("waiting");
        }
    }

    private static boolean step() {
        say("step");
        return false;
    }

    private static void write(Path directory, long seed, boolean bulk) throws Exception {
        Random random = new Random(seed);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, OPTIONS)) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            store.setBulk(bulk);
            say("open " + chain.tip().height());
            for (int branch = 1; branch > 0; branch++) {
                TinyChain blocks = new TinyChain(random.nextInt());
                int back = random.nextInt(4) == 0 ? Math.min(chain.tip().height(), 1 + random.nextInt(4)) : 0;
                HeaderNode parent = chain.tip().ancestor(chain.tip().height() - back);
                for (int i = 0; i <= back; i++) {
                    List<Transaction> payments = back == 0 ? payments(chain, random) : List.of();
                    Block block = blocks.block(parent.hash(), parent.height() + 1, payments);
                    BlockResult result = chain.acceptBlock(block, NOW);
                    if (result.outcome() != BlockResult.Outcome.ACCEPTED) {
                        throw new IllegalStateException("seed " + seed + ": " + result);
                    }
                    say("ack " + store.durableTip().orElseThrow());
                    parent = chain.headers().get(block.hash()).orElseThrow();
                }
            }
        }
    }

    private static void reorganise(Path directory, long seed) throws Exception {
        Random random = new Random(seed);
        try (SqliteChainStore store = SqliteChainStore.open(directory, PARAMS, OPTIONS)) {
            ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
            new TinyChain(0).blocks(FORK).forEach(block -> chain.acceptBlock(block, NOW));
            say("ack " + store.durableTip().orElseThrow());
            HeaderNode fork = chain.activeAt(FORK).orElseThrow();
            while (true) {
                boolean breaks = chain.tip() != fork && random.nextBoolean();
                List<Block> branch = branch(chain, fork, random, breaks);
                branch.subList(0, branch.size() - 1).forEach(block -> chain.acceptBlock(block, NOW));
                say("begins");
                BlockResult result = chain.acceptBlock(branch.get(branch.size() - 1), NOW);
                if ((result.outcome() == BlockResult.Outcome.ACCEPTED) == breaks) {
                    throw new IllegalStateException("seed " + seed + ": " + result);
                }
                say("ack " + store.durableTip().orElseThrow());
            }
        }
    }

    /** One block longer than the active chain; each of its blocks moves on what the one before made. */
    private static List<Block> branch(ChainState chain, HeaderNode fork, Random random, boolean breaks) {
        TinyChain blocks = new TinyChain(random.nextInt());
        int length = Math.max(150, chain.tip().height() - FORK + 1);
        Block first = chain.block(fork.ancestor(1 + random.nextInt(10)).hash()).orElseThrow();
        Transaction moved = first.transactions().get(0);
        List<Block> branch = new ArrayList<>();
        BlockHash parent = fork.hash();
        for (int i = 1; i <= length; i++) {
            List<Transaction> payments = List.of();
            if (i <= MOVES) {
                moved = TinyChain.split(moved);
                payments = List.of(moved);
            } else if (breaks && i == length / 2) {
                // Spends for a second time what the branch's first block spent.
                payments = List.of(TinyChain.split(first.transactions().get(0)));
            }
            Block block = blocks.block(parent, FORK + i, payments);
            branch.add(block);
            parent = block.hash();
        }
        return branch;
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Spends coinbases that are old enough and still unspent. */
    private static List<Transaction> payments(ChainState chain, Random random) {
        List<Transaction> payments = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0 && chain.tip().height() > 110; n--) {
            int height = 1 + random.nextInt(chain.tip().height() - 105);
            Block block = chain.block(chain.tip().ancestor(height).hash()).orElseThrow();
            Transaction payment = TinyChain.split(block.transactions().get(0));
            boolean unspent = chain.coin(payment.inputs().get(0).prevout()).isPresent();
            if (unspent && !payments.contains(payment)) {
                payments.add(payment);
                // In the same block its first output moves on.
                Transaction next = TinyChain.split(payment);
                if (chain.coin(new OutPoint(next.txid(), 0)).isEmpty()) {
                    payments.add(next);
                }
            }
        }
        return payments;
    }
}
