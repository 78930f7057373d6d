package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;

/** The kinds of vector files, in the order in which their shapes are tried. */
public enum VectorKind {
    /** Two scripts and how they end. */
    SCRIPT_TESTS,
    /** Transactions that are in order; has the same shape as the next. */
    TX_VALID,
    /** Transactions that aren't. */
    TX_INVALID,
    /** Hashes to be signed. */
    SIGHASH,
    /** Bytes and their base 58 text. */
    BASE58,
    /** Addresses and private keys. */
    KEY_IO_VALID,
    /** Texts that are neither. */
    KEY_IO_INVALID;

    VectorCheck check() {
        return switch (this) {
            case SCRIPT_TESTS -> new ScriptVectors();
            case TX_VALID -> TransactionVectors.ofValid();
            case TX_INVALID -> TransactionVectors.ofInvalid();
            case SIGHASH -> new SighashVectors();
            case BASE58 -> new Base58Vectors();
            case KEY_IO_VALID -> KeyVectors.ofValid();
            case KEY_IO_INVALID -> KeyVectors.ofInvalid();
        };
    }

    /** As in the file's name: "script_tests". */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of file that a case comes from; TX_VALID also for invalid transactions; empty for a comment. */
    static Optional<VectorKind> of(JsonNode vector) {
        if (hasShape(vector, "t", "t", "o")) {
            return Optional.of(KEY_IO_VALID);
        }
        if (hasShape(vector, "t", "t", "n", "n", "t")) {
            return Optional.of(SIGHASH);
        }
        if (hasShape(vector, "a", "t", "t")
                && vector.size() == 3
                && vector.get(0).path(0).isArray()) {
            return Optional.of(TX_VALID);
        }
        if (hasShape(vector, "t", "t", "t", "t") || hasShape(vector, "a", "t", "t", "t", "t")) {
            return Optional.of(SCRIPT_TESTS);
        }
        return hasShape(vector, "t", "t") && vector.size() == 2 ? Optional.of(BASE58) : Optional.empty();
    }

    /** Whether a case begins with a text, number, array and object in this order. */
    private static boolean hasShape(JsonNode vector, String... letters) {
        if (vector.size() < letters.length) {
            return false;
        }
        for (int i = 0; i < letters.length; i++) {
            if (!letter(vector.get(i)).equals(letters[i])) {
                return false;
            }
        }
        return true;
    }

    private static String letter(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "t";
            case NUMBER -> "n";
            case ARRAY -> "a";
            case OBJECT -> "o";
            default -> "?";
        };
    }
}
