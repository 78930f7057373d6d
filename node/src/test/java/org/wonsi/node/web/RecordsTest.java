package org.wonsi.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.protocol.message.InventoryItem;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageCodec;
import org.wonsi.core.script.Operation;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

@DisplayName("the records that the three faces show")
class RecordsTest {
    private static final Map<String, Class<?>> TYPES = Stream.of(
                    BlockHeader.class,
                    TxIn.class,
                    OutPoint.class,
                    TxOut.class,
                    Script.class,
                    Operation.class,
                    MerkleProof.class,
                    MessageCodec.Header.class,
                    InventoryItem.class,
                    Message.Inv.class,
                    Message.GetData.class,
                    Message.NotFound.class,
                    Message.Headers.class,
                    Message.GetHeaders.class,
                    Message.GetBlocks.class,
                    Message.Ping.class,
                    Message.Pong.class,
                    Message.FeeFilter.class,
                    Message.BlockMessage.class,
                    Message.TxMessage.class)
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, type -> type));

    @Test
    @DisplayName("have core's own components, in their order")
    void components() throws IOException {
        String script = Files.readString(Path.of("src/main/resources/web/js/faces/records.js"));
        JsonNode records = new ObjectMapper().readTree(script.substring(script.indexOf('{'), script.lastIndexOf(';')));
        assertThat(records).hasSize(TYPES.size());
        TYPES.forEach((name, type) -> {
            List<String> shown = new ArrayList<>();
            records.get(name)
                    .forEach(component -> shown.add(
                            component.get(0).asText() + " " + component.get(1).asText()));
            assertThat(shown)
                    .isEqualTo(Stream.of(type.getRecordComponents())
                            .map(RecordsTest::text)
                            .toList());
        });
    }

    private static String text(RecordComponent component) {
        // List<org.wonsi.core.bytes.Hash256> as it stands in the source: List<Hash256>.
        return component.getGenericType().getTypeName().replaceAll("[a-zA-Z0-9_.]+[.$]", "") + " "
                + component.getName();
    }
}
