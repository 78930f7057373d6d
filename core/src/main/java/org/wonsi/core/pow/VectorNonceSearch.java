package org.wonsi.core.pow;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

/**
 * A search for a nonce with the processor's vector unit: SHA-256 written out once, every operation on as many nonces as
 * a vector has 32-bit lanes (8 with AVX2, 16 with AVX-512).
 *
 * <p>The work that doesn't depend on the nonce is done once a range: the header's first 64 bytes and the first three
 * rounds of the next block. The second hash stops after round 61 of 64, where its last word is known; only lanes whose
 * last word could beat the best so far are hashed again in full, with {@link DigestNonceSearch}.
 *
 * <p>State passes between methods in arrays and each method is one small loop: a method too large for the compiler to
 * inline its vector operations boxes every vector, at a tenth of the speed. Needs the module {@code
 * jdk.incubator.vector}; see {@link NonceSearchChoice} for the choice.
 *
 * <p>SHA-256 is additions, shifts and exclusive ors on 32-bit words, without any branch: so eight or sixteen nonces
 * can go through it side by side. Chips made for mining do the same with thousands.
 */
public final class VectorNonceSearch implements NonceSearch {
    private static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int ROUNDS = 64;
    private static final int[] K = Sha256Rounds.constants();

    /** Message schedules of the two hashes, and the state between rounds: LANES values for each 32-bit word. */
    private final int[] first = new int[ROUNDS * LANES];

    private final int[] second = new int[ROUNDS * LANES];
    private final int[] state = new int[8 * LANES];
    private final DigestNonceSearch digest = new DigestNonceSearch();

    public VectorNonceSearch() {
        pad(second, 8, 256);
    }

    @Override
    public String name() {
        return "Vector API, " + LANES + " lanes";
    }

    @Override
    public Result search(BlockHeader header, Hash256 target, long firstNonce, int count) {
        NonceSearch.checkRange(firstNonce, count);
        ByteString bytes = header.encode();
        int[] midstate = Sha256Rounds.initialState();
        Sha256Rounds.compress(midstate, Sha256Rounds.words(bytes, 0, 16));
        int[] tail = Sha256Rounds.words(bytes, 64, 3);
        int[] afterThree = midstate.clone();
        Sha256Rounds.rounds(afterThree, tail);
        int constantOf18 = loadConstants(tail);

        // The range's first nonce gives a best to beat.
        Result best = digest.search(header, target, firstNonce, 1);
        int bestTop = topOf(best.hash());
        int tries = 1;
        while (!best.solves(target) && tries < count) {
            long nonce = firstNonce + tries;
            int lanes = Math.min(LANES, count - tries);
            loadNonces((int) nonce, constantOf18);
            fillState(afterThree);
            rounds(first, 3, ROUNDS);
            loadSecondHash(midstate);
            rounds(second, 0, ROUNDS - 3);
            tries += lanes;
            for (int lane = 0; lane < lanes && !best.solves(target); lane++) {
                if (Integer.compareUnsigned(topOfLane(lane), bestTop) <= 0) {
                    Result full = digest.search(header, target, nonce + lane, 1);
                    best = full.hash().compareTo(best.hash()) < 0 ? full : best;
                    bestTop = topOf(best.hash());
                }
            }
        }
        return new Result(tries, best.nonce(), best.hash());
    }

    /**
     * What is the same for every nonce of a range; returns the part of schedule word 18 that is.
     *
     * <p>Sixteen words of a block of 64 bytes are given, and the 48 others follow from those; whatever among them
     * doesn't depend on the nonce is the same for all.
     */
    private int loadConstants(int[] tail) {
        for (int t = 0; t < 3; t++) {
            fill(first, t, tail[t]);
        }
        int bits = BlockHeader.SIZE * 8;
        pad(first, 4, bits);
        int w16 = tail[0] + Sha256Rounds.small0(tail[1]);
        int w17 = tail[1] + Sha256Rounds.small0(tail[2]) + Sha256Rounds.small1(bits);
        fill(first, 16, w16);
        fill(first, 17, w17);
        return tail[2] + Sha256Rounds.small1(w16);
    }

    /** The nonces, word 3, and what the schedule makes of them in word 18. */
    private void loadNonces(int nonce, int constantOf18) {
        for (int i = 0; i < LANES; i++) {
            int word = Integer.reverseBytes(nonce + i);
            first[3 * LANES + i] = word;
            first[18 * LANES + i] = constantOf18 + Sha256Rounds.small0(word);
        }
    }

    /** The first hash becomes the message, and the state starts anew. */
    private void loadSecondHash(int[] midstate) {
        for (int i = 0; i < 8; i++) {
            int at = i * LANES;
            IntVector.fromArray(SPECIES, state, at).add(midstate[i]).intoArray(second, at);
            fill(state, i, Sha256Rounds.initial(i));
        }
    }

    private void fillState(int[] words) {
        for (int i = 0; i < 8; i++) {
            fill(state, i, words[i]);
        }
    }

