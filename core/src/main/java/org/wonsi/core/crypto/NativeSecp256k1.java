package org.wonsi.core.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/** The implementation of {@link Secp256k1} by Bitcoin Core's own C library, libsecp256k1, through ACINQ's binding. */
public final class NativeSecp256k1 implements Secp256k1 {
    private final fr.acinq.secp256k1.Secp256k1 library;

    private NativeSecp256k1(fr.acinq.secp256k1.Secp256k1 library) {
        this.library = library;
    }

    /**
     * Loads the library and tries it with one real call.
     *
     * <p>A missing or unloadable library shows as a {@link LinkageError} of one kind or another, at loading or only at
     * the first call; both mean "not on this machine".
     */
    public static Optional<NativeSecp256k1> load() {
        try {
            fr.acinq.secp256k1.Secp256k1 library = fr.acinq.secp256k1.Secp256k1.get();
            byte[] one = new byte[32];
            one[31] = 1;
            return library.pubkeyCreate(one).length == 65
                    ? Optional.of(new NativeSecp256k1(library))
                    : Optional.empty();
        } catch (LinkageError notOnThisMachine) {
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "native";
    }

    @Override
    public PublicKey publicKey(PrivateKey privateKey, boolean compressed) {
        byte[] secret = privateKey.toByteArray();
        try {
            return encoded(library.pubkeyCreate(secret), compressed);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public EcdsaSignature sign(Hash256 digest, PrivateKey privateKey) {
        byte[] secret = privateKey.toByteArray();
        try {
            return EcdsaSignature.ofCompact(ByteString.copyOf(library.sign(digest.toByteArray(), secret)));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public boolean verify(Hash256 digest, EcdsaSignature signature, PublicKey publicKey) {
        if (!signature.isInRange()) {
            return false;
        }
        try {
            // The library refuses high s, which consensus allows: the same signature with s negated is as good.
            byte[] compact = signature.normalized().toCompact().toByteArray();
            return library.verify(
                    compact, digest.toByteArray(), publicKey.bytes().toByteArray());
        } catch (Secp256k1Exception notOnCurve) {
            return false;
        }
    }

    @Override
    public boolean isOnCurve(PublicKey publicKey) {
        return convert(publicKey, false).isPresent();
    }

    @Override
    public Optional<PublicKey> convert(PublicKey publicKey, boolean compressed) {
        try {
            return Optional.of(encoded(library.pubkeyParse(publicKey.bytes().toByteArray()), compressed));
        } catch (Secp256k1Exception notOnCurve) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<PublicKey> tweakAdd(PublicKey publicKey, byte[] tweak) {
        if (tweak.length != 32) {
            throw new IllegalArgumentException("a tweak has 32 bytes, not " + tweak.length);
        }
        try {
            return Optional.of(encoded(library.pubKeyTweakAdd(publicKey.bytes().toByteArray(), tweak), true));
        } catch (Secp256k1Exception noSuchPoint) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<PublicKey> recover(Hash256 digest, EcdsaSignature signature, int recoveryId) {
        if (recoveryId < 0 || recoveryId > 3) {
            throw new IllegalArgumentException("a recovery id is 0 to 3, not " + recoveryId);
        }
        if (!signature.isInRange()) {
            return Optional.empty();
        }
        try {
            byte[] compact = signature.toCompact().toByteArray();
            return Optional.of(encoded(library.ecdsaRecover(compact, digest.toByteArray(), recoveryId), true));
        } catch (Secp256k1Exception noSuchKey) {
            return Optional.empty();
        }
    }

    /** The library gives 65 bytes (04, x, y). */
    private static PublicKey encoded(byte[] point, boolean compressed) {
        if (!compressed) {
            return PublicKey.parse(ByteString.copyOf(point));
        }
        byte[] shorter = Arrays.copyOf(point, 33);
        shorter[0] = (byte) ((point[64] & 1) == 0 ? 2 : 3);
        return PublicKey.parse(ByteString.copyOf(shorter));
    }
}
