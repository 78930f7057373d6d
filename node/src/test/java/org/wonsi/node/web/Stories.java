package org.wonsi.node.web;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.wonsi.lab.live.CityNames;
import org.wonsi.node.http.node.body.Board;
import org.wonsi.node.http.node.body.Board.BoardBlock;
import org.wonsi.node.http.node.body.Board.BoardNode;
import org.wonsi.node.http.node.body.Board.Link;
import org.wonsi.node.http.node.body.Board.Money;
import org.wonsi.node.http.node.body.Board.Payee;
import org.wonsi.node.http.node.body.Board.Waiting;
import org.wonsi.node.http.node.body.status.MiningStatus;
import org.wonsi.node.http.node.body.status.SyncStatus;

/** Boards as a node would tell of them, each a moment that the page must show right. */
final class Stories {
    static final String GENESIS = "000001d767fada7f4b14aee3bd18dd6bc2f1231a394378893695175d08f3d3f9";
    static final List<String> THREE = List.of("Seoul", "Busan", "Jeju");
    private static final long WORK = 8_388_672;

    private Stories() {}

    /** Block 0 alone, as after a first start. */
    static Board empty() {
        return board(List.of(genesis()), THREE, List.of(GENESIS, GENESIS, GENESIS), List.of());
    }

    /** Ten blocks, found in turn; every node stands on the last, two payments wait. */
    static Board ten() {
        List<BoardBlock> blocks = chain(10);
        String tip = blocks.get(10).hash();
        return board(blocks, THREE, List.of(tip, tip, tip), links(THREE, "none"));
    }

    /** Seoul and Busan have both found block 11, and the link between them is cut. */
    static Board fork() {
        List<BoardBlock> blocks = chain(10);
        BoardBlock parent = blocks.get(10);
        BoardBlock seoul = child(parent, "Seoul", 'a');
        BoardBlock busan = child(parent, "Busan", 'b');
        blocks.addAll(List.of(seoul, busan));
        return board(blocks, THREE, List.of(seoul.hash(), busan.hash(), seoul.hash()), links(THREE, "Busan"));
    }

    /** Busan is on its way from block 9 to 2,000. */
    static Board catchingUp() {
        List<BoardBlock> blocks = chain(10);
        String tip = blocks.get(10).hash();
        Board three = board(blocks, THREE, List.of(tip, blocks.get(9).hash(), tip), links(THREE, "none"));
        SyncStatus sync = new SyncStatus(2_000, 1_991, 0.0045, 124.3, 17L);
        List<BoardNode> nodes = three.nodes().stream()
                .map(n -> n.index() == 1 ? syncing(n, sync) : n)
                .toList();
        return new Board(
                three.self(),
                three.network(),
                three.targetSpacing(),
                three.unit(),
                nodes,
                three.blocks(),
                three.links(),
                three.tabs(),
                three.mempool(),
                three.mempoolCount(),
                three.money(),
                three.intervals(),
                three.demoPayments(),
                three.now());
    }

    private static BoardNode syncing(BoardNode node, SyncStatus sync) {
        return new BoardNode(
                node.name(),
                node.index(),
                node.http(),
                node.self(),
                true,
                node.height(),
                node.tip(),
                node.peers(),
                0,
                node.mining(),
                node.mempoolCount(),
                node.balance(),
                "syncing",
                sync);
    }

    /** Thirty nodes, each linked to the next, one block behind one another in three groups. */
    static Board thirty() {
        List<BoardBlock> blocks = chain(70).subList(11, 71);
        List<String> names =
                IntStream.range(0, 30).mapToObj(i -> "Node " + (i + 1)).toList();
        List<String> tips = IntStream.range(0, 30)
                .mapToObj(i -> blocks.get(59 - i % 3).hash())
                .toList();
        return board(blocks, names, tips, links(names, "none"));
    }

