package org.wonsi.lab.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.VersionMessage;

class PayloadSizeTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 252, 253, 2_000})
    @DisplayName("a size that is known without writing the message is what writing it gives")
    void asWritten(int length) {
        Block block = ChainParams.regtest().genesis();
        List<InventoryItem> items = Collections.nCopies(length, InventoryItem.of(block.hash()));
        List<Message> messages = List.of(
                new Message.Ping(7),
                new Message.Pong(-1),
                new Message.Inv(items),
                new Message.GetData(items),
                new Message.NotFound(items),
                new Message.Headers(Collections.nCopies(length, block.header())),
                new Message.BlockMessage(block),
                new Message.TxMessage(block.transactions().get(0)),
                new Message.GetHeaders(
                        VersionMessage.PROTOCOL_VERSION,
                        Collections.nCopies(Math.min(length, 101), block.hash()),
                        BlockHash.ZERO),
                new Message.Verack(),
                new Message.FeeFilter(1_000));
        for (Message message : messages) {
            ByteWriter written = new ByteWriter();
            message.encode(written);
            assertThat(PayloadSize.of(message)).as(message.command()).isEqualTo(written.size());
        }
    }
}
