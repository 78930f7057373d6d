package org.wonsi.node.http.route;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.api.BlockSummary;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;

/**
 * The mapping between records and JSON: names are in snake case, and absent fields left out. What is read may have no
 * unknown fields, and no fraction where a whole number belongs.
 */
public final class Json {
    /** The one mapper; safe for all threads. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Step 1.9 is none, rather than the first.
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(MapperFeature.BLOCK_UNSAFE_POLYMORPHIC_BASE_TYPES)
            .addMixIn(TxInput.class, PrevoutAlways.class)
            .addMixIn(BlockSummary.class, PreviousAlways.class)
            .build();

    private Json() {}

    /** The JSON text of a record, list or tree. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("no JSON for " + value.getClass(), e);
        }
    }

    /** Esplora writes {@code "prevout": null} for a coinbase instead of leaving it out. */
    interface PrevoutAlways {
        /** The spent output; null for a coinbase. */
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable
        TxOutput prevout();
    }

    /** Likewise for the genesis block. */
    interface PreviousAlways {
        /** The hash of the block before; null for genesis. */
        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Nullable
        String previousblockhash();
    }
}
