package org.wonsi.core.mempool;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.ScriptCheck;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.interpreter.ScriptError;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Transaction;

/**
 * The scripts of a transaction under the rules of relay, which are stricter than those of blocks.
 *
 * <p>What passes is remembered, so that its block needn't check it again. Source: Bitcoin Core, {@code CheckInputScripts}
 * and {@code PolicyScriptChecks}.
 *
 * @param chain whose cache remembers
 */
record ScriptPolicy(ChainState chain) {
    /** The rules that a sender can't claim not to know, as blocks demand them too; Bitcoin Core counts NULLDUMMY in. */
    private static final Set<ScriptFlag> MANDATORY = Collections.unmodifiableSet(EnumSet.of(
            ScriptFlag.P2SH,
            ScriptFlag.DERSIG,
            ScriptFlag.NULLDUMMY,
            ScriptFlag.CHECKLOCKTIMEVERIFY,
            ScriptFlag.CHECKSEQUENCEVERIFY));

    Optional<Violation> check(Transaction tx, List<Coin> coins) {
        List<ScriptCheck> checks = IntStream.range(0, coins.size())
                .mapToObj(i -> new ScriptCheck(tx, i, coins.get(i).output(), ScriptFlag.STANDARD))
                .toList();
        OptionalInt failed = chain.scriptCache().firstFailure(checks);
        if (failed.isEmpty()) {
            chain.scriptCache().passed(tx, ScriptFlag.STANDARD);
            return Optional.empty();
        }
        // Only this one is run again: were all before it, a transaction that fails at its end would cost more than a
        // good one.
        return Optional.of(violation(checks.get(failed.getAsInt())));
    }

    private static Violation violation(ScriptCheck check) {
        ScriptError error = check.run();
        boolean policyOnly =
                new ScriptCheck(check.tx(), check.inputIndex(), check.spent(), MANDATORY).run() == ScriptError.OK;
        return check.violation(policyOnly ? RejectReason.POLICY_SCRIPT_FAILED : RejectReason.SCRIPT_FAILED, error);
    }
}
