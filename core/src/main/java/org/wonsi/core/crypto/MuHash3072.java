package org.wonsi.core.crypto;

import java.math.BigInteger;
import org.bouncycastle.crypto.engines.ChaCha7539Engine;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * A hash of a set: the same in whatever order its elements came, and cheap to follow when some come and others go.
 *
 * <p>Each element becomes a number of 3,072 bits (its SHA-256 is the key of a ChaCha20 key stream of 384 bytes), and the
 * set is the product of those of its elements, divided by those that left, modulo the prime 2^3072 − 1,103,717. Two nodes
 * can so compare their sets of unspent outputs without sorting them. For one thread.
 *
 * <p>Source: Bellare and Micciancio, "A New Paradigm for Collision-free Hashing"; Bitcoin Core, {@code crypto/muhash.h}.
 */
public final class MuHash3072 {
    private static final int SIZE = 384;
    private static final BigInteger PRIME = BigInteger.ONE.shiftLeft(8 * SIZE).subtract(BigInteger.valueOf(1_103_717));

    private BigInteger came = BigInteger.ONE;
    private BigInteger left = BigInteger.ONE;

    /** Adds an element. */
    public MuHash3072 insert(ByteString element) {
        came = came.multiply(number(element)).mod(PRIME);
        return this;
    }

    /** Takes an element away that was added; before or after that, the hash is the same. */
    public MuHash3072 remove(ByteString element) {
        left = left.multiply(number(element)).mod(PRIME);
        return this;
    }

    /** The hash of what is in the set, written as Bitcoin writes hashes. */
    public Hash256 hash() {
        BigInteger product = came.multiply(left.modInverse(PRIME)).mod(PRIME);
        return Hash256.of(Sha256d.single(littleEndian(product)));
    }

    private static BigInteger number(ByteString element) {
        ChaCha7539Engine stream = new ChaCha7539Engine();
        KeyParameter key = new KeyParameter(Sha256d.single(element.toByteArray()));
        stream.init(true, new ParametersWithIV(key, new byte[12]));
        byte[] bytes = new byte[SIZE];
        stream.processBytes(bytes, 0, SIZE, bytes, 0);
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] all = new byte[SIZE];
        int length = Math.min(bytes.length, SIZE);
        System.arraycopy(bytes, bytes.length - length, all, SIZE - length, length);
        return reversed(all);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
