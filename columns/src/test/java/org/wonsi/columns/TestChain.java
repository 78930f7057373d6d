package org.wonsi.columns;

import java.nio.file.Path;
import java.util.List;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.question.QuestionChain;
import org.wonsi.node.store.SqliteChainStore;
import org.wonsi.node.store.db.StorageException;
import org.wonsi.node.store.db.StoreOptions;

/** A node's data directory with the chain of the questions, to which blocks can be added while it is read. */
public final class TestChain implements AutoCloseable {
    private static final long NOW = 1_795_478_400L;

    private final SqliteChainStore store;
    private final ChainState chain;
    private final QuestionChain story = new QuestionChain();

    /** Opens a new directory, with as many of the story's blocks as are asked for. */
    public TestChain(Path directory, int tip) throws StorageException {
        store = SqliteChainStore.open(directory, ChainParams.regtest(), StoreOptions.standard());
        chain = new ChainState(ChainParams.regtest(), store, ScriptCheckRunner.inOrder());
        story.blocks().subList(1, tip + 1).forEach(this::accept);
    }

    /** The whole story, with the block that came late. */
    public static TestChain whole(Path directory) throws StorageException {
        TestChain chain = new TestChain(directory, QuestionChain.TIP);
        chain.accept(chain.story.late());
        return chain;
    }

    public QuestionChain story() {
        return story;
    }

    /** Hands a block to the node. */
    public void accept(Block block) {
        chain.acceptBlock(block, NOW);
    }

    /** The story's block of a height becomes the tip. */
    public void acceptStory(int height) {
        accept(story.blocks().get(height));
    }

    public int height() {
        return chain.tip().height();
    }

    public BlockHash tip() {
        return chain.tip().hash();
    }

    /** Takes the newest blocks back and puts one more in their place, which changes the finders. */
    public void reorganise(int depth) {
        int height = height() - depth;
        BlockHash prev = story.blocks().get(height).hash();
        long time = story.blocks().get(height).header().time();
        for (int i = 1; i <= depth + 1; i++) {
            Block block = QuestionChain.block(prev, height + i, time + 60L * i, List.of(), 5);
            accept(block);
            prev = block.hash();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
