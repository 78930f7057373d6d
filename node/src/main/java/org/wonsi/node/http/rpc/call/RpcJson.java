package org.wonsi.node.http.rpc.call;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.tx.Amount;

/**
 * JSON as Bitcoin Core writes it: amounts in coins with eight decimal places, never rounded.
 *
 * <p>Amounts never pass through a {@code double}, which can't hold every number of satoshis exactly. Numbers given as
 * text must have JSON's form and a short exponent, because {@code 1e999999999} is short to write and a billion digits
 * long as a number.
 */
public final class RpcJson {
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .nodeFactory(DoubledKeys.REMEMBERED)
            .build();

    private static final char[] LINE_END = {'\n'};

    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,4})?");

    private RpcJson() {}

    /** An empty object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** An empty list. */
    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** A list of texts. */
    public static ArrayNode texts(Stream<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /** A text. */
    public static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }

    /** Coins. */
    public static JsonNode coins(Amount amount) {
        return DecimalNode.valueOf(BigDecimal.valueOf(amount.satoshis(), 8));
    }

    /** JSON as text, with numbers written as Bitcoin Core writes them. */
    public static String write(JsonNode json) {
        StringWriter text = new StringWriter();
        write(json, text);
        return text.toString();
    }

    /** The JSON as a line of UTF-8. */
    public static byte[] line(JsonNode json) {
        List<ByteString> parts = lineInParts(json);
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(ByteString::size).sum());
        parts.forEach(part -> all.put(part.asReadOnlyBuffer()));
        return all.array();
    }

    /** The same in parts, one at least, for who can send one after the other. */
    public static List<ByteString> lineInParts(JsonNode json) {
        WrittenJson.Parts parts = new WrittenJson.Parts();
        write(json, parts);
        parts.write(LINE_END, 0, LINE_END.length);
        return parts.toList();
    }

    private static void write(JsonNode json, Writer text) {
        try (JsonGenerator generator = new CoreNumbers(MAPPER.createGenerator(text))) {
            MAPPER.writeTree(generator, json);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    /** A writing of JSON, value by value. */
    @FunctionalInterface
    public interface Writing {
        void to(JsonGenerator generator) throws IOException;
    }

    /** What is written, at once; so the tree of a long list needn't be in memory before its text is. */
    public static WrittenJson written(Writing writing) {
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
        try (JsonGenerator generator = new CoreNumbers(MAPPER.createGenerator(utf8))) {
            writing.to(generator);
        } catch (IOException e) {
            throw unwritten(e);
        }
        return new WrittenJson(ByteString.wrap(utf8.toByteArray()));
    }

    private static IllegalStateException unwritten(IOException e) {
        return new IllegalStateException("JSON that can't be written", e);
    }

    /** An amount that came as a number or a text, in coins; a text has the form of a JSON number. */
    public static Amount amount(JsonNode json) {
        if (json.isTextual() && !NUMBER.matcher(json.asText()).matches()) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Invalid amount");
        }
        BigDecimal coins;
        try {
            coins = json.isTextual() ? new BigDecimal(json.asText()) : json.decimalValue();
        } catch (NumberFormatException e) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Invalid amount");
        }
        if (!json.isNumber() && !json.isTextual()) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Amount is not a number or string");
        }
        if (coins.precision() > 20 || Math.abs(coins.scale()) > 20) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Invalid amount");
        }
        BigDecimal satoshis = coins.movePointRight(8);
        if (satoshis.stripTrailingZeros().scale() > 0) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Invalid amount");
        }
        Amount amount = new Amount(satoshis.longValue());
        if (coins.signum() < 0 || !amount.isInMoneyRange()) {
            throw RpcException.of(RpcException.TYPE_ERROR, "Amount out of range");
        }
        return amount;
    }
}
