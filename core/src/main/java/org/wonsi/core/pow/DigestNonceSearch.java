package org.wonsi.core.pow;

import java.security.DigestException;
import java.security.MessageDigest;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.crypto.Sha256d;

/**
 * A search for a nonce with the JDK's SHA-256: it runs everywhere, one nonce at a time.
 *
 * <p>The first 64 of the header's 80 bytes don't hold the nonce, so the digest's state after them (the midstate) is
 * computed once and cloned for every try.
 *
 * <pre>
 *    header   |&lt;------------- 64 bytes -------------&gt;|&lt;--- 16 bytes ---&gt;|
 *              version, prevBlock, most of the root    rest, time, bits, nonce
 *              hashed once: the midstate               hashed for every nonce
 * </pre>
 *
 * <p>That halves the work of the first of the two hashes of a try. Machines built for mining do the same.
 */
public final class DigestNonceSearch implements NonceSearch {
    private static final int HASH_BYTES = 32;
    private static final int FIRST_BLOCK = 64;
    private static final int NONCE_OFFSET = 76;

    private final MessageDigest second = Sha256d.sha256();
    private final byte[] hash = new byte[HASH_BYTES];

    @Override
    public String name() {
        return "MessageDigest";
    }

    @Override
    public Result search(BlockHeader header, Hash256 target, long firstNonce, int count) {
        NonceSearch.checkRange(firstNonce, count);
        byte[] bytes = header.encode().toByteArray();
        MessageDigest midstate = Sha256d.sha256();
        midstate.update(bytes, 0, FIRST_BLOCK);
        long bestTop = -1;
        long bestNonce = firstNonce;
        Hash256 best = hash(midstate, bytes, firstNonce);
        int tries = 1;
        while (best.compareTo(target) > 0 && tries < count) {
            long nonce = firstNonce + tries++;
            doubleHash(midstate, bytes, nonce);
            // The last eight bytes are the most significant: only a hash that ties there or wins is looked at closely.
            // The hash is a number with its most significant byte last.
            long top = topOf(hash);
            if (Long.compareUnsigned(top, bestTop) <= 0) {
                Hash256 candidate = Hash256.of(hash);
                if (candidate.compareTo(best) < 0) {
                    best = candidate;
                    bestNonce = nonce;
                    bestTop = top;
                }
            }
        }
        return new Result(tries, bestNonce, best);
    }

    private Hash256 hash(MessageDigest midstate, byte[] header, long nonce) {
        doubleHash(midstate, header, nonce);
        return Hash256.of(hash);
    }

    private void doubleHash(MessageDigest midstate, byte[] header, long nonce) {
        for (int i = 0; i < 4; i++) {
            header[NONCE_OFFSET + i] = (byte) (nonce >> (8 * i));
        }
        try {
            MessageDigest first = (MessageDigest) midstate.clone();
            first.update(header, FIRST_BLOCK, BlockHeader.SIZE - FIRST_BLOCK);
            first.digest(hash, 0, HASH_BYTES);
            second.update(hash, 0, HASH_BYTES);
            second.digest(hash, 0, HASH_BYTES);
        } catch (CloneNotSupportedException | DigestException e) {
            throw new IllegalStateException("the JDK's SHA-256 can be cloned and gives 32 bytes", e);
        }
    }

    private static long topOf(byte[] hash) {
        long top = 0;
        for (int i = HASH_BYTES - 1; i >= HASH_BYTES - 8; i--) {
            top = (top << 8) | (hash[i] & 0xff);
        }
        return top;
    }
}
