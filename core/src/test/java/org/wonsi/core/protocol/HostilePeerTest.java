package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.peer.Effect;
import org.wonsi.core.protocol.peer.Event;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/** What a peer can do to a node, and where the node draws the line; every limit from both sides. */
class HostilePeerTest {
    private final Wire wire = new Wire(ChainParams.regtest());
    private final Wire.Station seoul = wire.station("Seoul");

    private static Hash256 hash(int n) {
        return Sha256d.hash(new ByteWriter().writeInt32(n).toByteArray());
    }

    private static List<BlockHash> locator(int size) {
        return IntStream.range(0, size).mapToObj(n -> new BlockHash(hash(n))).toList();
    }

    private static List<InventoryItem> items(int size) {
        // Of a type nobody knows, so that only the number counts.
        return Collections.nCopies(size, new InventoryItem(77, hash(1)));
    }

    private static List<PeerAddress> addresses(int size) {
        return Collections.nCopies(size, new PeerAddress(0, 1, Stranger.address(200)));
    }

    static Stream<Arguments> countLimits() {
        IntFunction<Message> inv = n -> new Message.Inv(items(n));
        IntFunction<Message> getData = n -> new Message.GetData(items(n));
        IntFunction<Message> notFound = n -> new Message.NotFound(items(n));
        IntFunction<Message> addr = n -> new Message.Addr(addresses(n));
        IntFunction<Message> getHeaders = n -> new Message.GetHeaders(70_016, locator(n), BlockHash.ZERO);
        IntFunction<Message> getBlocks = n -> new Message.GetBlocks(70_016, locator(n), BlockHash.ZERO);
        return Stream.of(
                Arguments.of("inv", 50_000, inv),
                Arguments.of("getdata", 50_000, getData),
                Arguments.of("notfound", 50_000, notFound),
                Arguments.of("addr", 1_000, addr),
                Arguments.of("getheaders locator", 101, getHeaders),
                Arguments.of("getblocks locator", 101, getBlocks));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("countLimits")
    @DisplayName(
            "a message with as many items as allowed is fine; with one more its sender is dropped and banned for a day")
    void messageLimits(String what, int limit, IntFunction<Message> make) {
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(make.apply(limit));
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.score()).isZero();
        stranger.say(make.apply(limit + 1));
        String reason = what + " message size = " + (limit + 1);
        assertThat(stranger.closed).contains(reason);
        assertThat(seoul.bans)
                .containsExactly(new Effect.Ban(Stranger.address(1), wire.now.plus(Duration.ofHours(24)), reason));
    }

