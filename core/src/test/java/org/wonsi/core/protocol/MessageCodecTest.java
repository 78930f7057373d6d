package org.wonsi.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.message.UserAgent;
import org.wonsi.core.protocol.message.VersionMessage;
import org.wonsi.core.protocol.peer.PeerKind;
import org.wonsi.core.protocol.peer.ProtocolConfig;

class MessageCodecTest {
    private final MessageCodec mainnet = new MessageCodec(ByteString.ofHex("f9beb4d9"));

    /** The version message that the Bitcoin wiki's page on the protocol takes apart; without a relay byte. */
    private static final String VERSION_2012 = "f9beb4d976657273696f6e000000000064000000358d4932"
            + "62ea0000" + "0100000000000000" + "11b2d05000000000"
            + "0100000000000000" + "00000000000000000000ffff00000000" + "0000"
            + "0000000000000000" + "00000000000000000000ffff00000000" + "0000"
            + "3b2eb35d8ce61765" + "0f2f5361746f7368693a302e372e322f" + "c03e0300";

    @Test
    @DisplayName("a version message of 2012 is read to its last field, and the absent relay byte means yes")
    void versionOf2012() {
        VersionMessage version = (VersionMessage) mainnet.decode(Hex.parse(VERSION_2012));
        assertThat(version.version()).isEqualTo(60_002);
        assertThat(version.services()).isEqualTo(1);
        assertThat(version.time()).isEqualTo(1_355_854_353L);
        assertThat(version.receiver().services()).isEqualTo(1);
        assertThat(version.receiver().address()).hasToString("0.0.0.0:0");
        assertThat(version.nonce()).isEqualTo(0x6517e68c5db32e3bL);
        assertThat(version.userAgent()).isEqualTo("/Satoshi:0.7.2/");
        assertThat(version.startHeight()).isEqualTo(212_672);
        assertThat(version.relay()).isTrue();
        // Written again it is the same with a relay byte at its end.
        String again = Hex.format(mainnet.encode(version));
        assertThat(again).endsWith(VERSION_2012.substring(48) + "01");
        assertThat(again).startsWith("f9beb4d976657273696f6e000000000065000000");
    }

    @Test
    @DisplayName("an empty message is 24 bytes with the checksum of nothing")
    void verack() {
        assertThat(Hex.format(mainnet.encode(new Message.Verack())))
                .isEqualTo("f9beb4d976657261636b000000000000000000005df6e0e2");
        assertThat(mainnet.decode(Hex.parse("f9beb4d976657261636b000000000000000000005df6e0e2")))
                .isEqualTo(new Message.Verack());
    }

    @Test
    @DisplayName("an addr message is a time, services, and an address whose port alone is big-endian")
    void addr() {
        String hex = "01" + "e215104d" + "0100000000000000" + "00000000000000000000ffff0a000001" + "208d";
        PeerAddress address = new PeerAddress(0x4d1015e2L, 1, NetworkAddress.ofIpv4(10, 0, 0, 1, 8333));
        assertThat(address.address()).hasToString("10.0.0.1:8333");
        assertThat(payload(new Message.Addr(List.of(address)))).isEqualTo(hex);
    }

    @Test
    @DisplayName("getheaders carries version, locator and stop; headers a zero after each header")
    void headers() {
        BlockHash one = new BlockHash(Hash256.of(Hex.parse("11".repeat(32))));
        assertThat(payload(new Message.GetHeaders(70_016, List.of(one), BlockHash.ZERO)))
                .isEqualTo("80110100" + "01" + "11".repeat(32) + "00".repeat(32));
        assertThat(payload(new Message.GetBlocks(70_016, List.of(one), one)))
                .isEqualTo("80110100" + "01" + "11".repeat(32) + "11".repeat(32));
        assertThat(payload(new Message.FeeFilter(1_000))).isEqualTo("e803000000000000");
        assertThat(payload(new Message.Ping(-2))).isEqualTo("feffffffffffffff");
        assertThat(payload(new Message.Inv(List.of(InventoryItem.of(one))))).isEqualTo("0102000000" + "11".repeat(32));
    }

