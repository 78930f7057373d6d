package org.wonsi.browser.jdk.org.bouncycastle.crypto.ec;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ECPoint;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.WNafUtil;
import org.bouncycastle.math.ec.custom.sec.SecP256K1Curve;
import org.bouncycastle.math.ec.endo.GLVTypeBEndomorphism;
import org.bouncycastle.math.ec.endo.GLVTypeBParameters;
import org.bouncycastle.math.ec.endo.ScalarSplitParameters;
import org.bouncycastle.util.encoders.Hex;

/**
 * A stand-in for Bouncy Castle's list of curves, with the only one that Bitcoin has. The library's list links thirty curves, a fifth of
 * all the code that a tab would carry.
 *
 * <p>The numbers are the library's: the endomorphism that halves the doublings of a multiplication, and the generator.
 */
public final class CustomNamedCurves {
    private static final String GENERATOR = "04"
            + "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"
            + "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8";

    private static final int SPLIT_BITS = 272;

    private CustomNamedCurves() {}

    /** The parameters of secp256k1. */
    public static X9ECParameters getByName(String name) {
        if (!name.equals("secp256k1")) {
            throw new IllegalArgumentException("a tab has secp256k1 only, not " + name);
        }
        SecP256K1Curve plain = new SecP256K1Curve();
        ECCurve curve = plain.configure()
                .setEndomorphism(new GLVTypeBEndomorphism(plain, endomorphism()))
                .create();
        X9ECPoint generator = new X9ECPoint(curve, Hex.decodeStrict(GENERATOR));
        WNafUtil.configureBasepoint(generator.getPoint());
        return new X9ECParameters(curve, generator, curve.getOrder(), curve.getCofactor(), null);
    }

    private static GLVTypeBParameters endomorphism() {
        return new GLVTypeBParameters(
                number("7ae96a2b657c07106e64479eac3434e99cf0497512f58995c1396c28719501ee"),
                number("5363ad4cc05c30e0a5261c028812645a122e22ea20816678df02967c1b23bd72"),
                new ScalarSplitParameters(
                        new BigInteger[] {
                            number("3086d221a7d46bcde86c90e49284eb15"), number("-e4437ed6010e88286f547fa90abfe4c3")
                        },
                        new BigInteger[] {
                            number("114ca50f7a8e2f3f657c1108d9d44cfd8"), number("3086d221a7d46bcde86c90e49284eb15")
                        },
                        number("3086d221a7d46bcde86c90e49284eb153dab"),
                        number("e4437ed6010e88286f547fa90abfe4c42212"),
                        SPLIT_BITS));
    }

    private static BigInteger number(String hex) {
        return new BigInteger(hex, 16);
    }
}
