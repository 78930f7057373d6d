package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.chain.SharedBlocks;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.tx.Transaction;

class LooseTransactionsTest {
    private static final long NOW = 1_795_478_400L;

    @Test
    @DisplayName(
            "500 transactions made by another program pass policy, fill a template, and are confirmed by its block")
    void fiveHundred() throws IOException {
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptChecks.inOrder());
        SharedBlocks.read("small.dat").forEach(block -> chain.acceptBlock(block, NOW));
        Mempool pool = new Mempool(chain, RelayPolicy.standard());
        List<String> lines = Files.readAllLines(SharedBlocks.file("small-loose.hex"));
        assertThat(lines).hasSize(500);
        for (String line : lines) {
            MempoolResult result = pool.accept(Transaction.decode(ByteString.ofHex(line.strip())), NOW);
            assertThat(result.violation()).isEmpty();
        }
        assertThat(pool.count()).isEqualTo(500);
        Block block = Mining.solve(BlockTemplate.create(chain, pool, PoolFixture.PAY, "/Test/", 1, NOW));
        assertThat(block.transactions()).hasSize(501);
        pool.onTipChange(chain.acceptBlock(block, NOW).changes(), NOW);
        assertThat(chain.tip().height()).isEqualTo(137);
        assertThat(pool.count()).isZero();
        pool.onTipChange(chain.invalidate(chain.tip().hash()), NOW);
        assertThat(pool.count()).isEqualTo(500);
    }
}
