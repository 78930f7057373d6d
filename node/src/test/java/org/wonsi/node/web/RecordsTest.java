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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

@DisplayName("the records that the three faces show")
class RecordsTest {
    private static final Map<String, Class<?>> TYPES = Map.of(
            "BlockHeader", BlockHeader.class, "TxIn", TxIn.class, "OutPoint", OutPoint.class, "TxOut", TxOut.class);

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
        return component.getType().getSimpleName() + " " + component.getName();
    }
}
