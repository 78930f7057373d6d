package org.wonsi.node.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wonsi.core.address.Address;
import org.wonsi.core.address.Wif;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;

/**
 * The vectors of {@code key_io_valid.json} and {@code key_io_invalid.json}: addresses and private keys as text, and texts that
 * are neither on any network.
 */
final class KeyVectors implements VectorCheck {
    private static final String BECH32 = "bech32";

    private final boolean valid;

    private KeyVectors(boolean valid) {
        this.valid = valid;
    }

    static VectorCheck ofValid() {
        return new KeyVectors(true);
    }

    static VectorCheck ofInvalid() {
        return new KeyVectors(false);
    }

    @Override
    public Verdict check(JsonNode vector) {
        String text = vector.get(0).asText();
        if (isBech32(text)) {
            return Verdict.skipped(BECH32);
        }
        return valid ? checkValid(text, vector.get(1).asText(), vector.get(2)) : checkInvalid(text);
    }

    private static Verdict checkValid(String text, String hex, JsonNode about) {
        Optional<ChainParams> params = params(about.path("chain").asText());
        if (params.isEmpty()) {
            return Verdict.skipped("an unknown chain: " + about.path("chain").asText());
        }
        return about.path("isPrivkey").asBoolean()
                ? checkKey(text, hex, about.path("isCompressed").asBoolean(), params.get())
                : checkAddress(text, hex, params.get());
    }

    private static Verdict checkKey(String text, String hex, boolean compressed, ChainParams params) {
        Wif wif = Wif.parse(text, params);
        String found = ByteString.copyOf(wif.key().toByteArray()).toHex();
        if (!found.equals(hex) || wif.compressed() != compressed) {
            return Verdict.failed("expected " + hex + (compressed ? ", compressed" : ", not compressed") + ", found "
                    + found + (wif.compressed() ? ", compressed" : ", not compressed"));
        }
        if (isAddress(text, params)) {
            return Verdict.failed("a private key is taken for an address");
        }
        return Verdict.compare("encoded", text, wif.encode(params));
    }

    private static Verdict checkAddress(String text, String hex, ChainParams params) {
        Script script = Address.parse(text, params).scriptPubKey();
        if (!script.bytes().toHex().equals(hex)) {
            return Verdict.compare("script", hex, script.bytes().toHex());
        }
        if (isKey(text, params)) {
            return Verdict.failed("an address is taken for a private key");
        }
        String encoded = Address.ofScript(script, params).map(Address::toString).orElse("no address");
        return Verdict.compare("encoded", text, encoded);
    }

    private static Verdict checkInvalid(String text) {
        List<String> taken = new ArrayList<>();
        for (ChainParams params : List.of(ChainParams.mainnet(), ChainParams.regtest(), ChainParams.seminar())) {
            if (isAddress(text, params) || isKey(text, params)) {
                taken.add(params.network().id());
            }
        }
        return taken.isEmpty() ? Verdict.PASSED : Verdict.failed("is accepted on " + String.join(", ", taken));
    }

    private static boolean isAddress(String text, ChainParams params) {
        try {
            Address.parse(text, params);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean isKey(String text, ChainParams params) {
        try {
            Wif.parse(text, params);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    /** Bitcoin's test networks all have the prefixes that regtest has, but for bech32. */
    private static Optional<ChainParams> params(String chain) {
        return switch (chain) {
            case "main" -> Optional.of(ChainParams.mainnet());
            case "regtest", "test", "testnet4", "signet" -> Optional.of(ChainParams.regtest());
            default -> Optional.empty();
        };
    }

    /** A short word, the last '1', and at least six of bech32's 32 digits; well-formed or nearly so. */
    private static boolean isBech32(String text) {
        return text.toLowerCase(Locale.ROOT).matches("[a-z]{2,4}1[02-9ac-hj-np-z]{6,}");
    }
}
