package org.wonsi.lab.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.pow.Target;

@DisplayName("many searches of the same difficulty")
class WorkTrialsTest {
    private static final long SEED = 4;

    private static BlockHeader header(Random random) {
        byte[] root = new byte[32];
        random.nextBytes(root);
        return new BlockHeader(1, BlockHash.ZERO, Hash256.of(root), 0, 0, 0);
    }

    @Test
    @DisplayName("a target of n bits is met by a hash with n zero bits, and not by one with n - 1")
    void target() {
        Target eight = WorkTrials.target(8);
        assertThat(eight.isMetBy(Hash256.ofDisplay("00" + "ff".repeat(31)))).isTrue();
        assertThat(eight.isMetBy(Hash256.ofDisplay("01" + "00".repeat(31)))).isFalse();
        assertThat(WorkTrials.target(1).work().hashes()).isEqualTo(2);
        assertThat(WorkTrials.target(63).work().hashes()).isEqualTo(new BigInteger("9223372036854775808"));
        assertThatThrownBy(() -> WorkTrials.target(0)).hasMessageContaining("1 to 63 zero bits, not 0");
        assertThatThrownBy(() -> WorkTrials.target(64)).hasMessageContaining("1 to 63 zero bits, not 64");
    }

    @Test
    @DisplayName("a search counts every nonce from 0 to the first that solves the header")
    void search() {
        Random random = new Random(SEED);
        for (int i = 0; i < 20; i++) {
            BlockHeader header = header(random);
            Target target = WorkTrials.target(8);
            long tries = WorkTrials.search(header, target);
            long counted = 0;
            while (!target.isMetBy(header.withNonce(counted).hash().hash())) {
                counted++;
            }
            assertThat(tries).as("seed " + SEED + ", header " + i).isEqualTo(counted + 1);
        }
    }

    @Test
    @DisplayName(
            "bins are a quarter of the expected tries wide, both sides of each edge, and the last collects the rest")
    void bins() {
        WorkTrials trials = new WorkTrials(4, List.of(1L, 4L, 5L, 16L, 17L, 60L, 61L, 64L, 65L, 1000L));
        assertThat(trials.expected()).isEqualTo(16);
        assertThat(trials.histogram()).containsExactly(2, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 4);
        assertThat(trials.shareWithin(1)).isEqualTo(0.4);
        assertThat(trials.mean()).isEqualTo(129.3);
        assertThat(trials.expectedHistogram().stream().mapToDouble(d -> d).sum())
                .isCloseTo(10, within(1e-9));
        assertThatThrownBy(() -> new WorkTrials(4, List.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WorkTrials(4, List.of(0L))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("theory: 63.2 % within the expected number, 95.0 % within three times it; exact for one bit")
    void theory() {
        WorkTrials many = new WorkTrials(20, List.of(1L));
        assertThat(many.chanceWithin(1)).isCloseTo(0.6321207, within(1e-6));
        assertThat(many.chanceWithin(3)).isCloseTo(0.9502130, within(1e-6));
        assertThat(new WorkTrials(1, List.of(1L)).chanceWithin(1)).isCloseTo(0.75, within(1e-12));
    }

    @Test
    @DisplayName("real hashes are spread as theory says, and one bit more takes twice the tries")
    void measured() {
        double before = 0;
        for (int bits = 6; bits <= 9; bits++) {
            WorkTrials trials = trials(bits, 2000);
            double error = 4 * trials.expected() / Math.sqrt(2000);
            assertThat(trials.mean()).as("seed " + SEED).isCloseTo((double) trials.expected(), within(error));
            assertThat(trials.shareWithin(1)).as("seed " + SEED).isCloseTo(trials.chanceWithin(1), within(0.045));
            if (before > 0) {
                assertThat(trials.mean() / before).as("seed " + SEED).isBetween(1.75, 2.25);
            }
            before = trials.mean();
        }
    }

    private static WorkTrials trials(int bits, int searches) {
        Random random = new Random(SEED + bits);
        List<Long> tries = new ArrayList<>();
        for (int i = 0; i < searches; i++) {
            tries.add(WorkTrials.search(header(random), WorkTrials.target(bits)));
        }
        return new WorkTrials(bits, tries);
    }
}
