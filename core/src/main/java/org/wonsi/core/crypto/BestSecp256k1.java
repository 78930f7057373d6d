package org.wonsi.core.crypto;

import java.util.Optional;

/**
 * The holder of the choice of {@link Secp256k1#best()}, made when it is first asked for.
 *
 * <p>A class of its own, because Java initialises a class when it is first used: to load a native library takes
 * time, and a program that checks no signature needn't. Both choices give the same answers; a node with the one in
 * plain Java is only slower.
 */
final class BestSecp256k1 {
    static final Secp256k1 CHOICE = choose(System.getProperty(Secp256k1.PROPERTY, ""));

    private BestSecp256k1() {}

    static Secp256k1 choose(String wanted) {
        return switch (wanted) {
            case "" -> NativeSecp256k1.load().<Secp256k1>map(n -> n).orElseGet(BouncyCastleSecp256k1::new);
            case "bouncycastle" -> new BouncyCastleSecp256k1();
            case "native" -> nativeOrFail();
            default ->
                throw new IllegalArgumentException("system property " + Secp256k1.PROPERTY + " is '" + wanted
                        + "'; it must be 'native' or 'bouncycastle', or not set");
        };
    }

    private static Secp256k1 nativeOrFail() {
        Optional<NativeSecp256k1> loaded = NativeSecp256k1.load();
        if (loaded.isEmpty()) {
            throw new IllegalStateException("system property " + Secp256k1.PROPERTY
                    + " asks for the native libsecp256k1, which doesn't load on this machine;"
                    + " leave the property out, or set it to 'bouncycastle'");
        }
        return loaded.get();
    }
}
