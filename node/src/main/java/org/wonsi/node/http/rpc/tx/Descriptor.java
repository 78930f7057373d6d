package org.wonsi.node.http.rpc.tx;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;
import org.wonsi.node.http.rpc.call.RpcException;

/**
 * An output script as text with a checksum: {@code pkh(02c6...)#8fhd9pwu}.
 *
 * <p>Knows {@code raw(HEX)}, {@code addr(ADDRESS)}, {@code pk(KEY)} and {@code pkh(KEY)}, where a key is hex or a private
 * key's text. Source: BIP 380, 381, 385.
 *
 * @param text without the checksum
 * @param publicText the same with the public key in place of a private one
 */
public record Descriptor(String text, Script script, String publicText) {
    private static final Pattern FORM = Pattern.compile("(raw|addr|pk|pkh)\\(([0-9A-Za-z]*)\\)");
    private static final String INPUT = "0123456789()[],'/*abcdefgh@:$%{}"
            + "IJKLMNOPQRSTUVWXYZ&+-.;<=>?!^_|~"
            + "ijklmnopqrstuvwxyzABCDEFGH`#\"\\ ";
    /** The place of each character in {@link #INPUT}; -1 for those that aren't. */
    private static final byte[] PLACES = places();

    private static final String CHECKSUM = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final long[] GENERATOR = {0xf5dee51989L, 0xa9fdca3312L, 0x1bab10e32dL, 0x3706b1677aL, 0x644d626ffdL};

    /** Reads a descriptor; its checksum may be missing but not wrong. */
    public static Descriptor parse(String full, ChainParams params) {
        int hash = full.indexOf('#');
        String text = hash < 0 ? full : full.substring(0, hash);
        if (hash >= 0 && !full.substring(hash + 1).equals(checksum(text))) {
            throw RpcException.notFound("Provided checksum '" + full.substring(hash + 1)
                    + "' does not match computed checksum '" + checksum(text) + "'");
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw RpcException.notFound(
                    "'" + text + "' is not a valid descriptor function; known are raw, addr, pk and pkh");
        }
        try {
            String function = form.group(1);
            String argument = form.group(2);
            Script script = script(function, argument, params);
            String shown =
                    function.startsWith("pk") ? key(argument, params).bytes().toHex() : argument;
            return new Descriptor(text, script, function + "(" + shown + ")");
        } catch (MalformedException e) {
            throw RpcException.notFound(form.group(1) + "(): " + e.getMessage());
        }
    }

    private static Script script(String function, String argument, ChainParams params) {
        return switch (function) {
            case "raw" -> new Script(ByteString.ofHex(argument));
            case "addr" -> Address.parse(argument, params).scriptPubKey();
            case "pk" -> StandardScript.payToPublicKey(key(argument, params));
            default ->
                StandardScript.payToPublicKeyHash(
                        Hash160.hash(key(argument, params).bytes()));
        };
    }

    private static PublicKey key(String text, ChainParams params) {
        if (text.matches("[0-9a-fA-F]{66}|[0-9a-fA-F]{130}")) {
            return PublicKey.parse(ByteString.ofHex(text));
        }
        Wif wif = Wif.parse(text, params);
        return wif.key().publicKey(wif.compressed());
    }

    /** The most telling descriptor of a script whose keys aren't known. */
    static Descriptor infer(Script script, ChainParams params) {
        return infer(
                script,
                StandardScript.of(script),
                Address.ofScript(script, params).map(Address::toString));
    }

    /** The same for who knows the script's form and its address already. */
    static Descriptor infer(Script script, StandardScript form, Optional<String> address) {
        if (form.type() == ScriptType.PUBKEY) {
            return inferred("pk(" + form.data().get(0).toHex() + ")", script);
        }
        if (form.type() == ScriptType.MULTISIG) {
            List<ByteString> keys = form.data();
            String joined = keys.stream().map(ByteString::toHex).collect(Collectors.joining(","));
            return inferred("multi(" + form.required() + "," + joined + ")", script);
        }
        return inferred(
                address.map(a -> "addr(" + a + ")")
                        .orElse("raw(" + script.bytes().toHex() + ")"),
                script);
    }

    private static Descriptor inferred(String text, Script script) {
        return new Descriptor(text, script, text);
    }

    /** Whether it names the key, so that the owner of that key can spend. */
    boolean isSolvable() {
        return text.startsWith("pk");
    }

    /** Whether it holds a private key. */
    boolean hasPrivateKey() {
        return !text.equals(publicText) && isSolvable();
    }

    /** Eight characters that change when any of the text does (BIP 380). */
    public static String checksum(String text) {
        long c = 1;
        int group = 0;
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            int position = text.charAt(i) < PLACES.length ? PLACES[text.charAt(i)] : -1;
            if (position < 0) {
                throw RpcException.notFound("'" + text.charAt(i) + "' can't be part of a descriptor");
            }
            c = polymod(c, position & 31);
            group = group * 3 + (position >> 5);
            count++;
            if (count == 3) {
                c = polymod(c, group);
                group = 0;
                count = 0;
            }
        }
        if (count > 0) {
            c = polymod(c, group);
        }
        for (int i = 0; i < 8; i++) {
            c = polymod(c, 0);
        }
        c ^= 1;
        StringBuilder checksum = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            checksum.append(CHECKSUM.charAt((int) (c >> (5 * (7 - i))) & 31));
        }
        return checksum.toString();
    }

    private static byte[] places() {
        byte[] places = new byte[128];
        Arrays.fill(places, (byte) -1);
        for (int i = 0; i < INPUT.length(); i++) {
            places[INPUT.charAt(i)] = (byte) i;
        }
        return places;
    }

    private static long polymod(long c, int value) {
        long top = c >> 35;
        long next = (c & 0x7ffffffffL) << 5 ^ value;
        for (int i = 0; i < 5; i++) {
            if ((top >> i & 1) != 0) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }

    /** The descriptor's text with its checksum. */
    @Override
    public String toString() {
        return text + "#" + checksum(text);
    }
}
