package org.wonsi.core.pow;

import org.wonsi.core.bytes.ByteString;

/**
 * The single steps of SHA-256, with which a search computes once what doesn't depend on the nonce.
 *
 * <p>The JDK's digest doesn't show the state between rounds, so this repeats the standard's arithmetic. Source: FIPS
 * 180-4, sections 4.1.2, 4.2.2, 5.3.3 and 6.2.
 *
 * <p>Only to search is it used: what a search finds is hashed again by the JDK before anybody believes it.
 */
final class Sha256Rounds {
    /** First 32 bits of the fractional parts of the square roots of the first 8 primes. */
    private static final int[] INITIAL = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    /** First 32 bits of the fractional parts of the cube roots of the first 64 primes. */
    private static final int[] K = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private Sha256Rounds() {}

    static int[] constants() {
        return K.clone();
    }

    static int[] initialState() {
        return INITIAL.clone();
    }

    static int initial(int word) {
        return INITIAL[word];
    }

    /**
     * Reads big-endian words.
     *
     * <p>The standard counts in words of four bytes, most significant first, unlike everything else in Bitcoin.
     */
    static int[] words(ByteString bytes, int offset, int count) {
        int[] words = new int[count];
        for (int i = 0; i < 4 * count; i++) {
            words[i / 4] = (words[i / 4] << 8) | bytes.at(offset + i);
        }
        return words;
    }

    /** The message schedule's mix of the word 15 before. */
    static int small0(int word) {
        return Integer.rotateRight(word, 7) ^ Integer.rotateRight(word, 18) ^ (word >>> 3);
    }

    /** The message schedule's mix of the word 2 before. */
    static int small1(int word) {
        return Integer.rotateRight(word, 17) ^ Integer.rotateRight(word, 19) ^ (word >>> 10);
    }

    /** Takes one block of 16 words into the state. */
    static void compress(int[] state, int[] block) {
        int[] w = new int[64];
        System.arraycopy(block, 0, w, 0, 16);
        for (int t = 16; t < 64; t++) {
            w[t] = w[t - 16] + small0(w[t - 15]) + w[t - 7] + small1(w[t - 2]);
        }
        int[] worked = state.clone();
        rounds(worked, w);
        for (int i = 0; i < 8; i++) {
            state[i] += worked[i];
        }
    }

    /** The first rounds of a block, as many as words are given, without the final addition. */
    static void rounds(int[] s, int[] words) {
        for (int t = 0; t < words.length; t++) {
            int e = s[4];
            int a = s[0];
            int sigma1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int sigma0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int t1 = s[7] + sigma1 + (s[6] ^ (e & (s[5] ^ s[6]))) + K[t] + words[t];
            int t2 = sigma0 + ((a & s[1]) | (s[2] & (a | s[1])));
            System.arraycopy(s, 0, s, 1, 7);
            s[4] += t1;
            s[0] = t1 + t2;
        }
    }
}
