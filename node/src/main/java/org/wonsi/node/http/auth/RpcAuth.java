package org.wonsi.node.http.auth;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A user of JSON-RPC whose password isn't kept: only an HMAC-SHA256 of it, under a salt.
 *
 * <p>Written {@code USER:SALT$HASH}, as Bitcoin Core's {@code share/rpcauth/rpcauth.py} prints it. The salt is the key as
 * it is written, not what its hex digits stand for.
 *
 * @param hash 64 lower-case hex digits
 */
public record RpcAuth(String user, String salt, String hash) {
    private static final Pattern FORM = Pattern.compile("([^:,]+):([^$]+)\\$([0-9a-fA-F]{64})");

    /**
     * Reads the text of an option.
     *
     * @throws IllegalArgumentException if it has another form; the message doesn't repeat it
     */
    public static RpcAuth parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "--rpc-auth is USER:SALT$HASH, the hash of 64 hex digits, as Bitcoin Core's"
                            + " rpcauth.py prints it; in a shell put it in single quotes");
        }
        return new RpcAuth(form.group(1), form.group(2), form.group(3).toLowerCase(Locale.ROOT));
    }

    /** Whether this is the user with the password; takes the same time whatever is wrong with them. */
    public boolean accepts(String givenUser, String password) {
        boolean sameUser = isSame(user, givenUser);
        boolean samePassword = isSame(hash, hmac(password));
        return sameUser && samePassword;
    }

    private static boolean isSame(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private String hmac(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HMAC-SHA256", e);
        }
    }

    /** Keeps salt and hash to itself. */
    @Override
    public String toString() {
        return "RpcAuth[" + user + "]";
    }
}
