package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerId;
import org.wonsi.core.protocol.peer.ProtocolConfig;

/** Peers that are other programs, other versions, or speak of things this node doesn't know. */
class ForeignPeerTest {
    private static final PeerId PEER = new PeerId(1);
    private static final NetworkAddress ADDRESS = NetworkAddress.ofIpv4(10, 0, 0, 1, 18_444);
    private static final ChainParams PARAMS = ChainParams.regtest();

    private final MessageCodec codec = new MessageCodec(PARAMS.magic());
    private final ChainState chain = new ChainState(PARAMS, new MemoryChainStore(), ScriptCheckRunner.inOrder());
    private final FullNode node = new FullNode(
            chain,
            new Mempool(chain, RelayPolicy.standard()),
            ProtocolConfig.of(PARAMS, "Seoul", "0.1.0"),
            new SplittableRandom(1));
    private final List<Effect> effects = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-25T00:00:00Z");

    private void connect(boolean inbound) {
        effects.addAll(node.handle(new Event.PeerConnected(PEER, ADDRESS, inbound), now));
    }

    private void receive(byte[] bytes) {
        effects.addAll(node.handle(new Event.Received(PEER, codec.decode(bytes), bytes.length), now));
    }

    private void receive(String command, String payload) {
        receive(codec.frame(command, Hex.parse(payload)));
    }

    private void receiveVersion(int version, long services) {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        receive(codec.encode(new VersionMessage(version, services, 0, none, none, 99, "/old:1/", 0, true)));
    }

    /** Names of the messages sent since the last look. */
    private List<String> sent() {
        List<String> names = effects.stream()
                .flatMap(effect -> effect instanceof Effect.Send send
                        ? Stream.of(send.message().command())
                        : effect instanceof Effect.SendBlock ? Stream.of("block") : Stream.empty())
                .toList();
        effects.clear();
        return names;
    }

    private boolean isConnected() {
        return effects.stream().noneMatch(Effect.Close.class::isInstance)
                && !node.peers().isEmpty();
    }

    private static List<String> session() {
        try (InputStream in = ForeignPeerTest.class.getResourceAsStream("bcoin-session.txt")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName(
            "a recorded session of another full node whose SegWit is active: every message is read, its chain followed")
    void recordedSession() {
        connect(false);
        assertThat(sent()).containsExactly("version");
        for (String line : session()) {
            receive(Hex.parse(line.substring(line.indexOf(' ') + 1)));
        }
        assertThat(isConnected()).isTrue();
        assertThat(sent())
                .containsExactly("verack", "ping", "sendheaders", "getheaders", "feefilter", "getaddr", "getdata");
        assertThat(chain.tip().height()).isEqualTo(5);
        assertThat(chain.tip().hash()).hasToString("6e9fb6edc55794908524dfb452fb027925b9056c29a6527259c5187f0ca1a2e1");
        Block last = chain.block(chain.tip().hash()).orElseThrow();
        assertThat(last.transactions().get(0).outputs())
                .as("the commitment to a witness that this node neither asks for nor sees (BIP 141)")
                .anyMatch(out -> out.scriptPubKey().bytes().startsWith(ByteString.ofHex("6a24aa21a9ed")));
    }

    @ParameterizedTest
    @CsvSource({
        "31800, verack getheaders",
        "60000, verack getheaders",
        "60001, verack ping getheaders",
        "70011, verack ping getheaders",
        "70012, verack ping sendheaders getheaders",
        "70013, verack ping sendheaders getheaders feefilter",
        "80000, verack ping sendheaders getheaders feefilter"
    })
    @DisplayName("a peer is told nothing that came into the protocol after its version")
    void olderPeers(int version, String answers) {
        connect(false);
        sent();
        receiveVersion(version, VersionMessage.NODE_NETWORK);
        receive("verack", "");
        assertThat(sent()).containsExactly((answers + " getaddr").split(" "));
    }

    @Test
    @DisplayName("a ping without a number, as from before BIP 31, is neither answered nor held against the peer")
    void emptyPing() {
        connect(true);
        receiveVersion(60_000, VersionMessage.NODE_NETWORK);
        receive("verack", "");
        sent();
        receive("ping", "");
        assertThat(sent()).isEmpty();
        assertThat(node.peers().get(0).misbehaviour()).isZero();
    }

    @Test
    @DisplayName("a newer peer's negotiation is passed over, and its question in the same breath is answered")
    void newerPeer() {
        connect(true);
        receiveVersion(70_016, VersionMessage.NODE_NETWORK | VersionMessage.NODE_WITNESS | 1_024);
        receive("wtxidrelay", "");
        receive("sendaddrv2", "");
        receive("verack", "");
        receive("sendtxrcncl", "010000000700000000000000");
        receive("sendcmpct", "000200000000000000");
        sent();
        receive(
                "getheaders",
                "80110100" + "01" + Hex.format(PARAMS.genesisHash().hash().toByteArray()) + "00".repeat(32));
        assertThat(sent()).containsExactly("headers");
    }

    @ParameterizedTest
    @CsvSource({
        "02000000, block",
        "02000040, block", // with its witness, of which this node has none
        "03000000, notfound",
        "04000000, notfound",
        "05000000, notfound",
        "01000040, notfound"
    })
    @DisplayName(
            "a block is sent whether asked for with or without its witness; kinds that aren't served are not found")
    void inventoryKinds(String type, String answer) {
        recordedSession();
        receive("getdata", "01" + type + Hex.format(chain.tip().hash().hash().toByteArray()));
        assertThat(sent()).containsExactly(answer);
    }
}