    @Test
    @DisplayName("2,000 headers in a message are taken, 2,001 are too many")
    void headersLimit() {
        Wire.Station busan = wire.station("Busan");
        List<BlockHeader> headers = new ArrayList<>();
        for (int i = 0; i < 2_001; i++) {
            headers.add(busan.mine().header());
            wire.now = wire.now.plusSeconds(10);
        }
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(headers.subList(0, 2_000)));
        assertThat(stranger.closed).isEmpty();
        assertThat(seoul.node.chain().bestHeader().height()).isEqualTo(2_000);
        Stranger other = Stranger.at(seoul, 2);
        other.say(new Message.Headers(headers));
        assertThat(other.closed).contains("headers message size = 2001");
    }

    @Test
    @DisplayName("an address of this machine is dropped like any other, but not banned")
    void loopbackIsNotBanned() {
        Stranger stranger = new Stranger(seoul, NetworkAddress.ofIpv4(127, 0, 0, 1, 50_000), true);
        stranger.shakeHands();
        stranger.say(new Message.Inv(items(50_001)));
        assertThat(stranger.closed).isPresent();
        assertThat(seoul.bans).isEmpty();
    }

    @Test
    @DisplayName("a tab is dropped like any other, but its address isn't banned, whoever else is there; a node's is")
    void tabIsNotBanned() {
        NetworkAddress router = NetworkAddress.ofIpv4(80, 1, 0, 1, 50_000);
        Stranger tab = new Stranger(seoul, router, true, PeerKind.TAB);
        tab.shakeHands();
        tab.say(new Message.Inv(items(50_001)));
        assertThat(tab.closed).contains("inv message size = 50001");
        assertThat(seoul.bans).isEmpty();
        Stranger node = new Stranger(seoul, router, true, PeerKind.NODE);
        node.shakeHands();
        node.say(new Message.Inv(items(50_001)));
        assertThat(seoul.bans).hasSize(1);
    }

    @Test
    @DisplayName("a room's phones behind one router keep their connections when a node there misbehaves")
    void tabsShareAnAddress() {
        NetworkAddress router = NetworkAddress.ofIpv4(80, 1, 0, 1, 50_000);
        Stranger tab = new Stranger(seoul, router, true, PeerKind.TAB);
        tab.shakeHands();
        Stranger node = new Stranger(seoul, router, true, PeerKind.NODE);
        node.shakeHands();
        node.say(new Message.Inv(items(50_001)));
        assertThat(node.closed).isPresent();
        assertThat(tab.closed).isEmpty();
        assertThat(seoul.bans).isEmpty();
    }

    @Test
    @DisplayName(
            "broken messages score 20 each: four are borne, the fifth ends it; a stream without sense ends at once")
    void malformed() {
        Stranger stranger = Stranger.at(seoul, 1);
        for (int i = 1; i <= 4; i++) {
            seoul.handle(new Event.ReceivedMalformed(stranger.id, "ping", "too short", Event.Fault.PAYLOAD));
            assertThat(stranger.score()).isEqualTo(20 * i);
        }
        seoul.handle(new Event.ReceivedMalformed(stranger.id, "ping", "too short", Event.Fault.PAYLOAD));
        assertThat(stranger.closed).contains("malformed ping: too short");
        Stranger other = Stranger.at(seoul, 2);
        seoul.handle(new Event.ReceivedMalformed(other.id, "", "another network's magic", Event.Fault.STREAM));
        assertThat(other.closed).contains("another network's magic");
    }

    @Test
    @DisplayName(
            "nothing is answered before the handshake, a second version is ignored, and 31800 is the oldest version")
    void handshake() {
        Stranger stranger = new Stranger(seoul, Stranger.address(1), true);
        stranger.say(new Message.Ping(1));
        stranger.say(new Message.GetAddr());
        stranger.say(new Message.Verack());
        assertThat(stranger.heard).isEmpty();
        stranger.say(Stranger.version(31_800));
        assertThat(stranger.heard).extracting(Message::command).containsExactly("version", "verack");
        stranger.say(Stranger.version(70_016));
        assertThat(stranger.heard).hasSize(2);
        stranger.say(new Message.Verack());
        assertThat(seoul.node.peers().get(0).ready()).isTrue();
        assertThat(seoul.node.peers().get(0).version().version()).isEqualTo(31_800);
        Stranger old = new Stranger(seoul, Stranger.address(2), true);
        old.say(Stranger.version(31_799));
        assertThat(old.closed).contains("speaks protocol version 31799, older than 31800");
    }

    @Test
    @DisplayName("headers that don't follow each other end the connection")
    void looseHeaders() {
        Wire.Station busan = wire.station("Busan");
        BlockHeader first = busan.mine().header();
        busan.mine();
        BlockHeader third = busan.mine().header();
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(List.of(first, third)));
        assertThat(stranger.closed).contains("headers that don't follow each other");
    }

    @Test
    @DisplayName(
            "headers on an unknown block lead to one question; if only such come within 20 s of it, it is another chain's peer,"
                    + " which is closed and not banned")
    void unconnectedAnswers() {
        Wire.Station busan = wire.station("Busan");
        busan.mine();
        BlockHeader second = busan.mine().header();
        Stranger stranger = Stranger.at(seoul, 1);
        for (int i = 0; i < 10; i++) {
            stranger.say(new Message.Headers(List.of(second)));
            assertThat(stranger.heard(Message.GetHeaders.class)).isEmpty();
        }
        wire.tick(20);
        assertThat(stranger.closed).isEmpty();
        wire.tick(1);
        assertThat(stranger.closed)
                .contains("its headers don't build on genesis block " + wire.params.genesisHash() + " of regtest");
        assertThat(seoul.bans).isEmpty();
    }

    @Test
    @DisplayName("a peer that announced 50 blocks before our question reached it, and then answers it, stays")
    void burst() {
        Wire.Station busan = wire.station("Busan");
        List<BlockHeader> all = new ArrayList<>();
        for (int i = 0; i < 51; i++) {
            all.add(busan.mine().header());
        }
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(List.of()));
        for (int i = 1; i < 51; i++) {
            stranger.say(new Message.Headers(List.of(all.get(i))));
        }
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1);
        stranger.say(new Message.Headers(all));
        assertThat(seoul.node.chain().bestHeader().hash()).isEqualTo(all.get(50).hash());
        wire.tick(21);
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.score()).isZero();
    }

    @Test
    @DisplayName("headers that tell of a new block on an unknown one lead to a question each, 1,000 times at once")
    void unconnectedAnnouncements() {
        Wire.Station busan = wire.station("Busan");
        busan.mine();
        BlockHeader second = busan.mine().header();
        Stranger stranger = Stranger.at(seoul, 1);
        Message.Headers nothing = new Message.Headers(List.of());
        for (int i = 1; i <= 1_000; i++) {
            stranger.say(nothing);
            stranger.say(new Message.Headers(List.of(second)));
            assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(i);
        }
        assertThat(stranger.closed).isEmpty();
        stranger.say(nothing);
        stranger.say(new Message.Headers(List.of(second)));
        assertThat(stranger.closed).contains("a flood of messages that lead to nothing, the last of type headers");
        assertThat(stranger.heard(Message.GetHeaders.class)).hasSize(1_000);
    }

    @Test
    @DisplayName("an answer that connects, or is empty, is the answer, whatever came before it")
    void unconnectedNowAndThen() {
        Wire.Station busan = wire.station("Busan");
        BlockHeader first = busan.mine().header();
        BlockHeader second = busan.mine().header();
        busan.mine();
        BlockHeader fourth = busan.mine().header();
        Stranger stranger = Stranger.at(seoul, 1);
        for (List<BlockHeader> answer : List.of(List.<BlockHeader>of(), List.of(first, second))) {
            stranger.say(new Message.Headers(List.of(fourth)));
            stranger.say(new Message.Headers(answer));
            wire.tick(21);
            assertThat(stranger.closed).isEmpty();
            assertThat(stranger.score()).isZero();
        }
    }

    @Test
    @DisplayName(
            "a header that claims easier work than the rules want is refused, and its sender dropped with the reason")
    void lieAboutWork() {
        seoul.mine();
        Stranger stranger = Stranger.at(seoul, 1);
        BlockHeader tip = seoul.node.chain().tip().header();
        BlockHeader lie = new BlockHeader(tip.version(), tip.hash(), Hash256.ZERO, tip.time() + 10, 0x207ffffe, 0);
        lie = Mining.solve(lie);
        stranger.say(new Message.Headers(List.of(lie)));
        assertThat(stranger.closed).contains("invalid header: bad-diffbits");
        assertThat(seoul.refused().orElseThrow().reason()).isEqualTo("bad-diffbits");
    }

    @Test
    @DisplayName("a block that turns out invalid only when its turn comes costs the peer that sent it its connection")
    void invalidLater() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            blocks.add(busan.mine());
            wire.now = wire.now.plusSeconds(10);
        }
        // Its coinbase takes a satoshi more than there is, which only shows when the block is connected.
        Block greedy = greedy(blocks.get(1));
        Stranger honest = Stranger.at(seoul, 1);
        Stranger liar = Stranger.at(seoul, 2);
        honest.say(new Message.Headers(List.of(blocks.get(0).header())));
        liar.say(new Message.Headers(List.of(blocks.get(0).header(), greedy.header())));
        liar.say(new Message.BlockMessage(greedy));
        assertThat(liar.closed).isEmpty();
        honest.say(new Message.BlockMessage(blocks.get(0)));
        assertThat(liar.closed).contains("invalid block " + greedy.hash());
        assertThat(honest.closed).isEmpty();
        assertThat(seoul.height()).isEqualTo(1);
    }

    /** The same block with a coinbase that takes a satoshi too much. */
    static Block greedy(Block block) {
        Transaction coinbase = block.transactions().get(0);
        List<TxOut> outputs = new ArrayList<>(coinbase.outputs());
        TxOut first = outputs.get(0);
        outputs.set(0, new TxOut(new Amount(first.value().satoshis() + 1), first.scriptPubKey()));
        Transaction more = new Transaction(coinbase.version(), coinbase.inputs(), outputs, coinbase.lockTime());
        BlockHeader old = block.header();
        BlockHeader header =
                new BlockHeader(old.version(), old.prevBlock(), more.txid().hash(), old.time(), old.bits(), 0);
        header = Mining.solve(header);
        return new Block(header, List.of(more));
    }

    @Test
    @DisplayName("of one peer 16 blocks are asked at a time, and more when half of them have come")
    void blocksInFlight() {
        Wire.Station busan = wire.station("Busan");
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            blocks.add(busan.mine());
            wire.now = wire.now.plusSeconds(10);
        }
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Headers(blocks.stream().map(Block::header).toList()));
        assertThat(stranger.asked()).hasSize(16);
        assertThat(seoul.node.peers().get(0).sync().inFlight()).hasSize(16);
        for (int i = 0; i < 7; i++) {
            stranger.say(new Message.BlockMessage(blocks.get(i)));
        }
        assertThat(stranger.asked()).hasSize(16);
        stranger.say(new Message.BlockMessage(blocks.get(7)));
        assertThat(stranger.asked()).hasSize(24);
    }

    @Test
    @DisplayName("of one peer 100 transactions are asked at a time, and the rest as answers come, none twice")
    void transactionsInFlight() {
        List<InventoryItem> announced = IntStream.range(0, 250)
                .mapToObj(n -> InventoryItem.of(new Txid(hash(n))))
                .toList();
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Inv(announced));
        assertThat(stranger.asked()).isEqualTo(announced.subList(0, 100));
        stranger.say(new Message.NotFound(announced.subList(0, 49)));
        assertThat(stranger.asked()).hasSize(100);
        stranger.say(new Message.NotFound(announced.subList(49, 50)));
        assertThat(stranger.asked()).isEqualTo(announced.subList(0, 150));
        stranger.say(new Message.NotFound(announced.subList(50, 150)));
        assertThat(stranger.asked()).hasSizeBetween(200, 250).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "5,000 announcements of one peer are remembered, not 5,001; another peer's are remembered all the same")
    void announcements() {
        List<InventoryItem> many = IntStream.range(0, 5_001)
                .mapToObj(n -> InventoryItem.of(new Txid(hash(n))))
                .toList();
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.Inv(many));
        for (int i = 0; i < 200; i++) {
            stranger.say(new Message.NotFound(List.copyOf(stranger.asked())));
        }
        assertThat(stranger.asked()).hasSize(5_000).doesNotContain(many.get(5_000));
        Stranger other = Stranger.at(seoul, 2);
        other.say(new Message.Inv(List.of(many.get(5_000))));
        assertThat(other.asked()).containsExactly(many.get(5_000));
    }

    @Test
    @DisplayName("transactions that could never be valid cost the connection; those that are only unwelcome don't")
    void invalidTransactions() {
        Transaction noInputs = new Transaction(2, List.of(), List.of(new TxOut(new Amount(1), Wire.ANYONE)), 0);
        Transaction unknownCoin = new Transaction(
                2,
                List.of(new TxIn(new OutPoint(new Txid(hash(1)), 0), Script.EMPTY, TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(new Amount(1_000), Script.ofHex("a914000000000000000000000000000000000000000087"))),
                0);
        Stranger stranger = Stranger.at(seoul, 1);
        stranger.say(new Message.TxMessage(unknownCoin));
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.score()).isZero();
        stranger.say(new Message.TxMessage(noInputs));
        assertThat(stranger.closed).contains("invalid transaction: bad-txns-vin-empty");
    }

    @Test
    @DisplayName("a coinbase on its own, and one whose free text is too long, drop who sends them, as in Bitcoin Core")
    void coinbaseAlone() {
        Stranger alone = Stranger.at(seoul, 1);
        alone.say(new Message.TxMessage(coinbase(100)));
        assertThat(alone.closed).contains("invalid transaction: coinbase");
        Stranger tooLong = Stranger.at(seoul, 2);
        tooLong.say(new Message.TxMessage(coinbase(101)));
        assertThat(tooLong.closed).contains("invalid transaction: bad-cb-length");
    }

    private static Transaction coinbase(int scriptBytes) {
        return new Transaction(
                2,
                List.of(new TxIn(OutPoint.NULL, new Script(ByteString.copyOf(new byte[scriptBytes])), 0)),
                List.of(new TxOut(new Amount(1_000), Script.ofHex("51"))),
                0);
    }

    @Test
    @DisplayName("getaddr is answered once, to who dialled in; who was dialled gets no answer")
    void getAddr() {
        seoul.handle(new Event.AddressesLearned(
                List.of(new PeerAddress(wire.now.getEpochSecond(), 1, Stranger.address(90)))));
        Stranger inbound = Stranger.at(seoul, 1);
        inbound.say(new Message.GetAddr());
        inbound.say(new Message.GetAddr());
        assertThat(inbound.heard(Message.Addr.class)).hasSize(1);
        Stranger outbound = Stranger.dialledBy(seoul, 2);
        outbound.say(new Message.GetAddr());
        assertThat(outbound.heard(Message.Addr.class)).isEmpty();
    }

    @Test
    @DisplayName("a flood of messages nobody knows changes nothing")
    void unknownMessages() {
        Stranger stranger = Stranger.at(seoul, 1);
        Instant before = wire.now;
        for (int i = 0; i < 1_000; i++) {
            stranger.say(new Message.Unknown("m" + i, org.wonsi.core.bytes.ByteString.EMPTY));
        }
        assertThat(stranger.closed).isEmpty();
        assertThat(stranger.heard).isEmpty();
        assertThat(wire.now).isEqualTo(before);
    }
}
