package org.wonsi.core.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;

class NonceSearchTest {
    /** Bitcoin's first block; its nonce 2083236893 is the one that solves it. */
    private static final BlockHeader GENESIS = BlockHeader.decode(ByteString.ofHex(
                    "0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f61"
                            + "7fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c")
            .reader());

    private static final Hash256 GENESIS_TARGET =
            Hash256.ofDisplay("00000000ffff0000000000000000000000000000000000000000000000000000");
    private static final Hash256 IMPOSSIBLE = Hash256.ZERO;

    static List<NonceSearch> searches() {
        List<NonceSearch> all = new ArrayList<>(NonceSearchChoice.available());
        all.add(new ScalarNonceSearch());
        return all;
    }

    @Test
    @DisplayName("The vector search takes part in these tests")
    void vectorSearchIsTested() {
        assertThat(searches()).hasSize(3);
        assertThat(searches().get(1).name()).startsWith("Vector API, ");
    }

    @ParameterizedTest
    @MethodSource("searches")
    @DisplayName("The nonce of Bitcoin's genesis block is found from just before it, and nothing before it solves")
    void findsGenesisNonce(NonceSearch search) {
        NonceSearch.Result before = search.search(GENESIS, GENESIS_TARGET, 2083236893L - 1000, 1000);
        assertThat(before.solves(GENESIS_TARGET)).isFalse();
        assertThat(before.tries()).isEqualTo(1000);

        NonceSearch.Result found = search.search(GENESIS, GENESIS_TARGET, 2083236893L - 1000, 5000);
        assertThat(found.solves(GENESIS_TARGET)).isTrue();
        assertThat(found.nonce()).isEqualTo(2083236893L);
        assertThat(found.hash().toDisplay())
                .isEqualTo("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
        assertThat(found.tries()).isBetween(1001L, 1001L + 64);
    }

    @ParameterizedTest
    @MethodSource("searches")
    @DisplayName("A search reports the least hash of the range, as trying each nonce one by one gives it")
    void reportsLeastHash(NonceSearch search) {
        long seed = 20081031;
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            BlockHeader header = randomHeader(random);
            long first = random.nextInt() & 0xffff_ffffL;
            int count = 1 + random.nextInt(300);
            first = Math.min(first, (1L << 32) - count);
            long bestNonce = first;
            for (long n = first; n < first + count; n++) {
                if (hash(header, n).compareTo(hash(header, bestNonce)) < 0) {
                    bestNonce = n;
                }
            }
            NonceSearch.Result result = search.search(header, IMPOSSIBLE, first, count);
            assertThat(result.nonce()).as("seed %d, round %d", seed, round).isEqualTo(bestNonce);
            assertThat(result.hash()).isEqualTo(hash(header, bestNonce));
            assertThat(result.tries()).isEqualTo(count);
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    @DisplayName("With an easy target the first nonce in order that meets it is the answer")
    void findsFirstSolution(NonceSearch search) {
        long seed = 20090103;
        Random random = new Random(seed);
        // One hash in 64 is good enough.
        Hash256 target = Hash256.ofDisplay("03" + "ff".repeat(31));
        for (int round = 0; round < 40; round++) {
            BlockHeader header = randomHeader(random);
            long expected = 0;
            while (hash(header, expected).compareTo(target) > 0) {
                expected++;
            }
            NonceSearch.Result result = search.search(header, target, 0, 10_000);
            assertThat(result.nonce()).as("seed %d, round %d", seed, round).isEqualTo(expected);
            assertThat(result.solves(target)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("searches")
    @DisplayName("A hash equal to the target solves, one that is one above it doesn't")
    void targetItselfSolves(NonceSearch search) {
        Hash256 exact = hash(GENESIS, 7);
        assertThat(search.search(GENESIS, exact, 7, 1).solves(exact)).isTrue();
        byte[] less = exact.toNumber().subtract(BigInteger.ONE).toByteArray();
        String hex = "%064x".formatted(new BigInteger(1, less));
        Hash256 oneBelow = Hash256.ofDisplay(hex);
        assertThat(search.search(GENESIS, oneBelow, 7, 1).solves(oneBelow)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("searches")
    @DisplayName("The range may end at 2^32 and not one beyond")
    void rangeEndsAtMaximum(NonceSearch search) {
        assertThat(search.search(GENESIS, IMPOSSIBLE, 0xffff_ffffL, 1).tries()).isEqualTo(1);
        assertThatThrownBy(() -> search.search(GENESIS, IMPOSSIBLE, 0xffff_ffffL, 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> search.search(GENESIS, IMPOSSIBLE, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("The vector search allocates under three bytes a hash: its vectors live in registers")
    void vectorSearchDoesNotBox() {
        NonceSearch search = searches().get(1);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        int count = 100_000;
        double perHash = Double.MAX_VALUE;
        // The compiler needs a while; a search that boxes never gets there.
        for (int i = 0; i < 100 && perHash >= 3; i++) {
            long before = threads.getThreadAllocatedBytes(self);
            search.search(GENESIS, IMPOSSIBLE, 0, count);
            perHash = (threads.getThreadAllocatedBytes(self) - before) / (double) count;
        }
        assertThat(perHash).isLessThan(3);
    }

    private static Hash256 hash(BlockHeader header, long nonce) {
        BlockHash hash = header.withNonce(nonce).hash();
        return hash.hash();
    }

    private static BlockHeader randomHeader(Random random) {
        byte[] bytes = new byte[BlockHeader.SIZE];
        random.nextBytes(bytes);
        return BlockHeader.decode(ByteString.copyOf(bytes).reader());
    }
}