    @Test
    @DisplayName("a message of an unknown kind is kept with its name and bytes")
    void unknown() {
        byte[] bytes = mainnet.frame("wtxidrelay", new byte[] {7});
        assertThat(mainnet.decode(bytes)).isEqualTo(new Message.Unknown("wtxidrelay", ByteString.copyOf((byte) 7)));
        assertThat(mainnet.encode(mainnet.decode(bytes))).isEqualTo(bytes);
    }

    @Test
    @DisplayName("fields that a later version appends are passed over")
    void appendedFields() {
        assertThat(mainnet.decode(mainnet.frame("ping", new byte[12]))).isEqualTo(new Message.Ping(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fabfb5da70696e67000000000000000008000000 00000000 | at offset 0: expected the network's magic f9beb4d9,"
                        + " found fabfb5da (regtest)",
                "f9beb4d970696e670000000000000000 01093d00 00000000 | at offset 16: expected a payload of at most"
                        + " 4000000 bytes, found 4000001 bytes",
            })
    @DisplayName("a header that isn't this network's, or too long, is malformed with the place")
    void badHeaders(String hex, String message) {
        assertThatThrownBy(() -> mainnet.decodeHeader(Hex.parse(hex.replace(" ", ""))))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f9beb4d970690a670000000000000000 00000000 5df6e0e2 | pi?g | at offset 6: expected a printable ASCII"
                        + " character, found byte 10",
                "f9beb4d970696e670000000000000001 00000000 5df6e0e2 | ping | at offset 15: expected a zero byte after"
                        + " the command, found byte 1",
            })
    @DisplayName("a command that is no name is malformed with the place, but the stream can be followed")
    void badCommands(String hex, String command, String message) {
        MessageCodec.Header header = mainnet.decodeHeader(Hex.parse(hex.replace(" ", "")));
        assertThat(header.command()).isEqualTo(command);
        assertThatThrownBy(() -> mainnet.checkFrame(header, new byte[0]))
                .isInstanceOf(MalformedException.class)
                .hasMessage(message);
    }

    @Test
    @DisplayName("a pong without a number, or with too short a one, is no pong but may be heard")
    void shortPong() {
        assertThat(mainnet.decode(mainnet.frame("pong", new byte[0])))
                .isEqualTo(new Message.Unknown("pong", ByteString.EMPTY));
        assertThat(mainnet.decode(mainnet.frame("pong", new byte[7])))
                .isEqualTo(new Message.Unknown("pong", ByteString.copyOf(new byte[7])));
        assertThat(mainnet.decode(mainnet.frame("pong", new byte[8]))).isEqualTo(new Message.Pong(0));
    }

    @Test
    @DisplayName("four million bytes are a payload, one more is not")
    void longestPayload() {
        assertThat(mainnet.decodeHeader(Hex.parse("f9beb4d970696e67000000000000000000093d0000000000"))
                        .length())
                .isEqualTo(4_000_000);
    }

    @Test
    @DisplayName("a wrong checksum is malformed and names the right one")
    void badChecksum() {
        byte[] bytes = mainnet.encode(new Message.Ping(1));
        bytes[30] ^= 1;
        assertThatThrownBy(() -> mainnet.decode(bytes))
                .isInstanceOf(MalformedException.class)
                .hasMessageMatching(
                        "at offset 20: expected checksum [0-9a-f]{8} of the ping payload, found [0-9a-f]{8}");
    }

    @Test
    @DisplayName("256 bytes of user agent are read, 257 are malformed")
    void userAgentLimit() {
        assertThat(mainnet.decode(mainnet.encode(version("x".repeat(256))))).isEqualTo(version("x".repeat(256)));
        assertThatThrownBy(() -> mainnet.decode(mainnet.encode(version("x".repeat(257)))))
                .hasMessage("at offset 80: expected a user agent of at most 256 bytes, found 257 bytes");
    }

