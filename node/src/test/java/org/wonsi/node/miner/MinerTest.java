package org.wonsi.node.miner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.RelayPolicy;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.script.Script;
import org.wonsi.node.platform.Tempo;
import org.wonsi.node.service.MiningPausedException;

class MinerTest {
    /** The target of the template, and, so that one tells whose it is, what the node says of the next block. */
    private static final long TEMPLATE_BITS = 0x207f_ffffL;

    private static final long NEXT_BITS = 0x1d00_ffffL;

    private final List<CompletableFuture<BlockTemplate>> asked = new ArrayList<>();

    private final class Source implements BlockSource {
        @Override
        public synchronized CompletableFuture<BlockTemplate> template(Script payTo, long extraNonce, long time) {
            asked.add(new CompletableFuture<>());
            return asked.get(asked.size() - 1);
        }

        @Override
        public long now() {
            return 1_600_000_000L;
        }

        @Override
        public CompletableFuture<BlockResult> submit(Block block) {
            return new CompletableFuture<>();
        }
    }

    private static BlockTemplate template() {
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        return BlockTemplate.create(
                chain, new Mempool(chain, RelayPolicy.standard()), Script.EMPTY, "", 0, 1_600_000_000L);
    }

    private Miner miner() {
        return new Miner(
                "Seoul",
                new Source(),
                new KernelChoice(),
                new HashRateLimit(1, Tempo.REAL),
                Script.EMPTY,
                NEXT_BITS,
                script -> Optional.empty(),
                reason -> {},
                LoggerFactory.getLogger(MinerTest.class));
    }

    @Test
    @DisplayName("a template that was asked for before the tip changed is of no use; the one asked for after it is")
    void staleTemplate() {
        try (Miner miner = miner()) {
            miner.start();
            miner.tipChanged(NEXT_BITS);
            assertThat(asked).hasSize(2);
            asked.get(0).complete(template());
            assertThat(miner.status().bits()).isEqualTo(NEXT_BITS);
            asked.get(1).complete(template());
            assertThat(miner.status().bits()).isEqualTo(TEMPLATE_BITS);
        }
    }

    @Test
    @DisplayName("a template that comes after a later question was answered with a reason to wait ends no waiting")
    void templateAfterARefusal() {
        try (Miner miner = miner()) {
            miner.start();
            miner.payTo(Script.EMPTY);
            miner.payTo(Script.EMPTY);
            assertThat(asked).hasSize(3);
            asked.get(1)
                    .completeExceptionally(
                            new MiningPausedException(MiningPausedException.Reason.CLOCK, "the clock is behind"));
            asked.get(0).complete(template());
            assertThat(miner.status().waits()).hasValue(MiningPausedException.Reason.CLOCK);
            asked.get(2).complete(template());
            assertThat(miner.status().waits()).isEmpty();
            assertThat(miner.status().bits()).isEqualTo(TEMPLATE_BITS);
        }
    }

    @Test
    @DisplayName(
            "while a template is being made no tick asks for another; once it has failed or is stale the next one does")
    void oneQuestionAtATime() {
        try (Miner miner = miner()) {
            miner.start();
            for (int i = 0; i < 100; i++) {
                miner.tick();
            }
            assertThat(asked).hasSize(1);
            asked.get(0)
                    .completeExceptionally(
                            new MiningPausedException(MiningPausedException.Reason.BLOCKS, "blocks are missing"));
            for (int i = 0; i < 100; i++) {
                miner.tick();
            }
            assertThat(asked).hasSize(2);
            miner.tipChanged(NEXT_BITS);
            asked.get(1).complete(template());
            miner.tick();
            assertThat(asked).as("the one for the new tip is under way").hasSize(3);
            asked.get(2).completeExceptionally(new IllegalStateException("a mistake of ours"));
            miner.tick();
            assertThat(asked).hasSize(4);
        }
    }
}
