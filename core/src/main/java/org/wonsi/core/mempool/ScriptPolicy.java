package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
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
 * <p>The stricter rules close doors through which somebody else can change a transaction's id without making it
 * invalid (malleability), and keep operations free that a later soft fork may give a meaning. A miner who has not
 * updated won't make a block that breaks that fork by accident, since such transactions never reach him.
 *
 * @param chain whose cache remembers
 */
record ScriptPolicy(ChainState chain) {
    /**
     * The rules that a sender can't claim not to know, as blocks demand them too; Bitcoin Core counts NULLDUMMY in.
     *
     * <p>It decides how a peer is treated that sends such a transaction: one that breaks a rule of blocks is at
     * fault, one that breaks policy may only be newer or older than this node.
     */
    private static final Set<ScriptFlag> MANDATORY = Collections.unmodifiableSet(EnumSet.of(
            ScriptFlag.P2SH,
            ScriptFlag.DERSIG,
            ScriptFlag.NULLDUMMY,
            ScriptFlag.CHECKLOCKTIMEVERIFY,
            ScriptFlag.CHECKSEQUENCEVERIFY));

    /**
     * Every input's scripts end in true.
     *
     * <p>All rules that there are, those of blocks included, so the verdict can be remembered for the block.
     */
    Optional<Violation> check(Transaction tx, List<Coin> coins) {
        List<ScriptCheck> checks = checks(tx, coins);
        OptionalInt failed = chain.scriptCache().firstFailure(checks);
        if (failed.isEmpty()) {
            chain.scriptCache().passed(tx, ScriptFlag.STANDARD);
            return Optional.empty();
        }
        // Only this one is run again: were all before it, a transaction that fails at its end would cost more than a
        // good one.
        return Optional.of(violation(checks.get(failed.getAsInt())));
    }

    private static List<ScriptCheck> checks(Transaction tx, List<Coin> coins) {
        return IntStream.range(0, coins.size())
                .mapToObj(i -> new ScriptCheck(tx, i, coins.get(i).output(), ScriptFlag.STANDARD))
                .toList();
    }

    /**
     * Runs all scripts of several transactions in one go, and remembers which pass, up to the first that doesn't.
     *
     * <p>One transaction has too few inputs for handing them out to several threads.
     */
    void remember(Map<Transaction, List<Coin>> spending) {
        List<ScriptCheck> all = new ArrayList<>();
        spending.forEach((tx, coins) -> all.addAll(checks(tx, coins)));
        int passed = chain.scriptCache().firstFailure(all).orElse(all.size());
        for (Transaction tx : spending.keySet()) {
            passed -= tx.inputs().size();
            if (passed < 0) {
                return;
            }
            chain.scriptCache().passed(tx, ScriptFlag.STANDARD);
        }
    }

    private static Violation violation(ScriptCheck check) {
        ScriptError error = check.run();
        boolean policyOnly =
                new ScriptCheck(check.tx(), check.inputIndex(), check.spent(), MANDATORY).run() == ScriptError.OK;
        return check.violation(policyOnly ? RejectReason.POLICY_SCRIPT_FAILED : RejectReason.SCRIPT_FAILED, error);
    }
}
