package org.wonsi.wallet.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.function.Function;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.json.JsonValue;

/** Whatever a node answers, it is read or said to make no sense, and nothing else happens. */
class EsploraJsonFuzzTest {
    private static final List<Function<JsonValue, Object>> READERS = List.of(
            EsploraJson::hints,
            EsploraJson::unspent,
            EsploraJson::headers,
            EsploraJson::branch,
            EsploraJson::feeEstimates);

    @FuzzTest
    void answer(byte[] bytes) {
        for (Function<JsonValue, Object> reader : READERS) {
            try {
                assertThat(reader.apply(JsonValue.parse(bytes))).isNotNull();
            } catch (MalformedException e) {
                assertThat(e).hasMessageMatching("(?s).+");
            }
        }
    }
}
