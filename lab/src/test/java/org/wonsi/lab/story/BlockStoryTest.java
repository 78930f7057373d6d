package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;
import org.wonsi.lab.trial.BlockTrial;

class BlockStoryTest {
    private static final long NOW = 1_795_478_400L;

    @Test
    @DisplayName("told to a chain in memory, every block gets the expected answer, reason and tip")
    void inMemory() {
        List<BlockCase> steps = BlockStory.cases(NOW);
        ChainState chain = new ChainState(BlockStory.params(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        for (BlockCase step : steps) {
            BlockResult result = chain.acceptBlock(step.block(), NOW);
            assertThat(result.outcome().name())
                    .as("%s (%s)", step, result)
                    .isEqualTo(step.verdict().name());
            assertThat(result.violation().map(Violation::rejectString).orElse(""))
                    .as("%s (%s)", step, result)
                    .isEqualTo(step.rejectString());
            assertThat(chain.tip().hash()).as("tip after %s", step).isEqualTo(hashes.get(step.tip()));
        }
    }

    @Test
    @DisplayName("judged for show before each is told, every block that can be judged gets the chain's own answer")
    void trials() {
        ChainState chain = new ChainState(BlockStory.params(), new MemoryChainStore(), ScriptCheckRunner.inOrder());
        Set<String> reasons = new TreeSet<>();
        int judged = 0;
        for (BlockCase step : BlockStory.cases(NOW)) {
            Block block = step.block();
            boolean isNew = chain.headers().get(block.hash()).isEmpty();
            Optional<HeaderNode> parent = chain.headers().get(block.header().prevBlock());
            boolean onTip = parent.filter(node -> node == chain.tip()).isPresent();
            boolean acceptable =
                    parent.filter(node -> !node.status().isAcceptable()).isEmpty();
            BlockTrial trial = BlockTrial.of(
                    block,
                    new BlockTrial.Place(parent.orElse(null), acceptable, onTip ? chain : null),
                    BlockStory.params(),
                    NOW,
                    checks -> true);
            BlockResult result = chain.acceptBlock(block, NOW);
            String said = trial.first().map(Violation::rejectString).orElse("");
            if (isNew && (onTip || !said.isEmpty())) {
                assertThat(said)
                        .as("%s (%s)", step, trial)
                        .isEqualTo(
                                result.violation().map(Violation::rejectString).orElse(""));
                reasons.add(said);
                judged++;
            }
            assertThat(trial.findings()).extracting(BlockTrial.Finding::gate).containsExactly(BlockTrial.Gate.values());
        }
        assertThat(judged).isGreaterThan(100);
        assertThat(reasons)
                .contains(
                        "",
                        "high-hash",
                        "bad-txnmrklroot",
                        "bad-txns-duplicate",
                        "bad-cb-missing",
                        "bad-diffbits",
                        "bad-cb-height",
                        "prev-blk-not-found",
                        "bad-txns-inputs-missingorspent",
                        "bad-cb-amount")
                .hasSizeGreaterThan(30);
    }

    @Test
    @DisplayName("the names of the blocks are distinct, and each builds on the block it says")
    void names() {
        List<BlockCase> steps = BlockStory.cases(NOW);
        assertThat(steps).extracting(BlockCase::name).doesNotHaveDuplicates();
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        for (BlockCase step : steps) {
            if (!step.parent().equals("genesis")) {
                assertThat(step.block().header().prevBlock()).as("%s", step).isEqualTo(hashes.get(step.parent()));
            }
        }
    }
}
