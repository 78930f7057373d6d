package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.wonsi.core.address.Base58;
import org.wonsi.core.bytes.ByteString;

/** The vectors of {@code base58_encode_decode.json}: bytes in hex, and their text without a checksum. */
final class Base58Vectors implements VectorCheck {

    @Override
    public Verdict check(JsonNode vector) {
        String hex = vector.get(0).asText().toLowerCase(Locale.ROOT);
        String text = vector.get(1).asText();
        Verdict encoded = Verdict.compare("encoded", text, Base58.encode(ByteString.ofHex(hex)));
        return encoded.equals(Verdict.PASSED)
                ? Verdict.compare("decoded", hex, Base58.decode(text).toHex())
                : encoded;
    }
}
