package org.wonsi.core.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * The implementation of {@link Secp256k1} in plain Java, by Bouncy Castle.
 *
 * <p>Takes the curve from {@link CustomNamedCurves}, whose field arithmetic is written for this prime: three to four times
 * as fast as the general one that {@code ECNamedCurveTable} of {@code asn1.x9} gives.
 *
 * <p>Not constant-time: how long it takes to sign and to derive a public key depends on the private key, so who can measure
 * that closely and often, on the same machine above all, may learn the key. {@link NativeSecp256k1} takes the same time for
 * every key. Private keys pass through {@link BigInteger}s, which can't be wiped.
 */
public final class BouncyCastleSecp256k1 implements Secp256k1 {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final ECDomainParameters DOMAIN =
            new ECDomainParameters(CURVE.getCurve(), CURVE.getG(), CURVE.getN(), CURVE.getH());

    @Override
    public String name() {
        return "bouncycastle";
    }

    @Override
    public PublicKey publicKey(PrivateKey privateKey, boolean compressed) {
        return encoded(multiplyGenerator(scalar(privateKey)), compressed);
    }

    @Override
    public EcdsaSignature sign(Hash256 digest, PrivateKey privateKey) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(scalar(privateKey), DOMAIN));
        BigInteger[] rs = signer.generateSignature(digest.toByteArray());
        return new EcdsaSignature(rs[0], rs[1]).normalized();
    }

    @Override
    public boolean verify(Hash256 digest, EcdsaSignature signature, PublicKey publicKey) {
        if (!signature.isInRange()) {
            return false;
        }
        Optional<ECPoint> point = point(publicKey);
        if (point.isEmpty()) {
            return false;
        }
        // SEC 1, section 4.1.4: R = (e/s) G + (r/s) Q, and r must be R's x modulo the order.
        BigInteger e = new BigInteger(1, digest.toByteArray());
        BigInteger inverse = signature.s().modInverse(ORDER);
        BigInteger u1 = e.multiply(inverse).mod(ORDER);
        BigInteger u2 = signature.r().multiply(inverse).mod(ORDER);
        ECPoint nonce = ECAlgorithms.sumOfTwoMultiplies(DOMAIN.getG(), u1, point.get(), u2)
                .normalize();
        return !nonce.isInfinity()
                && nonce.getAffineXCoord().toBigInteger().mod(ORDER).equals(signature.r());
    }

    @Override
    public boolean isOnCurve(PublicKey publicKey) {
        return point(publicKey).isPresent();
    }

    @Override
    public Optional<PublicKey> convert(PublicKey publicKey, boolean compressed) {
        return point(publicKey).map(p -> encoded(p, compressed));
    }

    @Override
    public Optional<PublicKey> tweakAdd(PublicKey publicKey, byte[] tweak) {
        if (tweak.length != 32) {
            throw new IllegalArgumentException("a tweak has 32 bytes, not " + tweak.length);
        }
        BigInteger scalar = new BigInteger(1, tweak);
        if (scalar.compareTo(ORDER) >= 0) {
            return Optional.empty();
        }
        return point(publicKey)
                .map(p -> p.add(multiplyGenerator(scalar)))
                .filter(sum -> !sum.isInfinity())
                .map(sum -> encoded(sum, true));
    }

    @Override
    public Optional<PublicKey> recover(Hash256 digest, EcdsaSignature signature, int recoveryId) {
        if (recoveryId < 0 || recoveryId > 3) {
            throw new IllegalArgumentException("a recovery id is 0 to 3, not " + recoveryId);
        }
        if (!signature.isInRange()) {
            return Optional.empty();
        }
        // SEC 1, section 4.1.6: from R back to Q = (s R - e G) / r.
        BigInteger x = (recoveryId & 2) == 0 ? signature.r() : signature.r().add(ORDER);
        if (x.bitLength() > 256) {
            return Optional.empty();
        }
        byte[] encodedNonce = new byte[33];
        encodedNonce[0] = (byte) (2 + (recoveryId & 1));
        EcdsaSignature.writeNumber(x, encodedNonce, 1);
        BigInteger inverse = signature.r().modInverse(ORDER);
        BigInteger minusE = new BigInteger(1, digest.toByteArray()).negate().mod(ORDER);
        BigInteger u1 = minusE.multiply(inverse).mod(ORDER);
        BigInteger u2 = signature.s().multiply(inverse).mod(ORDER);
        return point(PublicKey.parse(ByteString.copyOf(encodedNonce)))
                .map(nonce -> ECAlgorithms.sumOfTwoMultiplies(DOMAIN.getG(), u1, nonce, u2))
                .filter(q -> !q.isInfinity())
                .map(q -> encoded(q, true));
    }

    private static BigInteger scalar(PrivateKey privateKey) {
        byte[] secret = privateKey.toByteArray();
        BigInteger number = new BigInteger(1, secret);
        Arrays.fill(secret, (byte) 0);
        return number;
    }

    private static ECPoint multiplyGenerator(BigInteger scalar) {
        return new FixedPointCombMultiplier().multiply(DOMAIN.getG(), scalar);
    }

    private static Optional<ECPoint> point(PublicKey publicKey) {
        try {
            return Optional.of(DOMAIN.getCurve().decodePoint(publicKey.bytes().toByteArray()));
        } catch (IllegalArgumentException notOnCurve) {
            return Optional.empty();
        }
    }

    private static PublicKey encoded(ECPoint point, boolean compressed) {
        return PublicKey.parse(ByteString.copyOf(point.getEncoded(compressed)));
    }
}
