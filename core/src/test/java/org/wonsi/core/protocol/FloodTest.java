package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.tx.Txid;

/** Floods of what leads to nothing: the one connection goes, its neighbours stay. */
class FloodTest {
    private static final String REASON = "a flood of messages that lead to nothing, the last of type ";

    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    static Stream<Arguments> useless() {
        IntFunction<Message> getAddr = n -> new Message.GetAddr();
        IntFunction<Message> version = n -> Stranger.version(70_016);
        IntFunction<Message> verack = n -> new Message.Verack();
        IntFunction<Message> pong = n -> new Message.Pong(n + 1);
        IntFunction<Message> shortPong = n -> new Message.Unknown("pong", ByteString.EMPTY);
        IntFunction<Message> unknown = n -> new Message.Unknown("type" + n % 10, ByteString.EMPTY);
        IntFunction<Message> noHeaders = n -> new Message.Headers(List.of());
        IntFunction<Message> mempool = n -> new Message.MempoolRequest();
        IntFunction<Message> emptyInv = n -> new Message.Inv(List.of());
        IntFunction<Message> emptyGetData = n -> new Message.GetData(List.of());
        IntFunction<Message> emptyNotFound = n -> new Message.NotFound(List.of());
        IntFunction<Message> emptyAddr = n -> new Message.Addr(List.of());
        return Stream.of(
                Arguments.of("inv", emptyInv, 0),
                Arguments.of("getdata", emptyGetData, 0),
                Arguments.of("notfound", emptyNotFound, 0),
                Arguments.of("addr", emptyAddr, 0),
                Arguments.of("getaddr", getAddr, 1),
                Arguments.of("version", version, 0),
                Arguments.of("verack", verack, 0),
                Arguments.of("pong", pong, 0),
                Arguments.of("pong", shortPong, 0),
                Arguments.of("type0", unknown, 0),
                Arguments.of("headers", noHeaders, 1),
                Arguments.of("mempool", mempool, 0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("useless")
    @DisplayName("1,000 messages that lead to nothing are borne at once, one more ends the connection")
    void atOnce(String type, IntFunction<Message> make, int useful) {
        Stranger flooder = Stranger.at(seoul, 1);
        for (int i = 0; i < useful; i++) {
            flooder.say(make.apply(i));
        }
        for (int i = 0; i < 1_000; i++) {
            flooder.say(make.apply(i));
        }
        assertThat(flooder.closed).isEmpty();
        flooder.say(make.apply(1_000));
        assertThat(flooder.closed).contains(REASON + type);
        assertThat(seoul.bans).extracting(Effect.Ban::address).containsExactly(Stranger.address(1));
    }

    @Test
    @DisplayName("sendheaders once is a wish, again and again a flood")
    void sendHeaders() {
        Stranger flooder = Stranger.at(seoul, 1);
        for (int i = 0; i < 1_001; i++) {
            flooder.say(new Message.SendHeaders());
        }
        assertThat(flooder.closed).isEmpty();
        flooder.say(new Message.SendHeaders());
        assertThat(flooder.closed).contains(REASON + "sendheaders");
    }

    @Test
    @DisplayName("10 a second are borne for as long as they come, not 11")
    void inTheLongRun() {
        Stranger slow = Stranger.at(seoul, 1);
        Stranger fast = Stranger.at(seoul, 2);
        for (int second = 0; second < 900; second++) {
            wire.now = wire.now.plusSeconds(1);
            for (int i = 0; i < 10; i++) {
                slow.say(new Message.Verack());
                fast.say(new Message.Verack());
            }
            fast.say(new Message.Verack());
        }
        assertThat(slow.closed).isEmpty();
        assertThat(fast.closed).isEmpty();
        for (int second = 0; second < 200 && fast.closed.isEmpty(); second++) {
            wire.now = wire.now.plusSeconds(1);
            for (int i = 0; i < 11; i++) {
                fast.say(new Message.Verack());
            }
        }
        assertThat(fast.closed).contains(REASON + "verack");
    }

    @Test
    @DisplayName("10,000 pings at once are answered, the next ends the connection")
    void pings() {
        Stranger flooder = Stranger.at(seoul, 1);
        for (int i = 0; i < 10_000; i++) {
            flooder.say(new Message.Ping(i));
        }
        assertThat(flooder.closed).isEmpty();
        assertThat(flooder.heard(Message.Pong.class)).hasSize(10_000);
        flooder.say(new Message.Ping(0));
        assertThat(flooder.closed).contains(REASON + "ping");
    }

    static Stream<Message> askedInVain() {
        List<BlockHash> genesis = List.of(ChainParams.regtest().genesisHash());
        return Stream.of(
                new Message.FeeFilter(1_000),
                new Message.GetHeaders(70_016, genesis, BlockHash.ZERO),
                new Message.GetHeaders(70_016, List.of(), BlockHash.ZERO),
                new Message.GetBlocks(70_016, genesis, BlockHash.ZERO));
    }

    @ParameterizedTest
    @MethodSource("askedInVain")
    @DisplayName(
            "10,000 wishes, or questions in vain, at once are borne, the next ends the connection; 100 a second are always")
    void inVain(Message message) {
        Stranger flooder = Stranger.at(seoul, 1);
        Stranger patient = Stranger.at(seoul, 2);
        for (int i = 0; i < 10_000; i++) {
            flooder.say(message);
        }
        assertThat(flooder.closed).isEmpty();
        flooder.say(message);
        assertThat(flooder.closed).contains(REASON + message.command());
        for (int i = 0; i < 20_000; i++) {
            wire.now = wire.now.plusMillis(10);
            patient.say(message);
        }
        assertThat(patient.closed).isEmpty();
    }

    @Test
    @DisplayName("questions that are answered with something cost nothing")
    void notInVain() {
        seoul.mine();
        Stranger asker = Stranger.at(seoul, 1);
        List<BlockHash> genesis = List.of(ChainParams.regtest().genesisHash());
        for (int i = 0; i < 10_001; i++) {
            asker.say(new Message.GetHeaders(70_016, genesis, BlockHash.ZERO));
            asker.say(new Message.GetBlocks(70_016, genesis, BlockHash.ZERO));
        }
        assertThat(asker.closed).isEmpty();
    }

    @Test
    @DisplayName(
            "of six peers behind one address that send 936,000 getaddr one loses itself at a time; the seventh stays")
    void oneAddress() {
        Stranger neighbour = Stranger.at(seoul, 1);
        for (int peer = 0; peer < 6; peer++) {
            Stranger flooder = Stranger.at(seoul, 1);
            int taken = 0;
            for (int i = 0; i < 156_000; i++) {
                flooder.say(new Message.GetAddr());
                taken += flooder.closed.isEmpty() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1_001);
            assertThat(flooder.closed).contains(REASON + "getaddr");
        }
        neighbour.say(new Message.Ping(7));
        assertThat(neighbour.heard(Message.Pong.class)).hasSize(1);
        assertThat(neighbour.closed).isEmpty();
        assertThat(seoul.bans).as("an address that others share isn't banned").isEmpty();
    }

    @Test
    @DisplayName("on this machine a flood ends the connection too, without a ban")
    void loopback() {
        Stranger flooder = Stranger.onLoopback(seoul);
        for (int i = 0; i < 1_001; i++) {
            flooder.say(new Message.Verack());
        }
        assertThat(flooder.closed).contains(REASON + "verack");
        assertThat(seoul.bans).isEmpty();
    }

    @Test
    @DisplayName(
            "an address isn't spared for a neighbour that misbehaves as well: 50 points are no good standing, 49 are")
    void badNeighbours() {
        Stranger neighbour = Stranger.at(seoul, 1);
        neighbour.say(new Message.FeeFilter(-1));
        neighbour.say(new Message.FeeFilter(-1));
        assertThat(neighbour.score()).isEqualTo(40);
        first();
        assertThat(seoul.bans).isEmpty();
        neighbour.say(new Message.FeeFilter(-1));
        assertThat(neighbour.score()).isEqualTo(60);
        first();
        assertThat(seoul.bans).hasSize(1);
    }

    private void first() {
        Stranger flooder = Stranger.at(seoul, 1);
        for (int i = 0; i < 1_001; i++) {
            flooder.say(new Message.Verack());
        }
        assertThat(flooder.closed).isPresent();
    }

    @Test
    @DisplayName("messages with a wrong checksum are left out: 1,000 are borne, the next ends the connection")
    void wrongChecksums() {
        Stranger stranger = Stranger.at(seoul, 1);
        for (int i = 0; i < 1_000; i++) {
            seoul.handle(new Event.ReceivedMalformed(stranger.id, "tx", "checksum", Event.Fault.FRAME));
        }
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.score()).isZero();
        seoul.handle(new Event.ReceivedMalformed(stranger.id, "tx", "checksum", Event.Fault.FRAME));
        assertThat(stranger.closed).contains(REASON + "message with a wrong header");
    }

    @Test
    @DisplayName("who is exempt keeps its connection whatever it sends")
    void exempt() {
        Wire.Station busan =
                wire.station("Busan", config -> config.withNoBan(address -> address.equals(Stranger.address(1))));
        Stranger exempt = Stranger.at(busan, 1);
        Stranger other = Stranger.at(busan, 2);
        List<InventoryItem> items = new ArrayList<>();
        for (int i = 0; i < 50_001; i++) {
            items.add(InventoryItem.of(
                    new Txid(Sha256d.hash(new ByteWriter().writeInt32(i).toByteArray()))));
        }
        exempt.say(new Message.Inv(items));
        other.say(new Message.Inv(items));
        assertThat(exempt.closed).isEmpty();
        assertThat(exempt.score()).isEqualTo(100);
        assertThat(other.closed).contains("inv message size = 50001");
        assertThat(busan.bans).extracting(Effect.Ban::address).containsExactly(Stranger.address(2));
    }
}
