package org.wonsi.node.http.tab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.lab.SeminarExperiments;
import org.wonsi.node.lab.actor.Forgery;
import org.wonsi.node.lab.context.Sandbox;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;
import org.wonsi.node.service.PeerStatus;

/** Tabs that behave, and tabs that don't, before a real node. */
@DisplayName("A tab at a node's WebSocket")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TabSocketsTest {
    private static final MessageCodec CODEC =
            new MessageCodec(ChainParams.regtest().magic());
    private static final int BLOCKS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private RegtestNetwork network;
    private Node node;
    private HttpServer http;
    private int names;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        network = new RegtestNetwork(directory);
        node = network.start("Seoul");
        http = HttpServer.start(node, HttpConfig.loopback(0));
        node.serve(http, http.url());
        RegtestNetwork.mine(node, BLOCKS);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private URI address() {
        return URI.create(http.url().replace("http", "ws") + "/p2p");
    }

    private SocketTab open() {
        return new SocketTab(client, address(), CODEC, http.url());
    }

    private String name() {
        return "Kim" + ++names;
    }

    private Optional<PeerStatus> peer(String name) {
        return node.peers().list().stream()
                .filter(peer -> peer.name().equals(Optional.of(name)))
                .findFirst();
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(http.url() + path)).build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    // ------------------------------------------------------------------------------------------- one that behaves

    @Test
    @DisplayName("is a peer like any other: headers, blocks; and it is listed as a tab")
    void peer() throws IOException, InterruptedException {
        String name = name();
        try (SocketTab tab = open()) {
            tab.shakeHands(name);
            tab.send(
                    new Message.GetHeaders(70_016, List.of(ChainParams.regtest().genesisHash()), BlockHash.ZERO));
            Message.Headers headers = (Message.Headers)
                    tab.await(m -> m instanceof Message.Headers h && h.headers().size() == BLOCKS);
            assertThat(headers.headers().get(BLOCKS - 1).hash()).isEqualTo(RegtestNetwork.tip(node));
            tab.send(new Message.GetData(List.of(InventoryItem.of(RegtestNetwork.tip(node)))));
            Message.BlockMessage block = (Message.BlockMessage) tab.await(Message.BlockMessage.class::isInstance);
            assertThat(block.block().hash()).isEqualTo(RegtestNetwork.tip(node));

            network.await("the tab is listed", () -> peer(name).isPresent());
            PeerStatus listed = peer(name).orElseThrow();
            assertThat(listed.kind()).isEqualTo(PeerKind.TAB);
            assertThat(listed.inbound()).isTrue();
            assertThat(get("/node/peers")).contains("\"name\":\"" + name + "\"", "\"connection\":\"tab\"");
            String board = get("/node/board");
            assertThat(board).contains("\"tabs\":[{\"name\":\"" + name + "\",\"node\":\"Seoul\"");
            assertThat(board).doesNotContain("\"name\":\"" + name + "\",\"index\"");
        }
        network.await("the tab is gone", () -> peer(name).isEmpty());
    }

    @Test
    @DisplayName("can't pass for a node of this process, though it is on the same machine")
    void impostor() throws InterruptedException {
        try (SocketTab tab = open()) {
            tab.shakeHands("Seoul");
            network.await("the tab is listed", () -> peer("Seoul@127.0.0.1").isPresent());
            assertThat(peer("Seoul")).isEmpty();
        }
    }

    @Test
    @DisplayName("may send its bytes in frames that are cut anywhere")
    void pieces() throws InterruptedException {
        try (SocketTab tab = open()) {
            tab.shakeHands(name());
            byte[] ping = CODEC.encode(new Message.Ping(5));
            for (byte each : ping) {
                tab.send(new byte[] {each});
            }
            tab.await(new Message.Pong(5)::equals);
        }
    }

    @Test
    @DisplayName("may say why it goes, and the node knows it")
    void farewell() throws InterruptedException {
        String name = name();
        try (SocketTab tab = open()) {
            tab.shakeHands(name);
            network.await("the tab is listed", () -> peer(name).isPresent());
            long id = peer(name).orElseThrow().id();
            assertThat(node.peers().farewell(id)).isEmpty();
            tab.leave(4_001, "invalid block: bad-cb-amount\u202e\n");
            network.await("its words are here", () -> node.peers().farewell(id).isPresent());
            assertThat(node.peers().farewell(id)).contains("invalid block: bad-cb-amount??");
        }
    }

    @Test
    @DisplayName("that is sent a forged block may say which rule it breaks; other words don't reach the room's screen")
    void wordsForTheRoom(@TempDir Path directory) throws Exception {
        try (SeminarExperiments lab = new SeminarExperiments(
                network.nodeGroup(), () -> List.of(node), List.of("Seoul", "Busan"), directory, OptionalLong.of(1))) {
            assertThat(sent(lab, "bad-cb-amount"))
                    .isEqualTo(Map.of("sent", "1", "refused", "1", "reason", "bad-cb-amount"));
            assertThat(sent(lab, "buy our coins")).isEqualTo(Map.of("sent", "1", "refused", "0", "reason", ""));
        }
    }

    /** What is told of a block that was sent to one tab, which closes with these words. */
    private Map<String, String> sent(SeminarExperiments lab, String words) throws Exception {
        String name = name();
        try (SocketTab tab = open()) {
            tab.shakeHands(name);
            network.await("the tab is listed", () -> peer(name).isPresent());
            lab.reset("incentive").join();
            CompletableFuture<?> run = lab.run("incentive", "phones", Map.of());
            tab.await(Message.BlockMessage.class::isInstance);
            tab.leave(4_001, "invalid block: " + words);
            run.get();
            return lab.seen("incentive").facts().get(0).values();
        }
    }

    // ------------------------------------------------------------------------------------------- those that don't

    /** After whatever a tab did, another one of the same address is taken, and the page answers. */
    private void roomIsWell() throws IOException, InterruptedException {
        try (SocketTab other = open()) {
            other.shakeHands(name());
            other.send(new Message.Ping(77));
            other.await(new Message.Pong(77)::equals);
        }
        assertThat(get("/health")).isEqualTo("ok\n");
        assertThat(node.peers().bans()).isEmpty();
    }

    @Test
    @DisplayName("of a page of another site isn't taken; a program that is no browser is")
    void origin() throws IOException, InterruptedException {
        for (String foreign : List.of("http://evil.example", "null", http.url() + "0", "https://127.0.0.1")) {
            assertThatThrownBy(() -> new SocketTab(client, address(), CODEC, foreign))
                    .as(foreign)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
        try (SocketTab program = new SocketTab(client, address(), CODEC, "")) {
            program.shakeHands(name());
        }
        // A name that leads here and isn't ours: what a foreign page can arrange.
        assertThat(RawFrames.refusal(http.port(), "Host: evil.example\r\nOrigin: http://evil.example\r\n"))
                .startsWith("HTTP/1.1 421 ");
        roomIsWell();
    }

    @Test
    @DisplayName("that sends a forged block is told why and loses its connection, not its address")
    void forgedBlock() throws IOException, InterruptedException {
        Block forged = Forgery.oneCoinTooMany(node);
        String before = RegtestNetwork.tip(node).toDisplay();
        try (SocketTab tab = open()) {
            tab.shakeHands(name());
            tab.send(new Message.BlockMessage(forged));
            assertThat(tab.awaitClosed()).isEqualTo("4000 invalid block: bad-cb-amount");
        }
        Block old = Sandbox.blockAt(node, 7).orElseThrow();
        try (SocketTab tab = open()) {
            tab.shakeHands(name());
            tab.send(new Message.BlockMessage(Forgery.rewritten(old)));
            assertThat(tab.awaitClosed()).isEqualTo("4000 invalid block: bad-txnmrklroot");
        }
        assertThat(RegtestNetwork.tip(node).toDisplay()).isEqualTo(before);
        roomIsWell();
    }

    @Test
    @DisplayName("that sends text, or a frame longer than 65,536 bytes, or a compressed one, is closed at once")
    void frames() throws IOException, InterruptedException {
        try (SocketTab tab = open()) {
            tab.sendText("version");
            assertThat(tab.awaitClosed()).isEqualTo("1003 the protocol is binary");
        }
        try (RawFrames tab = RawFrames.open(http.port(), "")) {
            byte[] longest = new byte[65_536];
            byte[] ping = CODEC.frame("notfound", new byte[65_536 - MessageCodec.HEADER_SIZE]);
            System.arraycopy(ping, 0, longest, 0, longest.length);
            tab.send(RawFrames.BINARY, longest);
            tab.send(RawFrames.PING, new byte[] {7});
            assertThat(tab.await(RawFrames.PONG)).containsExactly(7);
            tab.sendHalf(65_537, new byte[1]);
            assertThat(tab.awaitClosed()).startsWith("1009 ");
        }
        try (RawFrames tab = RawFrames.open(http.port(), "")) {
            tab.sendHalf(1_000_000, new byte[60_000]);
            assertThat(tab.awaitClosed()).startsWith("1009 ");
        }
        // A browser offers it; open() makes sure that the node declines.
        try (RawFrames tab = RawFrames.open(http.port(), "Sec-WebSocket-Extensions: permessage-deflate\r\n")) {
            tab.sendCompressed(new byte[] {1, 2, 3});
            assertThat(tab.awaitClosed()).startsWith("1002 ");
        }
        roomIsWell();
    }

    @Test
    @DisplayName("that floods the node with frames that carry nothing is closed")
    void emptyFrames() throws IOException, InterruptedException {
        for (int opcode : List.of(RawFrames.PING, RawFrames.PONG, RawFrames.BINARY)) {
            try (RawFrames tab = RawFrames.open(http.port(), "")) {
                for (int i = 0; i < 90; i++) {
                    tab.send(opcode, new byte[0]);
                }
                // So many are nobody's harm.
                tab.send(RawFrames.PING, new byte[] {42});
                byte[] pong = tab.await(RawFrames.PONG);
                while (pong.length == 0) {
                    pong = tab.await(RawFrames.PONG);
                }
                assertThat(pong).containsExactly(42);
                assertThatThrownBy(() -> {
                            for (int i = 0; i < 1_000_000; i++) {
                                tab.send(opcode, new byte[0]);
                            }
                        })
                        .as("opcode %d", opcode)
                        .isInstanceOf(IOException.class);
            }
        }
        roomIsWell();
    }

    @Test
    @DisplayName("that floods it with messages that lead to nothing is dropped, as a node would be")
    void flood() throws IOException, InterruptedException {
        byte[] getAddr = CODEC.encode(new Message.GetAddr());
        byte[] many = new byte[600 * getAddr.length];
        for (int i = 0; i < 600; i++) {
            System.arraycopy(getAddr, 0, many, i * getAddr.length, getAddr.length);
        }
        try (SocketTab tab = open()) {
            tab.shakeHands(name());
            tab.send(many);
            tab.send(many);
            assertThat(tab.awaitClosed()).startsWith("4000 a flood of messages that lead to nothing");
        }
        roomIsWell();
    }

    @Test
    @DisplayName("of another network, or that sends what is no message, is closed with a word")
    void noise() throws IOException, InterruptedException {
        try (SocketTab tab = open()) {
            tab.send(new MessageCodec(ChainParams.mainnet().magic()).encode(new Message.Ping(1)));
            assertThat(tab.awaitClosed()).startsWith("4000 ").contains("(mainnet)");
        }
        roomIsWell();
    }

    @Test
    @DisplayName(
            "is one of 256 at most; ten thousand more are told to come later, while the page and a tab that was there go on")
    void manySockets() throws IOException, InterruptedException {
        List<RawFrames> open = new ArrayList<>();
        try (SocketTab there = open()) {
            there.shakeHands(name());
            String refusal = "";
            while (refusal.isEmpty()) {
                try {
                    open.add(RawFrames.open(http.port(), ""));
                } catch (AssertionError e) {
                    refusal = String.valueOf(e.getMessage());
                }
            }
            assertThat(open.size()).isBetween(200, 255);
            assertThat(refusal).startsWith("HTTP/1.1 503 ");
            int taken = 0;
            for (int i = 1; i <= 10_000; i++) {
                String answer = RawFrames.refusal(http.port(), "Host: 127.0.0.1:" + http.port() + "\r\n");
                taken += answer.startsWith("HTTP/1.1 503 ") ? 0 : 1;
                if (i % 1_000 == 0) {
                    assertThat(get("/health")).isEqualTo("ok\n");
                    there.send(new Message.Ping(i));
                    there.await(new Message.Pong(i)::equals);
                }
            }
            assertThat(taken).as("of ten thousand more").isZero();
        } finally {
            for (RawFrames each : open) {
                each.close();
            }
        }
        network.await(
                "their places are free",
                () -> node.peers().list().stream().allMatch(peer -> peer.name().isPresent()));
        roomIsWell();
    }
}
