package org.wonsi.lab.story;

import java.util.List;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.SoftFork;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;

/**
 * The list of all cases, as one chain in which every rule for blocks is kept to the limit once, and broken once.
 *
 * <pre>
 *   genesis - s1 - ... - s110 - h... - b... - c... - f...
 *             coins to spend   headers blocks coins forks
 * </pre>
 *
 * <p>The same list can be told to a {@code ChainState} in memory and to a node over its sockets. It needs regtest with BIP 34
 * in force from height 140 on ({@link #params}), so that blocks can also be told as they were before. Coins are mostly anyone's
 * (OP_1), which keeps transactions short to read. After Bitcoin Core's {@code feature_block}; the blocks are our own.
 */
public final class BlockStory {
    /** Where BIP 34 begins, so that the story can break BIP 30 before. */
    public static final int BIP34_HEIGHT = 140;

    /** OP_1: a coin of this script is anyone's. */
    static final Script ANYONE = new Script(ByteString.ofHex("51"));

    /** Met by no hash. */
    static final Target NO_TARGET = new Target(Hash256.ZERO);

    private static final int SETUP_BLOCKS = 110;

    private BlockStory() {}

    /** The network of the story. */
    public static ChainParams params() {
        return ChainParams.regtest().withActivation(SoftFork.BIP34, BIP34_HEIGHT);
    }

    /**
     * All of it.
     *
     * @param now the clock of the node it is told to, seconds since 1970 UTC
     */
    public static List<BlockCase> cases(long now) {
        BlockCaseBuilder story = new BlockCaseBuilder(params());
        setup(story);
        HeaderCases.addTo(story, now);
        BlockRuleCases.addTo(story);
        CoinCases.addTo(story);
        ForkCases.addTo(story);
        return story.steps();
    }

    private static void setup(BlockCaseBuilder story) {
        String parent = BlockCaseBuilder.GENESIS;
        for (int i = 1; i <= SETUP_BLOCKS; i++) {
            String name = "s" + i;
            story.connects(name, parent, story.on(parent), "an empty block, for coins to spend");
            parent = name;
        }
    }
}
