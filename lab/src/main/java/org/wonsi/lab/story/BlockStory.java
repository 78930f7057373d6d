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
 * <p>The same list can be given to a {@code ChainState} in memory and to a node over its sockets. It needs regtest with BIP 34
 * in force from height 140 on ({@link #params}), so that the cases before it can break what BIP 34 ended. Coins are mostly anyone's
 * (OP_1), which keeps transactions short to read. After Bitcoin Core's {@code feature_block}; the blocks are our own.
 */
public final class BlockStory {
    /** The height from which BIP 34 is in force; below it a case can break BIP 30. */
    public static final int BIP34_HEIGHT = 140;

    /** OP_1: a coin of this script is anyone's. */
    static final Script ANYONE = new Script(ByteString.ofHex("51"));

    /** A target that no hash meets. */
    static final Target NO_TARGET = new Target(Hash256.ZERO);

    private static final int SETUP_BLOCKS = 110;

    private BlockStory() {}

    /** The parameters of the network that the cases are made for. */
    public static ChainParams params() {
        return ChainParams.regtest().withActivation(SoftFork.BIP34, BIP34_HEIGHT);
    }

    /**
     * All cases, in the order in which a node is given the blocks.
     *
     * @param now the clock of the node that is given them, seconds since 1970 UTC
     */
    public static List<BlockCase> cases(long now) {
        BlockCaseBuilder builder = new BlockCaseBuilder(params());
        setup(builder);
        HeaderCases.addTo(builder, now);
        BlockRuleCases.addTo(builder);
        CoinCases.addTo(builder);
        ForkCases.addTo(builder);
        return builder.cases();
    }

    private static void setup(BlockCaseBuilder builder) {
        String parent = BlockCaseBuilder.GENESIS;
        for (int i = 1; i <= SETUP_BLOCKS; i++) {
            String name = "s" + i;
            builder.connects(name, parent, builder.on(parent), "an empty block, for coins to spend");
            parent = name;
        }
    }
}