    @Test
    @DisplayName("the largest allowed counts pass and one more is named")
    void limits() {
        BlockHash hash = BlockHash.ZERO;
        InventoryItem item = InventoryItem.of(hash);
        PeerAddress address = new PeerAddress(0, 0, NetworkAddress.NONE);
        assertThat(MessageLimits.check(new Message.Inv(Collections.nCopies(50_000, item))))
                .isEmpty();
        assertThat(MessageLimits.check(new Message.Inv(Collections.nCopies(50_001, item))))
                .contains("inv message size = 50001");
        assertThat(MessageLimits.check(new Message.GetData(Collections.nCopies(50_001, item))))
                .contains("getdata message size = 50001");
        assertThat(MessageLimits.check(new Message.Addr(Collections.nCopies(1_000, address))))
                .isEmpty();
        assertThat(MessageLimits.check(new Message.Addr(Collections.nCopies(1_001, address))))
                .contains("addr message size = 1001");
        assertThat(MessageLimits.check(new Message.GetHeaders(1, Collections.nCopies(101, hash), hash)))
                .isEmpty();
        assertThat(MessageLimits.check(new Message.GetHeaders(1, Collections.nCopies(102, hash), hash)))
                .contains("getheaders locator message size = 102");
    }

    @Test
    @DisplayName("a node's name travels as the comment of its user agent, without characters that would break it")
    void userAgent() {
        assertThat(UserAgent.of("0.1.0", "Seoul")).isEqualTo("/Wonsi:0.1.0(Seoul)/");
        assertThat(UserAgent.of("0.1.0", "a(b)/c:\n")).isEqualTo("/Wonsi:0.1.0(abc)/");
        assertThat(UserAgent.nodeName("/Wonsi:0.1.0(서울)/")).isEqualTo("서울");
        assertThat(UserAgent.nodeName("/Satoshi:28.1.0/")).isEqualTo("/Satoshi:28.1.0/");
        assertThat(UserAgent.nodeName("/Wonsi:0.1.0(\u202enasuB)/")).isEqualTo("?nasuB");
        assertThat(UserAgent.nodeName("/Wonsi:0.1.0( Busan )/")).isEqualTo("Busan");
    }

    @Test
    @DisplayName("a peer elsewhere that calls itself like a node of this process has its host behind its name")
    void borrowedName() {
        ProtocolConfig seoul = ProtocolConfig.of(ChainParams.regtest(), "Seoul", "0.1.0")
                .withOwnNames(List.of("Seoul", "Busan")::contains);
        NetworkAddress elsewhere = NetworkAddress.ofIpv4(192, 168, 0, 7, 9_002);
        NetworkAddress here = NetworkAddress.ofIpv4(127, 0, 0, 1, 9_002);
        assertThat(seoul.nameOf(elsewhere, PeerKind.NODE, "/Wonsi:0.1.0(Busan)/"))
                .isEqualTo("Busan@192.168.0.7");
        assertThat(seoul.nameOf(elsewhere, PeerKind.NODE, "/Wonsi:0.1.0(Seoul)/"))
                .isEqualTo("Seoul@192.168.0.7");
        assertThat(seoul.nameOf(elsewhere, PeerKind.NODE, "/Wonsi:0.1.0(Daegu)/"))
                .isEqualTo("Daegu");
        assertThat(seoul.nameOf(here, PeerKind.NODE, "/Wonsi:0.1.0(Busan)/")).isEqualTo("Busan");
        assertThat(seoul.nameOf(here, PeerKind.TAB, "/Wonsi:tab(Busan)/")).isEqualTo("Busan@127.0.0.1");
        assertThat(seoul.nameOf(here, PeerKind.TAB, "/Wonsi:tab(Kim)/")).isEqualTo("Kim");
        assertThat(seoul.nameOf(elsewhere, PeerKind.NODE, "")).isEqualTo("192.168.0.7:9002");
    }

    private static VersionMessage version(String userAgent) {
        VersionMessage.PeerServices none = VersionMessage.PeerServices.NONE;
        return new VersionMessage(70_016, 1, 1_700_000_000L, none, none, 5, userAgent, 0, true);
    }

    private String payload(Message message) {
        byte[] bytes = mainnet.encode(message);
        assertThat(mainnet.decode(bytes)).isEqualTo(message);
        return Hex.format(bytes).substring(48);
    }
}
