package org.wonsi.core.bytes;

import java.security.SecureRandom;

/**
 * Hash codes for values whose bytes a stranger chooses, under a key drawn once when the program starts.
 *
 * <p>A hash table is quick because its keys spread over it. Who knows how they are hashed can choose keys that all fall into
 * one place: 24,000 such prevouts in one transaction once kept a node busy for half a minute. Nobody knows this key, so
 * nobody can choose. Every type of core that serves as a key and holds bytes from outside takes its {@code hashCode} from
 * here.
 *
 * <p>The codes differ from one start to the next: they must never be stored or sent, and nothing may depend on the order in
 * which a {@code HashMap} or {@code HashSet} lists its keys. Decision 9 in docs/adr says why the key is a constant.
 */
public final class SeededHash {
    private static final SipHash KEYED = withRandomKey();

    private SeededHash() {}

    private static SipHash withRandomKey() {
        SecureRandom random = new SecureRandom();
        return new SipHash(random.nextLong(), random.nextLong());
    }

    /** For a value of two parts: the seeded hash code of the one, and the other, which may be anything. */
    public static int of(int seeded, int other) {
        return fold(KEYED.hash(((long) seeded << 32) | (other & 0xffff_ffffL)));
    }

    static int of(byte[] bytes) {
        return fold(KEYED.hash(bytes));
    }

    static int of(long word0, long word1, long word2, long word3) {
        return fold(KEYED.hash(word0, word1, word2, word3));
    }

    private static int fold(long hash) {
        return (int) (hash ^ (hash >>> 32));
    }
}
