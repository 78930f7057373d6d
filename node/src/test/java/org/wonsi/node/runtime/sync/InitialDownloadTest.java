package org.wonsi.node.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.pow.Work;
import org.wonsi.node.command.InitialDownloadOptions;
import picocli.CommandLine;

class InitialDownloadTest {
    /** A time far from zero and below it, as {@link System#nanoTime} may be. */
    private static final long START = -5_000_000_000L;

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Headers headers = new Headers();

    /** A chain of headers on regtest; each is two hashes of work. */
    static final class Headers {
        private final ChainState chain =
                new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());

        HeaderNode genesis() {
            return chain.headers().genesis();
        }

        /** A header on another, with a time; {@code salt} tells siblings apart. */
        HeaderNode on(HeaderNode parent, long time, int salt) {
            long bits = genesis().header().bits();
            Hash256 root = Hash256.ofDisplay(String.format("%064x", salt));
            BlockHeader header = Mining.solve(new BlockHeader(4, parent.hash(), root, time, bits, 0));
            assertThat(chain.acceptHeader(header, time).violation()).isEmpty();
            return chain.headers().get(header.hash()).orElseThrow();
        }

        /** A run of headers on another, a second apart. */
        HeaderNode run(HeaderNode parent, int length, int salt) {
            HeaderNode node = parent;
            for (int i = 0; i < length; i++) {
                node = on(node, node.header().time() + 1, salt);
            }
            return node;
        }
    }

    private static InitialDownload standard() {
        return new InitialDownload(InitialDownload.Limits.STANDARD, START);
    }

    @Test
    @DisplayName("It is over once the tip is no older than a day, to the second, and stays over with an older tip")
    void tipAge() {
        HeaderNode old = headers.on(headers.genesis(), NOW.getEpochSecond() - 86_401, 1);
        HeaderNode recent = headers.on(headers.genesis(), NOW.getEpochSecond() - 86_400, 1);
        InitialDownload download = standard();
        download.look(old, NOW, START);
        assertThat(download.isOver()).isFalse();
        download.look(recent, NOW, START);
        assertThat(download.isOver()).isTrue();
        download.look(old, NOW, START);
        assertThat(download.isOver()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"4, true", "5, false"})
    @DisplayName("It lasts while the chain has less work than asked for; genesis and a block on it are four hashes")
    void minimumWork(long least, boolean over) {
        InitialDownload.Limits limits =
                new InitialDownload.Limits(Duration.ofHours(1), new Work(BigInteger.valueOf(least)));
        InitialDownload download = new InitialDownload(limits, START);
        download.look(headers.on(headers.genesis(), NOW.getEpochSecond(), 1), NOW, START);
        assertThat(download.isOver()).isEqualTo(over);
    }

    @ParameterizedTest
    @CsvSource({"6, false", "7, true"})
    @DisplayName("The miner waits for seven missing blocks, not for six")
    void tooFar(int missing, boolean waits) {
        InitialDownload download = standard();
        download.look(headers.genesis(), NOW, START);
        assertThat(download.mineLater(missing).isPresent()).isEqualTo(waits);
    }

    @Test
    @DisplayName("The miner waits ten seconds without a block, not longer, and never again")
    void tenSeconds() {
        InitialDownload download = standard();
        download.look(headers.genesis(), NOW, START + 9_999_999_999L);
        assertThat(download.mineLater(1_000))
                .hasValue("this node is still catching up, 1000 blocks are missing; mining waits for them,"
                        + " a minute at most");
        download.look(headers.genesis(), NOW, START + 10_000_000_000L);
        assertThat(download.mineLater(1_000)).isEmpty();
        download.look(headers.run(headers.genesis(), 1, 1), NOW, START + 10_000_000_001L);
        assertThat(download.mineLater(1_000)).isEmpty();
    }

    @Test
    @DisplayName("A peer that trickles a block every nine seconds holds the miner back for a minute, not longer")
    void trickle() {
        InitialDownload download = standard();
        HeaderNode tip = headers.genesis();
        for (long second = 0; second < 60; second += 9) {
            tip = headers.run(tip, 1, 1);
            download.look(tip, NOW, START + second * 1_000_000_000L);
            assertThat(download.mineLater(7)).isPresent();
        }
        download.look(tip, NOW, START + 59_999_999_999L);
        assertThat(download.mineLater(7)).isPresent();
        download.look(tip, NOW, START + 60_000_000_000L);
        assertThat(download.mineLater(7)).isEmpty();
    }

    @Test
    @DisplayName("Missing blocks count until none of them came for ten seconds, and again once one comes")
    void undelivered() {
        MissingBlocks missing = new MissingBlocks();
        HeaderNode tip = headers.run(headers.genesis(), 3, 1);
        HeaderNode best = headers.run(tip, 8, 1);
        missing.look(tip, tip, START);
        assertThat(missing.count()).isZero();
        missing.look(tip, best, START + 1);
        assertThat(missing.count()).isEqualTo(8);
        missing.look(tip, best, START + 10_000_000_000L);
        assertThat(missing.count()).isEqualTo(8);
        missing.look(tip, best, START + 10_000_000_001L);
        assertThat(missing.count()).isZero();
        assertThat(missing.undelivered()).isEqualTo(8);
        missing.look(best.ancestor(4), best, START + 20_000_000_000L);
        assertThat(missing.count()).isEqualTo(7);
        assertThat(missing.undelivered()).isZero();
    }

    @Test
    @DisplayName("Neither more headers nor this node's own blocks beside them count as a delivery")
    void noDelivery() {
        MissingBlocks missing = new MissingBlocks();
        HeaderNode tip = headers.run(headers.genesis(), 3, 1);
        HeaderNode best = headers.run(tip, 8, 1);
        missing.look(tip, best, START);
        HeaderNode own = headers.run(tip, 2, 2);
        HeaderNode longer = headers.run(best, 1, 1);
        missing.look(own, longer, START + 9_999_999_999L);
        assertThat(missing.count()).isEqualTo(9);
        missing.look(own, longer, START + 10_000_000_000L);
        assertThat(missing.count()).isZero();
        assertThat(missing.undelivered()).isEqualTo(9);
    }

    @Test
    @DisplayName("Blocks arrive in bulk from the eighth on the tip, until none comes for ten seconds")
    void arriving() {
        MissingBlocks missing = new MissingBlocks();
        HeaderNode tip = headers.run(headers.genesis(), 3, 1);
        HeaderNode best = headers.run(tip, 100, 1);
        missing.look(tip, best, START);
        assertThat(missing.areArriving()).isFalse();
        missing.look(best.ancestor(10), best, START + 1);
        assertThat(missing.areArriving()).isFalse();
        missing.look(best.ancestor(11), best, START + 2);
        assertThat(missing.areArriving()).isTrue();
        missing.look(best.ancestor(11), best, START + 10_000_000_001L);
        assertThat(missing.areArriving()).isTrue();
        missing.look(best.ancestor(11), best, START + 10_000_000_002L);
        assertThat(missing.areArriving()).isFalse();
        missing.look(best, best, START + 10_000_000_003L);
        assertThat(missing.areArriving()).isFalse();
        // The count begins anew with the next blocks to fetch.
        missing.look(best, headers.run(best, 100, 1), START + 10_000_000_004L);
        assertThat(missing.areArriving()).isFalse();
    }

    @Test
    @DisplayName("A lighter branch of more headers is nothing that is missing")
    void lighter() {
        MissingBlocks missing = new MissingBlocks();
        HeaderNode tip = headers.run(headers.genesis(), 3, 1);
        missing.look(tip, headers.run(headers.genesis(), 3, 2), START);
        assertThat(missing.count()).isZero();
        assertThat(missing.undelivered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--max-tip-age=0", "--max-tip-age=10000000000", "--minimum-chain-work=0xfF"})
    @DisplayName("The options take Bitcoin Core's values")
    void optionsTaken(String option) {
        assertThat(parse(option).limits()).isNotNull();
        assertThat(parse("--max-tip-age=60", "--minimum-chain-work=10").limits())
                .isEqualTo(new InitialDownload.Limits(Duration.ofSeconds(60), new Work(BigInteger.valueOf(16))));
        assertThat(parse().limits()).isEqualTo(InitialDownload.Limits.STANDARD);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--max-tip-age=-1|--max-tip-age is 0 to 10000000000 seconds, not -1",
                "--max-tip-age=10000000001|--max-tip-age is 0 to 10000000000 seconds, not 10000000001",
                "--minimum-chain-work=0x|--minimum-chain-work is 1 to 64 hex digits, with 0x before them or not, not"
                        + " '0x'",
                "--minimum-chain-work=g|--minimum-chain-work is 1 to 64 hex digits, with 0x before them or not, not"
                        + " 'g'",
            })
    @DisplayName("A value they don't take is named, with what they take")
    void optionsRefused(String option, String message) {
        InitialDownloadOptions options = parse(option);
        assertThatThrownBy(options::limits).hasMessage(message);
        String work = "--minimum-chain-work=" + "1".repeat(65);
        assertThatThrownBy(parse(work)::limits).isInstanceOf(IllegalArgumentException.class);
        assertThat(parse("--minimum-chain-work=" + "f".repeat(64)).limits()).isNotNull();
    }

    private static InitialDownloadOptions parse(String... arguments) {
        InitialDownloadOptions options = new InitialDownloadOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("download", specOf(options)))
                .parseArgs(arguments);
        return options;
    }

    private static CommandLine.Model.CommandSpec specOf(InitialDownloadOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }
}
