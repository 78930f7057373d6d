package org.wonsi.core.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.mining.Mining;

class InvalidBranchTest {
    private static final ChainParams PARAMS = ChainParams.regtest();

    private final MemoryChainStore memory = new MemoryChainStore();
    private final List<StoredHeader> saved = new ArrayList<>();

    @SuppressWarnings("unchecked")
    private final ChainStore store = (ChainStore) Proxy.newProxyInstance(
            ChainStore.class.getClassLoader(), new Class<?>[] {ChainStore.class}, (proxy, method, args) -> {
                if (method.getName().equals("saveHeaders")) {
                    saved.addAll((List<StoredHeader>) args[0]);
                }
                return method.invoke(memory, args);
            });

    @Test
    @DisplayName("of 2,000 headers on an invalid block none is written again; after a restart they are invalid too")
    void headersOnAnInvalidBlock() {
        BlockHeader genesis = PARAMS.genesis().header();
        List<BlockHeader> branch = new ArrayList<>();
        BlockHash parent = genesis.hash();
        for (int i = 1; i <= 2_001; i++) {
            BlockHeader next = new BlockHeader(4, parent, genesis.merkleRoot(), genesis.time() + i, genesis.bits(), 0);
            next = Mining.solve(next);
            branch.add(next);
            parent = next.hash();
        }
        ChainState chain = new ChainState(PARAMS, store, ScriptCheckRunner.inOrder());
        chain.acceptHeaders(branch, genesis.time() + 3_000);
        saved.clear();
        chain.invalidate(branch.get(0).hash());
        assertThat(saved)
                .extracting(StoredHeader::hash)
                .containsExactly(branch.get(0).hash());
        assertStatuses(chain, branch);
        assertStatuses(new ChainState(PARAMS, memory, ScriptCheckRunner.inOrder()), branch);
    }

    private static void assertStatuses(ChainState chain, List<BlockHeader> branch) {
        assertThat(branch)
                .extracting(header ->
                        chain.headers().get(header.hash()).orElseThrow().status())
                .startsWith(BlockStatus.INVALID)
                .filteredOn(status -> status == BlockStatus.INVALID_ANCESTOR)
                .hasSize(2_000);
        assertThat(chain.bestHeader()).isSameAs(chain.headers().genesis());
    }
}
