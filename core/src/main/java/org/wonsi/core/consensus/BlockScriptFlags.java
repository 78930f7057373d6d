package org.wonsi.core.consensus;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.interpreter.ScriptFlag;

/**
 * The choice of the script rules that are in force for a block. Source: Bitcoin Core, {@code GetBlockScriptFlags}.
 *
 * <p>Rules for scripts were added one after the other, each from some height on ({@link SoftFork}); older blocks
 * needn't obey them. A node that checks the chain from its start has to check each block by the rules of its height. By
 * later rules it would refuse old blocks that all other nodes have, and with them the whole chain.
 */
public final class BlockScriptFlags {
    private BlockScriptFlags() {}

    /**
     * The rules for a block.
     *
     * <p>P2SH (pay to script hash, BIP 16: the output has the hash of a script, and the input brings the script) came
     * into force in April 2012. Only one earlier block breaks it, so it is applied to all others, whatever their
     * height.
     */
    public static Set<ScriptFlag> of(int height, BlockHash hash, ChainParams params) {
        EnumSet<ScriptFlag> flags = flags(height, params);
        if (!HistoricBlocks.breaksP2sh(hash)) {
            // That the other earlier blocks obey the rule was found out by checking them. So no height of P2SH needs to
            // be kept here.
            flags.add(ScriptFlag.P2SH);
        }
        return Collections.unmodifiableSet(flags);
    }

    /** The rules for a block at a height whose hash isn't known yet. */
    public static Set<ScriptFlag> ofNext(int height, ChainParams params) {
        EnumSet<ScriptFlag> flags = flags(height, params);
        flags.add(ScriptFlag.P2SH);
        return Collections.unmodifiableSet(flags);
    }

    private static EnumSet<ScriptFlag> flags(int height, ChainParams params) {
        EnumSet<ScriptFlag> flags = EnumSet.noneOf(ScriptFlag.class);
        if (params.isActive(SoftFork.BIP66, height)) {
            flags.add(ScriptFlag.DERSIG);
        }
        if (params.isActive(SoftFork.BIP65, height)) {
            flags.add(ScriptFlag.CHECKLOCKTIMEVERIFY);
        }
        if (params.isActive(SoftFork.CSV, height)) {
            flags.add(ScriptFlag.CHECKSEQUENCEVERIFY);
        }
        return flags;
    }
}
