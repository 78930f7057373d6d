package org.wonsi.wallet.coins;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.crypto.Sha256d;

/**
 * The public keys of an account that were computed before, kept so that a look at the balance needs no arithmetic on the curve.
 *
 * <p>They are good for looking only. An address that is given out or pays change is always computed again: a person who can
 * write this file could otherwise put keys of his own there.
 *
 * @param receive keys of m/0/0, m/0/1, ... in hex
 * @param change the same of m/1
 * @param check first 8 bytes in hex of the SHA-256 of the account's text and all keys, a line each; another account's or
 *     damaged keys don't match it
 */
public record KnownKeys(List<String> receive, List<String> change, String check) {
    /** None. */
    public static final KnownKeys NONE = new KnownKeys(List.of(), List.of(), "");

    public KnownKeys {
        receive = List.copyOf(receive);
        change = List.copyOf(change);
    }

    /** Keys of an account, by its text. */
    public static KnownKeys of(String account, List<PublicKey> receive, List<PublicKey> change) {
        List<String> receiveHex = receive.stream().map(PublicKey::toString).toList();
        List<String> changeHex = change.stream().map(PublicKey::toString).toList();
        return new KnownKeys(receiveHex, changeHex, check(account, receiveHex, changeHex));
    }

    /** Whether the keys are undamaged and belong to this account. */
    public boolean belongTo(String account) {
        return check.equals(check(account, receive, change));
    }

    /** A key by its number in a list of these; empty if it isn't known. */
    public static Optional<PublicKey> key(List<String> keys, int index) {
        if (index >= keys.size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(PublicKey.parse(ByteString.ofHex(keys.get(index))));
        } catch (MalformedException notAKey) {
            return Optional.empty();
        }
    }

    private static String check(String account, List<String> receive, List<String> change) {
        String text = account + "\n" + String.join("\n", receive) + "\n\n" + String.join("\n", change);
        byte[] digest = Sha256d.single(text.getBytes(StandardCharsets.UTF_8));
        return ByteString.copyOf(digest, 0, 8).toHex();
    }
}
