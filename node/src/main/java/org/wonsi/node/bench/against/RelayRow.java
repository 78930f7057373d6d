package org.wonsi.node.bench.against;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;

/**
 * The row on relay: blocks handed to the first of five processes in a line, until the fifth says that its tip is that block.
 */
final class RelayRow implements Row {
    private static final int NODES = 5;
    private static final int NOT_COUNTED = 20;
    private static final int COUNTED = 80;
    private static final int LONGEST_MILLIS = 30_000;

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String about() {
        return "a block to the fifth of five processes in a line: " + COUNTED + " blocks after " + NOT_COUNTED;
    }

    @Override
    public List<Measurement> run(ComparedNode node, ComparisonSetup bench) throws IOException, InterruptedException {
        List<String> blocks = bench.emptyBlocks(NOT_COUNTED + COUNTED);
        Deque<RunningNode> line = new ArrayDeque<>();
        try {
            for (int i = 0; i < NODES; i++) {
                Path data = bench.freshDirectory();
                ComparedNode.Setup setup = ComparedNode.Setup.on(data);
                line.add(RunningNode.ready(
                        node,
                        line.isEmpty() ? setup : setup.dialling(line.getLast().p2pPort())));
            }
            awaitLine(line);
            double[] millis = new double[COUNTED];
            try (HttpLink first = line.getFirst().link();
                    HttpLink last = line.getLast().link()) {
                for (int i = 0; i < blocks.size(); i++) {
                    double taken = pass(line, first, last, blocks.get(i));
                    if (i >= NOT_COUNTED) {
                        millis[i - NOT_COUNTED] = taken;
                    }
                }
            }
            Arrays.sort(millis);
            return List.of(
                    Measurement.millis("median", millis[COUNTED / 2]),
                    Measurement.millis("nine of ten", millis[COUNTED * 9 / 10]));
        } finally {
            line.forEach(RunningNode::close);
        }
    }

    /** Each but the ends has two connections that are ready. */
    private static void awaitLine(Deque<RunningNode> line) throws IOException, InterruptedException {
        for (RunningNode node : line) {
            int wanted = node == line.getFirst() || node == line.getLast() ? 1 : 2;
            long deadline = System.nanoTime() + LONGEST_MILLIS * 1_000_000L;
            while (ready(node) < wanted) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("a node of the line has " + ready(node) + " connections, not " + wanted);
                }
                Thread.sleep(20);
            }
        }
    }

    private static int ready(RunningNode node) throws IOException {
        int ready = 0;
        for (JsonNode peer : node.ask("getpeerinfo")) {
            ready += peer.path("version").asInt() > 0 ? 1 : 0;
        }
        return ready;
    }

    private static double pass(Deque<RunningNode> line, HttpLink first, HttpLink last, String block)
            throws IOException {
        String hash = Block.decode(ByteString.ofHex(block)).hash().toDisplay();
        byte[] wait = line.getLast().call("waitforblock", hash, LONGEST_MILLIS);
        byte[] hand = line.getFirst().call("submitblock", block);
        CompletableFuture<Long> arrived = CompletableFuture.supplyAsync(() -> {
            try {
                String answer = new String(last.exchange(wait), java.nio.charset.StandardCharsets.UTF_8);
                long when = System.nanoTime();
                if (!answer.contains(hash)) {
                    throw new IOException("a block didn't arrive at the end of the line: " + answer);
                }
                return when;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        long start = System.nanoTime();
        first.exchange(hand);
        return (arrived.join() - start) / 1e6;
    }
}