    /** Twelve nodes with a seminar's names, the longest among them. */
    static Board twelve() {
        List<BoardBlock> blocks = chain(10);
        String tip = blocks.get(10).hash();
        List<String> names = CityNames.first(12);
        return board(blocks, names, Collections.nCopies(12, tip), links(names, "none"));
    }

    /** Busan has built 10 blocks of its own since block 15, the others 25. */
    static Board deepFork() {
        List<BoardBlock> blocks = chain(40);
        BoardBlock own = blocks.get(15);
        for (int i = 0; i < 10; i++) {
            own = child(own, "Busan", 'b');
            blocks.add(own);
        }
        String tip = blocks.get(40).hash();
        return board(blocks, THREE, List.of(tip, own.hash(), tip), links(THREE, "Busan"));
    }

    /** Busan has built 10 blocks of its own since block 15, the others 985: the node tells of the newest 60 and of five around the fork. */
    static Board veryDeepFork() {
        List<BoardBlock> chain = chain(1_000);
        List<BoardBlock> own = new ArrayList<>(List.of(chain.get(15)));
        for (int i = 0; i < 10; i++) {
            own.add(child(own.get(i), "Busan", 'b'));
        }
        List<BoardBlock> blocks = new ArrayList<>(List.of(
                chain.get(15),
                chain.get(16),
                own.get(1),
                after(own.get(9), own.get(1).hash()),
                own.get(10),
                after(chain.get(941), chain.get(16).hash())));
        blocks.addAll(chain.subList(942, 1_001));
        String tip = chain.get(1_000).hash();
        return board(blocks, THREE, List.of(tip, own.get(10).hash(), tip), links(THREE, "Busan"));
    }

    private static BoardBlock after(BoardBlock block, String ancestor) {
        return new BoardBlock(
                block.hash(),
                block.prev(),
                ancestor,
                block.height(),
                block.time(),
                block.txCount(),
                block.bits(),
                block.work(),
                block.finder(),
                block.size(),
                block.status(),
                block.firstSeen());
    }

    /** The same board where the first node has two coins less once what waits is in a block. */
    static Board withPending(Board board) {
        List<Money> money = new ArrayList<>(board.money());
        Money first = money.get(0);
        money.set(0, new Money(first.name(), first.balance(), -200_000_000, first.address()));
        return new Board(
                board.self(),
                board.network(),
                board.targetSpacing(),
                board.unit(),
                board.nodes(),
                board.blocks(),
                board.links(),
                board.tabs(),
                board.mempool(),
                board.mempoolCount(),
                money,
                board.intervals(),
                board.demoPayments(),
                board.now());
    }

    /** The same board where the demo payments are on. */
    static Board withDemoPayments(Board board) {
        return new Board(
                board.self(),
                board.network(),
                board.targetSpacing(),
                board.unit(),
                board.nodes(),
                board.blocks(),
                board.links(),
                board.tabs(),
                board.mempool(),
                board.mempoolCount(),
                board.money(),
                board.intervals(),
                true,
                board.now());
    }

    /** The same board where the first link is cut; it is told last then, as a node does. */
    static Board withFirstLinkCut(Board board) {
        List<Link> links = new ArrayList<>(board.links());
        Link first = links.remove(0);
        links.add(new Link(first.a(), first.b(), false));
        return new Board(
                board.self(),
                board.network(),
                board.targetSpacing(),
                board.unit(),
                board.nodes(),
                board.blocks(),
                links,
                board.tabs(),
                board.mempool(),
                board.mempoolCount(),
                board.money(),
                board.intervals(),
                board.demoPayments(),
                board.now());
    }

    /** A node whose name is markup, as a stranger may choose it. */
    static Board hostile() {
        List<String> names = List.of("<img src=x onerror=alert(1)>", "{name}\"><script>alert(2)</script>");
        List<BoardBlock> blocks = chain(2);
        blocks.add(child(blocks.get(2), names.get(0), 'c'));
        String tip = blocks.get(3).hash();
        return board(blocks, names, List.of(tip, tip), links(names, "none"));
    }

