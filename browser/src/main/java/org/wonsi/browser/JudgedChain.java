package org.wonsi.browser;

import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.Violation;

/** A chain that is shown blocks one after the other, and says of each what it thinks of it. */
final class JudgedChain {
    private final ChainState chain;

    /** One with a network's rules. */
    JudgedChain(ChainParams params) {
        this.chain = new ChainState(params, new MemoryChainStore(), ScriptCheckRunner.inOrder());
    }

    /**
     * What becomes of a block: the outcome, Bitcoin Core's reject string or a dash, and the hash of the tip afterwards.
     *
     * @param now seconds since 1970 UTC
     * @throws MalformedException if the bytes are no block
     */
    String judge(ByteString block, long now) {
        BlockResult result = chain.acceptBlock(Block.decode(block), now);
        return result.outcome() + " "
                + result.violation().map(Violation::rejectString).orElse("-") + " "
                + chain.tip().hash();
    }
}
