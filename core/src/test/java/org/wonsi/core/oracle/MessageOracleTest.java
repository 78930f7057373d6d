package org.wonsi.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.BitcoinSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.protocol.message.MessageType;
import org.wonsi.core.protocol.message.NetworkAddress;
import org.wonsi.core.protocol.message.PeerAddress;
import org.wonsi.core.protocol.message.VersionMessage;

class MessageOracleTest {
    private static final long SEED = 20_261_124;
    private static final int ROUNDS = 200;

    private final Random random = new Random(SEED);
    private final RandomTransactions transactions = new RandomTransactions(random);
    private final MessageCodec codec = new MessageCodec(ChainParams.regtest().magic());
    private final BitcoinSerializer bitcoinj = new BitcoinSerializer(BitcoinNetwork.REGTEST);

    @Test
    @DisplayName(
            "bitcoinj reads every kind of message it knows, writes the same bytes, and those are read here as the same message")
    void bothWays() throws Exception {
        int cases = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (Map.Entry<MessageType, Supplier<Message>> kind : kinds().entrySet()) {
                Message message = kind.getValue().get();
                byte[] ours = codec.encode(message);
                org.bitcoinj.core.Message theirs = bitcoinj.deserialize(ByteBuffer.wrap(ours));
                ByteArrayOutputStream again = new ByteArrayOutputStream();
                bitcoinj.serialize(theirs, again);
                assertThat(Hex.format(again.toByteArray()))
                        .as("seed %d, round %d, %s", SEED, round, kind.getKey())
                        .isEqualTo(Hex.format(ours));
                assertThat(codec.decode(again.toByteArray())).isEqualTo(message);
                cases++;
            }
        }
        assertThat(cases).isEqualTo(ROUNDS * kinds().size());
    }

    private Map<MessageType, Supplier<Message>> kinds() {
        Map<MessageType, Supplier<Message>> kinds = new EnumMap<>(MessageType.class);
        kinds.put(MessageType.VERSION, this::version);
        kinds.put(MessageType.VERACK, Message.Verack::new);
        kinds.put(MessageType.PING, () -> new Message.Ping(random.nextLong()));
        kinds.put(MessageType.PONG, () -> new Message.Pong(random.nextLong()));
        kinds.put(MessageType.MEMPOOL, Message.MempoolRequest::new);
        kinds.put(MessageType.FEEFILTER, () -> new Message.FeeFilter(random.nextInt(1_000_000)));
        kinds.put(MessageType.ADDR, () -> new Message.Addr(list(this::address)));
        kinds.put(MessageType.INV, () -> new Message.Inv(list(this::item)));
        kinds.put(MessageType.GETDATA, () -> new Message.GetData(list(this::item)));
        kinds.put(MessageType.NOTFOUND, () -> new Message.NotFound(list(this::item)));
        kinds.put(MessageType.GETHEADERS, () -> new Message.GetHeaders(70_016, list(this::blockHash), blockHash()));
        kinds.put(MessageType.HEADERS, () -> new Message.Headers(list(this::header)));
        kinds.put(MessageType.SENDHEADERS, Message.SendHeaders::new);
        kinds.put(MessageType.GETBLOCKS, () -> new Message.GetBlocks(70_016, list(this::blockHash), blockHash()));
        kinds.put(MessageType.TX, () -> new Message.TxMessage(transactions.next()));
        return kinds;
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        int size = 1 + random.nextInt(20);
        for (int i = 0; i < size; i++) {
            list.add(element.get());
        }
        return list;
    }

    private Hash256 hash() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Hash256.of(bytes);
    }

    private BlockHash blockHash() {
        return new BlockHash(hash());
    }

    private InventoryItem item() {
        return random.nextBoolean() ? InventoryItem.of(blockHash()) : new InventoryItem(InventoryItem.TX, hash());
    }

    private BlockHeader header() {
        return new BlockHeader(
                random.nextInt(),
                blockHash(),
                hash(),
                Integer.toUnsignedLong(random.nextInt()),
                0x207f_ffffL,
                Integer.toUnsignedLong(random.nextInt()));
    }

    private NetworkAddress networkAddress() {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(bytes);
        return NetworkAddress.ofIp(ByteString.copyOf(bytes), 1 + random.nextInt(65_535));
    }

    private PeerAddress address() {
        return new PeerAddress(Integer.toUnsignedLong(random.nextInt()), random.nextInt(16), networkAddress());
    }

    private VersionMessage version() {
        long services = random.nextInt(16);
        return new VersionMessage(
                70_016,
                services,
                random.nextInt(Integer.MAX_VALUE),
                new VersionMessage.PeerServices(0, networkAddress()),
                // What bitcoinj doesn't keep of a version it read: the sender's address, and the nonce.
                VersionMessage.PeerServices.NONE,
                0,
                "/Wonsi:0.1.0(" + random.nextInt() + ")/",
                random.nextInt(1_000_000),
                random.nextBoolean());
    }
}
