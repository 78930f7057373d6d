package org.wonsi.core.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.ByteWriter;
import org.wonsi.core.bytes.Hash256;

/** Prevouts as an attacker chooses them: 24,000, which fill a transaction of 984 kB. */
class CollidingOutPointsTest {
    private static final int INPUTS = 24_000;

    /** A key that counts how often it is compared; how it hashes is its outpoint's business. */
    private record Counted(OutPoint outPoint, AtomicLong comparisons) {
        @Override
        public boolean equals(Object o) {
            comparisons.incrementAndGet();
            return o instanceof Counted other && outPoint.equals(other.outPoint);
        }

        @Override
        public int hashCode() {
            return outPoint.hashCode();
        }
    }

    private static long comparisons(List<OutPoint> outPoints) {
        AtomicLong comparisons = new AtomicLong();
        Set<Counted> seen = new HashSet<>();
        outPoints.forEach(outPoint ->
                assertThat(seen.add(new Counted(outPoint, comparisons))).isTrue());
        return comparisons.get();
    }

    /** Hashes whose first two words are equal, so that the exclusive or of the two is 0. */
    private static List<OutPoint> sameXor() {
        return LongStream.range(0, INPUTS)
                .mapToObj(i -> new OutPoint(new Txid(hash(i, i, 7, 7)), 0))
                .toList();
    }

    private static Hash256 hash(long... words) {
        ByteWriter writer = new ByteWriter(32);
        for (long word : words) {
            writer.writeInt64(word);
        }
        return Hash256.of(writer.toByteString().toByteArray());
    }

    @Test
    @DisplayName("24,000 prevouts whose hash words cancel out fill a hash set without comparing each with each")
    void cancellingWords() {
        assertThat(comparisons(sameXor())).isLessThan(100);
    }

    @Test
    @DisplayName(
            "prevouts of one transaction whose indices repeat their lower half in the upper fall into different places")
    void foldedIndices() {
        // A table looks at the lower half exclusive-or the upper one, which is 0 for all of these.
        Txid txid = new Txid(hash(7, 7, 7, 7));
        List<OutPoint> outPoints = LongStream.range(0, INPUTS)
                .mapToObj(i -> new OutPoint(txid, i * 0x10001))
                .toList();
        assertThat(largestBucket(outPoints)).isLessThan(16);
    }

    @Test
    @DisplayName("prevouts whose txid and index make up for each other fall into different places too")
    void indexAgainstTxid() {
        // With the sum 31 * txid + index, where the hash of a txid is that of its first word.
        List<OutPoint> outPoints = LongStream.range(0, INPUTS)
                .mapToObj(i -> new OutPoint(new Txid(hash(i, 0, 0, 0)), 31L * (INPUTS - i)))
                .toList();
        assertThat(comparisons(outPoints)).isLessThan(100);
        assertThat(largestBucket(outPoints)).isLessThan(16);
    }

    /** How many fall into one place of a hash table of 65,536, as {@link java.util.HashMap} spreads them. */
    private static long largestBucket(List<OutPoint> outPoints) {
        return outPoints.stream()
                .map(OutPoint::hashCode)
                .collect(Collectors.groupingBy(h -> (h ^ (h >>> 16)) & 0xffff, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }

    @Test
    @DisplayName("byte strings that collide under the usual sum of 31 don't")
    void byteStrings() {
        // "Aa" and "BB" have the same sum, so all 2^14 sequences of fourteen such pairs have.
        Set<Integer> hashes = LongStream.range(0, 1 << 14)
                .mapToObj(i -> LongStream.range(0, 14)
                        .mapToObj(bit -> ((i >> bit) & 1) == 0 ? "4161" : "4242")
                        .collect(Collectors.joining()))
                .map(hex -> ByteString.ofHex(hex).hashCode())
                .collect(Collectors.toSet());
        assertThat(hashes).hasSizeGreaterThan((1 << 14) - 10);
    }

    @Test
    @DisplayName("outpoints have an order: by txid, then by index")
    void order() {
        OutPoint a = new OutPoint(new Txid(hash(1, 0, 0, 0)), 9);
        OutPoint b = new OutPoint(new Txid(hash(2, 0, 0, 0)), 3);
        OutPoint c = new OutPoint(new Txid(hash(2, 0, 0, 0)), 4);
        assertThat(List.of(c, a, b).stream().sorted()).containsExactly(a, b, c);
    }
}
