package org.wonsi.browser.jdk.org.wonsi.core.crypto;

import org.wonsi.core.crypto.BouncyCastleSecp256k1;
import org.wonsi.core.crypto.Secp256k1;

/** A stand-in for core's class of this name: a browser has no native library. */
public final class BestSecp256k1 {
    public static final Secp256k1 CHOICE = new BouncyCastleSecp256k1();

    private BestSecp256k1() {}
}
