package org.wonsi.core.bytes;

import java.util.Locale;

/**
 * The list of every way in which bytes or a text that core reads can have the wrong form, with the English sentence of
 * each. Some are only parts of a sentence, what was expected or found at a place ({@link #AT}).
 */
public enum FormError implements Wording {
    OTHER("%s"),

    // Bytes
    AT("at offset %s: expected %s, found %s"),
    A_BYTE("a byte"),
    BYTES("%s bytes"),
    BYTES_LEFT("%s bytes before the end"),
    BYTES_MORE("%s more bytes"),
    THE_END("the end"),
    HASH_BYTES("32 bytes of a hash"),
    KEY_BYTES("32 bytes of a private key"),
    ELEMENTS("at most %s elements in the bytes left"),
    COMPACT_SHORT("the shortest form of a compact size"),
    COMPACT_MOST("a compact size of at most %s"),
    IN_BYTES("%s in %s bytes"),

    // Text
    HEX_DIGIT("a hex digit"),
    HEX_EVEN("an even number of hex digits"),
    HEX_64("64 hex digits"),
    DIGITS("%s digits"),
    CHARACTERS("%s characters"),
    AT_MOST_CHARACTERS("at most %s characters"),
    PRINTABLE("a printable ASCII character"),

    // Keys
    PUBLIC_KEY_FORM("a public key of 33 bytes (02 or 03 first) or 65 (04, 06 or 07 first)"),
    PUBLIC_KEY_BYTES("%s bytes beginning %s"),
    KEY_RANGE("a private key must be a number from 1 to the order of secp256k1 less one"),

    // Amounts, rates, networks and rules
    AMOUNT("'%s' is no amount; write coins with at most eight decimal places, for example 12.5"),
    FEE_RATE("'%s' is no fee rate; write satoshis per byte, for example 2.5"),
    FEE_RATE_LIMIT("a fee rate of %s is past the limit of 100000 satoshis per byte"),
    NETWORK("there is no network '%s'; choose seminar, regtest or mainnet"),
    RULE_CHANGE("there is no rule change '%s'; choose bip34, bip65, bip66 or csv"),
    ACTIVATION("'%s' is no activation; write NAME@HEIGHT, for example bip34@100"),

    // Addresses
    BASE58_DIGIT("a base 58 digit (letters and digits without 0, O, I and l)"),
    BECH32_DIGIT("a bech32 digit (not 1, b, i or o)"),
    BECH32_FORM("a prefix, the digit 1 and at least 6 characters are expected"),
    MIXED_CASE("upper and lower case must not be mixed"),
    TOO_SHORT("the text '%s' is too short"),
    CHECKSUM("the checksum doesn't match: a character is wrong, missing or too many"),
    NO_ADDRESS("'%s' is no address: %s"),
    ADDRESS_SIZE("'%s' is no address: it holds %s bytes instead of 21"),
    ADDRESS_NETWORK("'%s' is a %s address, on the %s network"),
    ADDRESS_VERSION("'%s' is an address of an unknown network (version %s), on the %s network"),
    SEGWIT("'%s' is a SegWit address; this version can't pay to those, ask for one that doesn't begin with %s"),
    SEGWIT_OTHER("'%s' is a SegWit address of %s, on the %s network"),
    PRIVATE_KEY_NOT_ADDRESS("this is a private key, not an address; keep it secret"),
    WIF("the text is no private key: a character is wrong, missing or too many"),
    WIF_SIZE("the text is no private key: it holds %s bytes instead of 33 or 34"),
    WIF_NETWORK("this is a private key of %s, on the %s network"),
    WIF_VERSION("this is a private key of an unknown network (version %s), on the %s network"),

    // Extended keys, paths and recovery words
    XKEY_SIZE("an extended key holds 78 bytes, and this text %s"),
    XKEY_ROOT("an extended key of depth 0 can't have a parent or a number"),
    XKEY_KIND("an extended key of an unknown kind (version %s)"),
    XKEY_MAIN("this is an extended key of mainnet, on the %s network"),
    XKEY_TEST("this is an extended key of a test network, on mainnet"),
    XKEY_ZERO("the private key in an extended key must begin with a zero byte"),
    XKEY_CURVE("the public key in the extended key is no point of the curve"),
    PATH_START("a path begins with m/, and '%s' doesn't"),
    PATH_STEP("'%s' in the path '%s' is no number from 0 to 2147483647, followed by ' if hardened"),
    PATH_LENGTH("a path has at most 255 steps, not %s"),
    WORDS_COUNT("there must be 12, 15, 18, 21 or 24 words, and these are %s"),
    WORD("word %s, '%s', isn't in the list"),
    WORD_MEANT("word %s, '%s', isn't in the list; is it '%s'?"),
    WORD_MEANT_MANY("word %s, '%s', isn't in the list; is it one of %s?"),
    WORDS_CHECKSUM("the words don't match their checksum: one is wrong, or they are out of order"),

    // Scripts
    SCRIPT_NUMBER_SIZE("a number of %s bytes; at most 8 can be read"),
    SCRIPT_NUMBER_RANGE("'%s' is out of range; numbers have at most 64 bits"),
    SCRIPT_WORD("'%s' is no word of a script; write an operation (DUP), a number (11), bytes (0x0b) or 'text'"),

    // Messages of the network
    MAGIC("the network's magic %s"),
    PAYLOAD_MOST("a payload of at most %s bytes"),
    PAYLOAD_CHECKSUM("checksum %s of the %s payload"),
    COMMAND_ZERO("a zero byte after the command"),
    BYTE("byte %s"),
    USER_AGENT("a user agent of at most %s bytes"),
    IPV4("'%s' is no IPv4 address with a port, such as 127.0.0.1:9001"),
    IPV4_RANGE("'%s' has a number out of range: %s");

    private final String english;

    FormError(String english) {
        this.english = english;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String english() {
        return english;
    }
}