    /** SHA-256's padding from word {@code from} to 15: a one bit, zeros, the length in bits. */
    private static void pad(int[] schedule, int from, int bits) {
        fill(schedule, from, 0x8000_0000);
        Arrays.fill(schedule, (from + 1) * LANES, 15 * LANES, 0);
        fill(schedule, 15, bits);
    }

    private static void fill(int[] words, int index, int value) {
        Arrays.fill(words, index * LANES, (index + 1) * LANES, value);
    }

    /**
     * The most significant 32 bits of a lane's hash.
     *
     * <p>They are the last word, byte-reversed: the start value's plus h after round 63, which is e after round 60, for
     * it only moves on to f, g and h.
     */
    private int topOfLane(int lane) {
        return Integer.reverseBytes(state[4 * LANES + lane] + Sha256Rounds.initial(7));
    }

    /**
     * The most significant 32 bits of a hash.
     *
     * <p>The four bytes that are compared first: nearly all hashes are ruled out by them.
     */
    private static int topOf(Hash256 hash) {
        byte[] bytes = hash.toByteArray();
        return ((bytes[31] & 0xff) << 24) | ((bytes[30] & 0xff) << 16) | ((bytes[29] & 0xff) << 8) | (bytes[28] & 0xff);
    }

    /**
     * Rounds {@code from} to {@code to}, each also computing the schedule's word sixteen rounds on.
     *
     * <p>Written without helper methods, on purpose: the compiler stops inlining them at its limit for one method, and
     * then every vector becomes an object.
     */
    private void rounds(int[] w, int from, int to) {
        int[] s = state;
        IntVector a = IntVector.fromArray(SPECIES, s, 0);
        IntVector b = IntVector.fromArray(SPECIES, s, LANES);
        IntVector c = IntVector.fromArray(SPECIES, s, 2 * LANES);
        IntVector d = IntVector.fromArray(SPECIES, s, 3 * LANES);
        IntVector e = IntVector.fromArray(SPECIES, s, 4 * LANES);
        IntVector f = IntVector.fromArray(SPECIES, s, 5 * LANES);
        IntVector g = IntVector.fromArray(SPECIES, s, 6 * LANES);
        IntVector h = IntVector.fromArray(SPECIES, s, 7 * LANES);
        for (int t = from; t < to; t++) {
            IntVector w0 = IntVector.fromArray(SPECIES, w, t * LANES);
            if (t < ROUNDS - 16) {
                IntVector x = IntVector.fromArray(SPECIES, w, (t + 1) * LANES);
                IntVector y = IntVector.fromArray(SPECIES, w, (t + 14) * LANES);
                IntVector small0 = x.lanewise(LSHR, 7)
                        .lanewise(OR, x.lanewise(LSHL, 25))
                        .lanewise(XOR, x.lanewise(LSHR, 18).lanewise(OR, x.lanewise(LSHL, 14)))
                        .lanewise(XOR, x.lanewise(LSHR, 3));
                IntVector small1 = y.lanewise(LSHR, 17)
                        .lanewise(OR, y.lanewise(LSHL, 15))
                        .lanewise(XOR, y.lanewise(LSHR, 19).lanewise(OR, y.lanewise(LSHL, 13)))
                        .lanewise(XOR, y.lanewise(LSHR, 10));
                w0.add(small0)
                        .add(IntVector.fromArray(SPECIES, w, (t + 9) * LANES))
                        .add(small1)
                        .intoArray(w, (t + 16) * LANES);
            }
            IntVector big1 = e.lanewise(LSHR, 6)
                    .lanewise(OR, e.lanewise(LSHL, 26))
                    .lanewise(XOR, e.lanewise(LSHR, 11).lanewise(OR, e.lanewise(LSHL, 21)))
                    .lanewise(XOR, e.lanewise(LSHR, 25).lanewise(OR, e.lanewise(LSHL, 7)));
            IntVector choice = g.lanewise(XOR, e.lanewise(AND, f.lanewise(XOR, g)));
            IntVector t1 = h.add(big1).add(choice).add(w0.add(K[t]));
            IntVector big0 = a.lanewise(LSHR, 2)
                    .lanewise(OR, a.lanewise(LSHL, 30))
                    .lanewise(XOR, a.lanewise(LSHR, 13).lanewise(OR, a.lanewise(LSHL, 19)))
                    .lanewise(XOR, a.lanewise(LSHR, 22).lanewise(OR, a.lanewise(LSHL, 10)));
            IntVector majority = a.lanewise(AND, b).lanewise(OR, c.lanewise(AND, a.lanewise(OR, b)));
            h = g;
            g = f;
            f = e;
            e = d.add(t1);
            d = c;
            c = b;
            b = a;
            a = t1.add(big0).add(majority);
        }
        a.intoArray(s, 0);
        b.intoArray(s, LANES);
        c.intoArray(s, 2 * LANES);
        d.intoArray(s, 3 * LANES);
        e.intoArray(s, 4 * LANES);
        f.intoArray(s, 5 * LANES);
        g.intoArray(s, 6 * LANES);
        h.intoArray(s, 7 * LANES);
    }
}
