package org.wonsi.core.consensus;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/**
 * A memory of which transactions passed all their script checks, so that what was checked on its way into the mempool
 * isn't checked again in a block.
 *
 * <p>A transaction's id covers its scripts and, through the ids of the transactions it spends, theirs: the same id with
 * the same rules always gives the same verdict. Each rule only ever forbids more, so passing a set of rules implies
 * passing every part of it. Failures aren't remembered. Like the chain it belongs to, for one thread.
 *
 * <p>Most transactions of a new block have been waiting in the mempool for minutes. To check their signatures again
 * would only delay the block on its way to others, and the miners who wait for it go on working on the old one.
 */
public final class ScriptCache implements ScriptCheckRunner {
    private static final int DEFAULT_CAPACITY = 50_000;

    private final ScriptCheckRunner runner;
    private final Map<Txid, Set<ScriptFlag>> passed;

    /** An empty cache that has checks run by the runner. */
    public ScriptCache(ScriptCheckRunner runner) {
        this(runner, DEFAULT_CAPACITY);
    }

    /** The same, with room for so many transactions; the oldest are forgotten first. */
    public ScriptCache(ScriptCheckRunner runner, int capacity) {
        this.runner = runner;
        this.passed = new LinkedHashMap<>() {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Txid, Set<ScriptFlag>> eldest) {
                return size() > capacity;
            }
        };
    }

    /** Notes that all of a transaction's inputs passed. */
    public void passed(Transaction tx, Collection<ScriptFlag> flags) {
        passed.put(tx.txid(), flags.isEmpty() ? EnumSet.noneOf(ScriptFlag.class) : EnumSet.copyOf(flags));
    }

    /** Runs the checks that aren't known to pass; the order, and so the verdict, stays the same. */
    @Override
    public OptionalInt firstFailure(List<ScriptCheck> checks) {
        if (passed.isEmpty()) {
            return runner.firstFailure(checks); // As in an import, where nothing comes by the mempool.
        }
        int[] unknown = IntStream.range(0, checks.size())
                .filter(i -> !isKnownToPass(checks.get(i)))
                .toArray();
        OptionalInt failed =
                runner.firstFailure(Arrays.stream(unknown).mapToObj(checks::get).toList());
        return failed.isEmpty() ? failed : OptionalInt.of(unknown[failed.getAsInt()]);
    }

    private boolean isKnownToPass(ScriptCheck check) {
        Set<ScriptFlag> flags = passed.get(check.tx().txid());
        // A mempool checks by stricter rules than a block, so what passed there passes here. It would be wrong the
        // other way round.
        return flags != null && flags.containsAll(check.flags());
    }
}
