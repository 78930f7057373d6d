package org.wonsi.browser;

import org.wonsi.core.block.Block;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.BlockResult;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.ScriptCheckRunner;
import org.wonsi.core.consensus.SoftFork;
import org.wonsi.core.consensus.Violation;

/** A chain of the network regtest that is shown blocks one after the other, and says of each what it thinks of it. */
final class JudgedChain {
    private final ChainState chain;

    /** One whose blocks must give their height (BIP 34) from this one on. */
    JudgedChain(int bip34Height) {
        this.chain = new ChainState(
                ChainParams.regtest().withActivation(SoftFork.BIP34, bip34Height),
                new MemoryChainStore(),
                ScriptCheckRunner.inOrder());
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
