package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;

/** The vectors of {@code sighash.json}: transaction, script, input, hash type, and the hash to be signed. */
final class SighashVectors implements VectorCheck {

    @Override
    public Verdict check(JsonNode vector) {
        Transaction tx = Transaction.decode(ByteString.ofHex(vector.get(0).asText()));
        String hash = SignatureHash.hash(
                        tx,
                        vector.get(2).asInt(),
                        Script.ofHex(vector.get(1).asText()),
                        vector.get(3).asInt())
                .toDisplay();
        return Verdict.compare("signature hash", vector.get(4).asText(), hash);
    }
}
