package org.wonsi.lab.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ScriptChecks;
import org.wonsi.core.consensus.Violation;

class BlockStoryTest {
    private static final long NOW = 1_795_478_400L;

    @Test
    @DisplayName("told to a chain in memory, every block gets the expected answer, reason and tip")
    void inMemory() {
        List<StoryStep> steps = BlockStory.tell(NOW);
        ChainState chain = new ChainState(BlockStory.params(), new MemoryChainStore(), ScriptChecks.inOrder());
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        for (StoryStep step : steps) {
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
    @DisplayName("the names of the blocks are distinct, and each builds on the block it says")
    void names() {
        List<StoryStep> steps = BlockStory.tell(NOW);
        assertThat(steps).extracting(StoryStep::name).doesNotHaveDuplicates();
        Map<String, BlockHash> hashes = new HashMap<>();
        steps.forEach(step -> hashes.put(step.name(), step.block().hash()));
        for (StoryStep step : steps) {
            if (!step.parent().equals("genesis")) {
                assertThat(step.block().header().prevBlock()).as("%s", step).isEqualTo(hashes.get(step.parent()));
            }
        }
    }
}
