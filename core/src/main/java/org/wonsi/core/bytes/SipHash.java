package org.wonsi.core.bytes;

/**
 * SipHash-2-4: 64 bits that depend on bytes and on a key of 128 bits; without the key nobody can find inputs that collide.
 *
 * <p>For hash tables, not for proofs: 64 bits are too few for anything a day's work could be spent on. Source: Aumasson and
 * Bernstein, "SipHash: a fast short-input PRF" (2012); Bitcoin Core, {@code SaltedOutpointHasher}.
 */
final class SipHash {

    private final long key0;
    private final long key1;

    SipHash(long key0, long key1) {
        this.key0 = key0;
        this.key1 = key1;
    }

    /** Of these bytes. */
    long hash(byte[] bytes) {
        State state = new State(key0, key1);
        int whole = bytes.length & ~7;
        for (int i = 0; i < whole; i += 8) {
            state.add(ByteArrays.readLong(bytes, i));
        }
        long last = (long) bytes.length << 56;
        for (int i = whole; i < bytes.length; i++) {
            last |= (bytes[i] & 0xffL) << (8 * (i - whole));
        }
        return state.end(last);
    }

    /** Of 32 bytes, given as four words of which the first byte is the lowest. */
    long hash(long word0, long word1, long word2, long word3) {
        State state = new State(key0, key1);
        state.add(word0);
        state.add(word1);
        state.add(word2);
        state.add(word3);
        return state.end(32L << 56);
    }

    /** Of 8 bytes, given as a word of which the first byte is the lowest. */
    long hash(long word) {
        State state = new State(key0, key1);
        state.add(word);
        return state.end(8L << 56);
    }

    /** The four words that the input is stirred into; names as in the paper. */
    private static final class State {
        private long v0;
        private long v1;
        private long v2;
        private long v3;

        State(long key0, long key1) {
            v0 = key0 ^ 0x736f6d6570736575L;
            v1 = key1 ^ 0x646f72616e646f6dL;
            v2 = key0 ^ 0x6c7967656e657261L;
            v3 = key1 ^ 0x7465646279746573L;
        }

        void add(long word) {
            v3 ^= word;
            round();
            round();
            v0 ^= word;
        }

        long end(long last) {
            add(last);
            v2 ^= 0xff;
            round();
            round();
            round();
            round();
            return v0 ^ v1 ^ v2 ^ v3;
        }

        private void round() {
            v0 += v1;
            v2 += v3;
            v1 = Long.rotateLeft(v1, 13) ^ v0;
            v3 = Long.rotateLeft(v3, 16) ^ v2;
            v0 = Long.rotateLeft(v0, 32);
            v2 += v1;
            v0 += v3;
            v1 = Long.rotateLeft(v1, 17) ^ v2;
            v3 = Long.rotateLeft(v3, 21) ^ v0;
            v2 = Long.rotateLeft(v2, 32);
        }
    }
}
