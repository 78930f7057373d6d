package org.wonsi.columns.chain;

import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Hash160;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptType;
import org.wonsi.core.script.StandardScript;

/**
 * The facts about a locking script that the public tables have besides its bytes.
 *
 * <p>The names are bitcoin-etl's, on top of Bitcoin Core before 22.0: a script without an address is "nonstandard",
 * whatever its form, and gets a made-up address, so that coins of one script can still be found together. Source:
 * bitcoin-etl, {@code btc_service.py} and {@code btc_script_service.py}.
 *
 * @param type pubkeyhash, scripthash, multisig or nonstandard
 * @param addresses one; for multisig one a key
 * @param requiredSignatures none if it is nonstandard
 */
record LockingScript(String type, List<String> addresses, OptionalInt requiredSignatures) {
    private static final String NONSTANDARD = "nonstandard";
    private static final int HEX_DIGITS = 40;

    LockingScript {
        addresses = List.copyOf(addresses);
    }

    static LockingScript of(Script script, ChainParams params) {
        Optional<Address> address = Address.ofScript(script, params);
        if (address.isPresent()) {
            ScriptType type =
                    address.get().kind() == Address.Kind.P2PKH ? ScriptType.PUBKEYHASH : ScriptType.SCRIPTHASH;
            return new LockingScript(type.coreName(), List.of(address.get().toString()), OptionalInt.of(1));
        }
        StandardScript form = StandardScript.of(script);
        if (form.type() == ScriptType.MULTISIG) {
            List<String> addresses = form.data().stream()
                    .map(key -> Address.p2pkh(Hash160.hash(key), params).toString())
                    .toList();
            return new LockingScript(form.type().coreName(), addresses, OptionalInt.of(form.required()));
        }
        return new LockingScript(NONSTANDARD, List.of(madeUp(script)), OptionalInt.empty());
    }

    private static String madeUp(Script script) {
        MessageDigest digest = Sha256d.sha256();
        return NONSTANDARD
                + ByteString.copyOf(digest.digest(script.bytes().toByteArray()))
                        .toHex()
                        .substring(0, HEX_DIGITS);
    }
}