    private static Board board(List<BoardBlock> blocks, List<String> names, List<String> tips, List<Link> links) {
        List<BoardNode> nodes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            nodes.add(node(names.get(i), i, heightOf(blocks, tips.get(i)), tips.get(i)));
        }
        boolean empty = blocks.size() == 1;
        List<Waiting> mempool = empty
                ? List.of()
                : List.of(waiting('1', 226, 31.0, address(1)), waiting('2', 400, 2.5, "W" + "x".repeat(33)));
        List<Money> money = IntStream.range(0, names.size())
                .mapToObj(i -> new Money(names.get(i), empty ? 0 : 5_000_000_000L * (i + 1), 0, address(i)))
                .toList();
        List<Long> intervals = empty ? List.of() : List.of(3L, 12L, 8L, 41L, 1L, 9L, 10L, 17L, 5L, 2L);
        return new Board(
                names.get(0),
                "seminar",
                10,
                "coin",
                nodes,
                blocks,
                links,
                List.of(),
                mempool,
                mempool.size(),
                money,
                intervals,
                null,
                1_795_500_000L);
    }

    private static int heightOf(List<BoardBlock> blocks, String hash) {
        return blocks.stream()
                .filter(block -> block.hash().equals(hash))
                .findFirst()
                .orElseThrow()
                .height();
    }

    private static BoardNode node(String name, int index, int height, String tip) {
        MiningStatus mining = new MiningStatus(
                true,
                null,
                address(index),
                1,
                298_000,
                300_000,
                "jdk",
                1_700_000,
                "00000632ab6850ef431e" + "5".repeat(44),
                WORK,
                "000001ffff" + "0".repeat(54));
        String http = "http://127.0.0.1:" + (8001 + index);
        return new BoardNode(
                name,
                index,
                http,
                index == 0,
                true,
                height,
                tip,
                2,
                298_000,
                mining,
                2,
                5_000_000_000L,
                "running",
                null);
    }

    private static List<Link> links(List<String> names, String cut) {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String other = names.get((i + 1) % names.size());
            links.add(new Link(names.get(i), other, !(i == 0 && other.equals(cut))));
        }
        return links;
    }

    private static List<BoardBlock> chain(int height) {
        List<BoardBlock> blocks = new ArrayList<>(List.of(genesis()));
        while (blocks.size() <= height) {
            BoardBlock parent = blocks.get(blocks.size() - 1);
            blocks.add(child(parent, THREE.get(blocks.size() % 3), 'e'));
        }
        return blocks;
    }

    private static BoardBlock genesis() {
        return new BoardBlock(
                GENESIS, null, null, 0, 1_795_478_400L, 1, "1e01ffff", work(1), null, 247, "active", null);
    }

    /** A block after another; {@code mark} tells siblings apart. */
    private static BoardBlock child(BoardBlock parent, String finder, char mark) {
        int height = parent.height() + 1;
        String hash = "00000" + mark + String.format("%058d", height);
        long time = parent.time() + 10;
        return new BoardBlock(
                hash, parent.hash(), null, height, time, 3, "1e01ffff", work(height + 1), finder, 900, "active", time);
    }

    private static String work(int blocks) {
        return String.format("%064x", BigInteger.valueOf(WORK).multiply(BigInteger.valueOf(blocks)));
    }

    private static Waiting waiting(char mark, int size, double feeRate, String to) {
        return new Waiting(
                String.valueOf(mark).repeat(64),
                size,
                Math.round(size * feeRate),
                feeRate,
                1_795_500_000L,
                List.of(),
                List.of(new Payee(to, 250_000_000L)));
    }

    private static String address(int index) {
        return "W" + String.valueOf((char) ('a' + index % 20)).repeat(33);
    }
}
