package org.wonsi.wallet.cli.program;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.problem.Phrase;

/**
 * Finds the message of the wallet that says what core says of a malformed input, so that it can be said in Korean too.
 *
 * <p>Core knows no languages: its sentences are matched by their form. A test feeds every kind of bad input in and fails
 * when a sentence has no counterpart here.
 */
final class MalformedText {
    /** A sentence of core's; {@code nested} if what it names are sentences again. */
    private record Form(Pattern english, String key, boolean nested) {}

    private static final List<Form> FORMS = List.of(
            form("malformed.json", "the text isn't JSON: line (\\d+), column (\\d+)(?:, .*)?"),
            form(
                    "malformed.json-value",
                    "in the JSON, '(.*)' isn't (?:an object|a list|a text|a number|true or false|a text of 64 hex digits|a whole number of the size expected)"),
            form("malformed.json-index", "in the JSON, the number of an address is out of range: (.*)"),
            form("malformed.amount", "'(.*)' is no amount; write coins .*"),
            form("malformed.fee-rate", "'(.*)' is no fee rate; .*"),
            form("malformed.fee-rate-limit", "a fee rate of (.*) is past the limit of 100000 satoshis per byte"),
            form("malformed.network", "there is no network '(.*)'; .*"),
            form("malformed.private-key-not-address", "this is a private key, not an address; keep it secret"),
            form("malformed.address-size", "'(.*)' is no address: it holds (.*) bytes instead of 21"),
            nested("malformed.no-address", "'(.*)' is no address: (.*)"),
            form("malformed.address-network", "'(.*)' is a (\\S+) address, on the (\\S+) network"),
            form(
                    "malformed.address-version",
                    "'(.*)' is an address of an unknown network \\(version (\\d+)\\), on the (\\S+) network"),
            form("malformed.segwit-other", "'(.*)' is a SegWit address of (\\S+), on the (\\S+) network"),
            form("malformed.segwit", "'(.*)' is a SegWit address; .* begin with (\\S+)"),
            form("malformed.checksum", "the checksum doesn't match: a character is wrong, missing or too many"),
            form("malformed.too-short", "the text '(.*)' is too short"),
            form("malformed.mixed-case", "upper and lower case must not be mixed"),
            form("malformed.bech32-form", "a prefix, the digit 1 and at least 6 characters are expected"),
            form("malformed.wif-size", "the text is no private key: it holds (\\d+) bytes instead of 33 or 34"),
            form("malformed.wif", "the text is no private key: a character is wrong, missing or too many"),
            form("malformed.wif-network", "this is a private key of (\\S+), on the (\\S+) network"),
            form(
                    "malformed.wif-version",
                    "this is a private key of an unknown network \\(version (\\d+)\\), on the (\\S+) network"),
            form("malformed.key-range", "a private key must be a number from 1 to the order of secp256k1 less one"),
            form("malformed.xkey-size", "an extended key holds 78 bytes, and this text (\\d+)"),
            form("malformed.xkey-root", "an extended key of depth 0 can't have a parent or a number"),
            form("malformed.xkey-kind", "an extended key of an unknown kind \\(version (\\S+)\\)"),
            form("malformed.xkey-main", "this is an extended key of mainnet, on the (\\S+) network"),
            form("malformed.xkey-test", "this is an extended key of a test network, on mainnet"),
            form("malformed.xkey-zero", "the private key in an extended key must begin with a zero byte"),
            form("malformed.xkey-curve", "the public key in the extended key is no point of the curve"),
            form("malformed.words-count", "there must be 12, 15, 18, 21 or 24 words, and these are (\\d+)"),
            form("malformed.word-meant", "word (\\d+), '(.*)', isn't in the list; is it '(.*)'\\?"),
            form("malformed.word-meant-many", "word (\\d+), '(.*)', isn't in the list; is it one of (.*)\\?"),
            form("malformed.word", "word (\\d+), '(.*)', isn't in the list"),
            form(
                    "malformed.words-checksum",
                    "the words don't match their checksum: one is wrong, or they are out of order"),
            form("malformed.link-scheme", "a link for a payment on (\\S+) begins with (\\S+): and this one with (.*):"),
            form("malformed.link-required", "the link asks for '(.*)', which this wallet doesn't know"),
            form("malformed.link-escape", "the link has a wrong escape: .*"),
            form(
                    "malformed.message-signature",
                    "a signature of a message is 65 bytes in base 64, beginning with 27 to 34"),
            form("malformed.base64", "the signature isn't base 64: .*"),
            form("malformed.locked", "the file is locked in an unknown way: (.*)"),
            form("malformed.no-blocks", "no blocks at height (\\d+)"),
            nested("malformed.at", "at offset (\\d+): expected (.*), found (.*)"),
            form("malformed.hex-digit", "a hex digit"),
            form("malformed.hex-even", "an even number of hex digits"),
            form("malformed.hex-64", "64 hex digits"),
            form("malformed.base58-digit", "a base 58 digit .*"),
            form("malformed.bech32-digit", "a bech32 digit .*"),
            form("malformed.printable", "a printable ASCII character"),
            form("malformed.a-byte", "a byte"),
            form("malformed.hash-bytes", "32 bytes of a hash"),
            form("malformed.key-bytes", "32 bytes of a private key"),
            form("malformed.bytes", "(\\d+) bytes"),
            form("malformed.bytes-left", "(\\d+) bytes before the end"),
            form("malformed.bytes-more", "(\\d+) more bytes"),
            form("malformed.the-end", "the end"),
            form("malformed.digits", "(\\d+) digits"),
            form("malformed.characters", "(\\d+) characters"),
            form("malformed.at-most-characters", "at most (\\d+) characters"),
            form("malformed.elements", "at most (\\d+) elements in the bytes left"),
            form("malformed.compact-short", "the shortest form of a compact size"),
            form("malformed.compact-most", "a compact size of at most (\\d+)"),
            form("malformed.in-bytes", "(\\d+) in (\\d+) bytes"),
            form("malformed.public-key-form", "a public key of 33 bytes .*"),
            form("malformed.public-key-bytes", "(\\d+) bytes beginning (\\S+)"));

    private MalformedText() {}

    static Phrase phrase(MalformedException problem) {
        String english = String.valueOf(problem.getMessage());
        return find(english).orElseGet(() -> Phrase.of("malformed.other", english));
    }

    private static Optional<Phrase> find(String english) {
        for (Form form : FORMS) {
            Matcher matcher = form.english().matcher(english);
            if (matcher.matches()) {
                Object[] values = new Object[matcher.groupCount()];
                for (int i = 0; i < values.length; i++) {
                    String named = matcher.group(i + 1);
                    values[i] = form.nested() ? find(named).<Object>map(p -> p).orElse(named) : named;
                }
                return Optional.of(Phrase.of(form.key(), values));
            }
        }
        return Optional.empty();
    }

    private static Form form(String key, String english) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), key, false);
    }

    private static Form nested(String key, String english) {
        return new Form(Pattern.compile(english, Pattern.DOTALL), key, true);
    }
}
