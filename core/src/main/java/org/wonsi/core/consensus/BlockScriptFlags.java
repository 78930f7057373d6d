package org.wonsi.core.consensus;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.interpreter.ScriptFlag;

/**
 * The choice of the script rules that are in force for a block. Source: Bitcoin Core, {@code GetBlockScriptFlags}.
 *
 * <p>Rules came one after the other, and old blocks needn't obey new ones. Who checks the chain from its start has
 * to check each block by the rules of its day.
 */
public final class BlockScriptFlags {
    private BlockScriptFlags() {}

    /**
     * The rules for a block.
     *
     * <p>P2SH came into force in April 2012, but only one block before then breaks it, so it is applied to all others
     * (BIP 16).
     */
    public static Set<ScriptFlag> of(int height, BlockHash hash, ChainParams params) {
        EnumSet<ScriptFlag> flags = flags(height, params);
        if (!HistoricBlocks.breaksP2sh(hash)) {
            // That the other blocks before 2012 obey the rule as well was found by trying; it saves a height at
            // which things change.
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
