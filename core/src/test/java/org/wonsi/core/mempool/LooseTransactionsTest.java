package org.wonsi.core.mempool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.BlockFile;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mining.BlockTemplate;
import org.wonsi.core.mining.Mining;
import org.wonsi.core.tx.Transaction;

class LooseTransactionsTest {
    private static final long NOW = 1_795_478_400L;

    @Test
    @DisplayName("50 transactions made by another program pass policy, fill a template, and are confirmed by its block")
    void fifty() {
        ChainState chain = new ChainState(ChainParams.regtest(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        BlockFile.read("small.dat").forEach(block -> chain.acceptBlock(block, NOW));
        Mempool pool = new Mempool(chain, RelayPolicy.standard());
        List<String> lines = new String(BlockFile.bytes("small-loose.hex"), StandardCharsets.US_ASCII)
                .lines()
                .toList();
        assertThat(lines).hasSize(50);
        for (String line : lines) {
            MempoolResult result = pool.accept(Transaction.decode(ByteString.ofHex(line.strip())), NOW);
            assertThat(result.violation()).isEmpty();
        }
        assertThat(pool.count()).isEqualTo(50);
        Block block = Mining.solve(BlockTemplate.create(chain, pool, PoolFixture.PAY, "/Test/", 1, NOW));
        assertThat(block.transactions()).hasSize(51);
        pool.onTipChange(chain.acceptBlock(block, NOW).changes(), NOW);
        assertThat(chain.tip().height()).isEqualTo(124);
        assertThat(pool.count()).isZero();
        pool.onTipChange(chain.invalidate(chain.tip().hash()), NOW);
        assertThat(pool.count()).isEqualTo(50);
    }
}
