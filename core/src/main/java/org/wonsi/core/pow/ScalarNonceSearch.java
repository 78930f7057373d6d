package org.wonsi.core.pow;

import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * Searches with SHA-256 in plain 32-bit arithmetic, one nonce at a time: for where the platform has no digest of its own, as in a
 * browser, whose own one answers only later.
 *
 * <p>As in {@link VectorNonceSearch}, the header's first 64 bytes are hashed once a range, and only a hash that could beat the best so far
 * is worked out in full by {@link BlockHeader#hash}.
 */
public final class ScalarNonceSearch implements NonceSearch {
    private static final int[] K = Sha256Rounds.constants();

    /** The last 16 bytes of the header and the padding of its 80 bytes, in words of the message schedule. */
    private final int[] first = new int[64];

    /** The first hash and the padding of its 32 bytes. */
    private final int[] second = new int[64];

    private final int[] state = new int[8];
    private final int[] initial = Sha256Rounds.initialState();

    public ScalarNonceSearch() {
        pad(first, 4, 640);
        pad(second, 8, 256);
    }

    private static void pad(int[] words, int used, int bits) {
        words[used] = 0x8000_0000;
        words[15] = bits;
    }

    @Override
    public String name() {
        return "plain arithmetic";
    }

    @Override
    public Result search(BlockHeader header, Hash256 target, long firstNonce, int count) {
        NonceSearch.checkRange(firstNonce, count);
        ByteString bytes = header.encode();
        int[] midstate = Sha256Rounds.initialState();
        Sha256Rounds.compress(midstate, Sha256Rounds.words(bytes, 0, 16));
        System.arraycopy(Sha256Rounds.words(bytes, 64, 3), 0, first, 0, 3);
        // The range's first nonce gives a best to beat.
        Result best = full(header, firstNonce, 1);
        int bestTop = topOf(best.hash());
        for (int tries = 1; tries < count && !best.solves(target); tries++) {
            long nonce = firstNonce + tries;
            // A header holds its nonce with the lowest byte first, and SHA-256 reads words with the highest first.
            first[3] = Integer.reverseBytes((int) nonce);
            compress(midstate, first, second);
            compress(initial, second, state);
            // The hash is a number with its most significant byte last.
            if (Integer.compareUnsigned(Integer.reverseBytes(state[7]), bestTop) <= 0) {
                Result candidate = full(header, nonce, tries + 1);
                if (candidate.hash().compareTo(best.hash()) < 0) {
                    best = candidate;
                    bestTop = topOf(best.hash());
                }
            }
        }
        return best.solves(target) ? best : new Result(count, best.nonce(), best.hash());
    }

    private static Result full(BlockHeader header, long nonce, long tries) {
        return new Result(tries, nonce, header.withNonce(nonce).hash().hash());
    }

    private static int topOf(Hash256 hash) {
        return (int) Long.parseLong(hash.toDisplay().substring(0, 8), 16);
    }

    /** Takes a block, whose first 16 words are given, into a state; the new state goes to the beginning of {@code out}. */
    private static void compress(int[] state, int[] w, int[] out) {
        for (int t = 16; t < 64; t++) {
            w[t] = w[t - 16] + Sha256Rounds.small0(w[t - 15]) + w[t - 7] + Sha256Rounds.small1(w[t - 2]);
        }
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int t = 0; t < 64; t++) {
            int t1 = h
                    + (Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25))
                    + (g ^ (e & (f ^ g)))
                    + K[t]
                    + w[t];
            int t2 = (Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22))
                    + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        out[0] = state[0] + a;
        out[1] = state[1] + b;
        out[2] = state[2] + c;
        out[3] = state[3] + d;
        out[4] = state[4] + e;
        out[5] = state[5] + f;
        out[6] = state[6] + g;
        out[7] = state[7] + h;
    }
}
