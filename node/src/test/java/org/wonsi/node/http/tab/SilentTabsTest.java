package org.wonsi.node.http.tab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Timeouts;
import org.wonsi.node.http.HttpServer;
import org.wonsi.node.http.server.HttpConfig;
import org.wonsi.node.runtime.Node;
import org.wonsi.node.runtime.RegtestNetwork;

/** Tabs that keep a node waiting, before one that waits less long than usual. */
@DisplayName("A tab that keeps a node waiting is closed when its time is over:")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentTabsTest {
    private static final MessageCodec CODEC =
            new MessageCodec(ChainParams.regtest().magic());
    private static final Duration HANDSHAKE = Duration.ofSeconds(15);
    private static final Duration PING = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newHttpClient();
    private RegtestNetwork network;
    private Node node;
    private HttpServer http;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        network = new RegtestNetwork(directory);
        Timeouts usual = Timeouts.DEFAULT;
        node = Node.start(
                network.config("Seoul")
                        .withTimeouts(new Timeouts(
                                HANDSHAKE,
                                PING,
                                ANSWER,
                                ANSWER,
                                usual.headers(),
                                usual.blockStall(),
                                usual.block(),
                                usual.transaction(),
                                usual.ban())),
                network.nodeGroup());
        http = HttpServer.start(node, HttpConfig.loopback(0));
        node.serve(http, http.url());
        RegtestNetwork.mine(node, 3);
    }

    @AfterAll
    void stop() {
        node.close();
    }

    private SocketTab open() {
        return new SocketTab(client, URI.create(http.url().replace("http", "ws") + "/p2p"), CODEC, http.url());
    }

    private boolean isListed(String name) {
        return node.peers().list().stream().anyMatch(peer -> peer.name().equals(Optional.of(name)));
    }

    private void awaitListed(String name, boolean listed) {
        network.await(name + (listed ? " is here" : " is gone"), () -> isListed(name) == listed);
    }

    @Test
    @DisplayName("one that says nothing, half a greeting, half a frame, or half a message after it")
    void silence() throws IOException, InterruptedException {
        try (SocketTab nothing = open();
                SocketTab halfGreeting = open();
                RawFrames halfFrame = RawFrames.open(http.port(), "");
                SocketTab halfBlock = open()) {
            halfGreeting.send(Arrays.copyOf(CODEC.encode(new Message.Verack()), 10));
            halfFrame.sendHalf(1_000, new byte[10]);
            halfBlock.shakeHands("half");
            awaitListed("half", true);
            halfBlock.send(Arrays.copyOf(CODEC.frame("block", new byte[3_000_000]), 50_000));
            assertThat(halfBlock.awaitClosed()).matches("4000 (silent for|no pong within) 10 s");
            awaitListed("half", false);
            assertThat(nothing.awaitClosed()).isEqualTo("4000 no handshake within 15 s");
            assertThat(halfGreeting.awaitClosed()).isEqualTo("4000 no handshake within 15 s");
            assertThat(halfFrame.awaitClosed()).isEqualTo("4000 no handshake within 15 s");
        }
    }

    @Test
    @DisplayName("one that asks and doesn't read, which holds up nobody")
    void readsNothing() throws IOException, InterruptedException {
        try (RawFrames tab = RawFrames.open(http.port(), "")) {
            VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
            tab.send(
                    RawFrames.BINARY,
                    CODEC.encode(new VersionMessage(70_016, 1, 0, none, none, 99, "/Wonsi:tab(deaf)/", 0, true)));
            tab.send(RawFrames.BINARY, CODEC.encode(new Message.Verack()));
            awaitListed("deaf", true);
            byte[] ask = CODEC.encode(
                    new Message.GetData(Collections.nCopies(1_500, InventoryItem.of(RegtestNetwork.tip(node)))));
            Thread asking = new Thread(() -> {
                try {
                    while (true) {
                        tab.send(RawFrames.BINARY, ask);
                    }
                } catch (IOException e) {
                    // The node has closed it, which is what this waits for.
                    assertThat(e).isNotNull();
                }
            });
            asking.start();
            HttpRequest health =
                    HttpRequest.newBuilder(URI.create(http.url() + "/health")).build();
            assertThat(client.send(health, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("ok\n");
            awaitListed("deaf", false);
            asking.join(60_000);
            assertThat(asking.isAlive()).isFalse();
        }
        assertThat(node.peers().bans()).isEqualTo(List.of());
    }
}
