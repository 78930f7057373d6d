package org.wonsi.wallet.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.json.JsonValue;

/** Whatever a node answers, it is read as Jackson's tree has it or said to make no sense, and nothing else happens. */
class EsploraJsonFuzzTest {
    private static final ObjectMapper JACKSON = new ObjectMapper();

    @FuzzTest
    void answer(byte[] bytes) throws IOException {
        Optional<List<ClaimedHistory.Hint>> hints = read(bytes, EsploraJson::hints);
        if (hints.isPresent()) {
            checkHints(hints.get(), JACKSON.readTree(bytes));
        }
        Optional<List<ClaimedHistory.Unspent>> unspent = read(bytes, EsploraJson::unspent);
        if (unspent.isPresent()) {
            checkUnspent(unspent.get(), JACKSON.readTree(bytes));
        }
        Optional<List<BlockHeader>> headers = read(bytes, EsploraJson::headers);
        if (headers.isPresent()) {
            checkHeaders(headers.get(), JACKSON.readTree(bytes));
        }
        read(bytes, EsploraJson::branch)
                .ifPresent(branch -> assertThat(branch).satisfies(b -> {
                    JsonNode tree = JACKSON.readTree(bytes);
                    assertThat(b.blockHeight())
                            .isEqualTo(tree.get("block_height").decimalValue().intValueExact());
                    assertThat(b.pos()).isEqualTo(tree.get("pos").decimalValue().intValueExact());
                    assertThat(b.merkle()).isEqualTo(texts(tree.path("merkle")));
                }));
        read(bytes, EsploraJson::feeEstimates)
                .ifPresent(rates -> assertThat(rates).satisfies(r -> {
                    JsonNode tree = JACKSON.readTree(bytes);
                    List<Integer> targets = new ArrayList<>();
                    tree.fieldNames().forEachRemaining(name -> targets.add(Integer.valueOf(name)));
                    assertThat(r.keySet()).containsExactlyInAnyOrderElementsOf(new TreeSet<>(targets));
                    assertThat(r.values()).allMatch(rate -> Math.abs(rate.scale()) <= 100);
                }));
    }

    /** What is read, or nothing if it makes no sense; the message says what doesn't. */
    private static <T> Optional<T> read(byte[] bytes, Function<JsonValue, T> reader) {
        try {
            return Optional.of(reader.apply(JsonValue.parse(bytes)));
        } catch (MalformedException e) {
            assertThat(e)
                    .hasMessageMatching("(?s)the text isn't JSON \\(line [0-9-]+, column [0-9-]+\\)"
                            + "|in the JSON, '.*' isn't (an object|a list|a number|true or false"
                            + "|a text( of 64 hex digits)?|a whole number of the size expected)"
                            + "|at offset [0-9]+: expected .+, found .+");
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static void checkHints(List<ClaimedHistory.Hint> hints, JsonNode tree) {
        assertThat(hints).hasSize(tree.size());
        for (int i = 0; i < hints.size(); i++) {
            ClaimedHistory.Hint hint = hints.get(i);
            assertThat(hint.txid())
                    .isEqualTo(tree.get(i).get("txid").textValue())
                    .matches("[0-9a-f]{64}");
            assertThat(hint.confirmed())
                    .isEqualTo(tree.get(i).get("status").path("confirmed").asBoolean());
            assertThat(hint.said().values())
                    .hasSize(Math.min(20, tree.get(i).path("vout").size()));
            assertThat(hint.said().inputs())
                    .hasSize(Math.min(20, tree.get(i).path("vin").size()));
        }
    }

    private static void checkUnspent(List<ClaimedHistory.Unspent> outputs, JsonNode tree) {
        assertThat(outputs).hasSize(tree.size());
        for (int i = 0; i < outputs.size(); i++) {
            assertThat(outputs.get(i).txid()).isEqualTo(tree.get(i).get("txid").textValue());
            assertThat(outputs.get(i).index())
                    .isEqualTo(tree.get(i).get("vout").decimalValue().longValueExact())
                    .isBetween(0L, 4_294_967_295L);
        }
    }

    private static void checkHeaders(List<BlockHeader> headers, JsonNode tree) {
        assertThat(headers).hasSize(tree.size());
        for (int i = 0; i < headers.size(); i++) {
            assertThat(headers.get(i).merkleRoot().toDisplay())
                    .isEqualToIgnoringCase(tree.get(i).get("merkle_root").textValue());
            assertThat(headers.get(i).nonce())
                    .isEqualTo(tree.get(i).get("nonce").decimalValue().longValueExact());
        }
    }
}
