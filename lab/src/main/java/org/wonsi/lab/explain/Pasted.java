package org.wonsi.lab.explain;

import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.address.Base58;
import org.wonsi.core.address.Bech32;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;

/**
 * What a person pasted to have it explained: bytes in hex, or an address in base 58.
 *
 * @param bytes not checked yet for what they are
 * @param isAddress whether they were an address; of hex the bytes tell the form
 */
public record Pasted(ByteString bytes, boolean isAddress) {
    /** An address has 26 to 35 characters; the room around is for one that was copied badly, and for a private key, which is refused by name. */
    private static final int SHORTEST = 20;

    private static final int LONGEST = 60;

    /**
     * Parses hex digits, or an address. An address of hex digits alone, 1 in 10^13, would be taken for bytes.
     *
     * @throws MalformedException if the text is neither, or a SegWit address
     */
    public static Pasted parse(String text) {
        String pasted = text.strip();
        if (!looksLikeAddress(pasted)) {
            return new Pasted(ByteString.ofHex(pasted), false);
        }
        if (isSegWit(pasted)) {
            throw new MalformedException(
                    "'" + pasted
                            + "' is a SegWit address in bech32; only addresses in base 58 are explained here, such as those that begin with 1 or 3");
        }
        return new Pasted(Base58.decode(pasted), true);
    }

    /** That of an address; of hex none. */
    public Optional<Explainer.Form> form() {
        return isAddress ? Optional.of(Explainer.Form.ADDRESS) : Optional.empty();
    }

    private static boolean looksLikeAddress(String text) {
        return text.length() >= SHORTEST
                && text.length() <= LONGEST
                && text.chars().allMatch(Pasted::isLetterOrDigit)
                && !text.chars().allMatch(Pasted::isHexDigit);
    }

    private static boolean isLetterOrDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isHexDigit(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    /** By the beginnings of Bitcoin's networks, which no address in base 58 has, or by a checksum that fits. */
    private static boolean isSegWit(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("bc1") || lower.startsWith("tb1") || lower.startsWith("bcrt1")) {
            return true;
        }
        try {
            Bech32.decode(text);
            return true;
        } catch (MalformedException e) {
            return false; // the question was whether it reads
        }
    }
}
