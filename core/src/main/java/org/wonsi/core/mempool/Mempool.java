package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.InputRules;
import org.wonsi.core.consensus.LockTimeRules;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.mempool.MempoolAcceptance.Origin;
import org.wonsi.core.mempool.MempoolChange.Reason;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * The transactions that wait for a block, none of which contradicts another or the chain.
 *
 * <p>Whoever changes the chain must pass each list of tip changes to {@link #onTipChange} before anything else is asked
 * of the pool. One thread owns it. Source: paper, section 5 ("each node collects new transactions into a block"); Bitcoin
 * Core, {@code CTxMemPool}.
 *
 * <p>Each node has its own, and they differ: which of two payments of the same coin came first depends on the
 * network's paths. Only a block decides. So a payment here isn't certain, and whoever delivers goods for it takes a
 * risk (paper, section 11).
 *
 * <pre>
 *    accept       Admission ---&gt; Pool &lt;--- Replacement, limitSize
 *    tip changes  confirmed and conflicting ones leave, those of lost blocks come back
 *    mining       entries by fee rate ---&gt; BlockTemplate
 * </pre>
 */
public final class Mempool implements CoinView {
    /** How much of the orphans whose parents came is judged in one go: one of the largest, or many small ones. */
    private static final int ORPHAN_BYTES_AT_ONCE = 100_000;

    private final ChainState chain;
    private final RelayPolicy policy;
    private final RollingMinimumFee rollingMinimum;
    private OrphanTransactions orphans = new OrphanTransactions();
    private final Set<Txid> unbroadcast = new HashSet<>();
    private final Priorities priorities = new Priorities();
    private Pool pool = new Pool();

    /** An empty pool on top of a chain. */
    public Mempool(ChainState chain, RelayPolicy policy) {
        this.chain = chain;
        this.policy = policy;
        this.rollingMinimum = new RollingMinimumFee(policy.incrementalFee());
    }

    // ------------------------------------------------------------------------------------------- coming in

    /**
     * Takes a transaction if rules and policy allow. {@code now} is the clock, seconds since 1970 UTC.
     *
     * <p>Orphans that waited for it follow at once, and are part of the result's change; when they are large, the rest
     * follows in {@link #acceptOrphans}.
     *
     * <p>The pool may hold more than its limit for a moment, and then throws out what pays least: perhaps the
     * newcomer itself.
     */
    public MempoolResult accept(Transaction tx, long now) {
        ChangeLog log = new ChangeLog();
        Optional<Violation> violation = admit(tx, now, log);
        if (violation.isPresent()) {
            return refused(tx, violation.get(), now, log);
        }
        orphans.remove(tx.txid());
        orphans.parentCame(tx.txid());
        acceptOrphans(now, log);
        violation = limitSize(tx, log);
        return violation.isPresent()
                ? new MempoolResult(MempoolResult.Outcome.REJECTED, violation.get(), finish(log))
                : new MempoolResult(MempoolResult.Outcome.ACCEPTED, null, finish(log));
    }

    /**
     * Lets go of all that waits, whatever state it is in, after a mistake of this program left it half-changed. Nothing that
     * lasts is lost: whoever made a transaction sends it again. What the operator said of transactions stays.
     *
     * <p>It is a cache of what others have as well. The chain on disk is what can't be had again.
     */
    public void discard() {
        pool = new Pool();
        orphans = new OrphanTransactions();
        unbroadcast.clear();
    }

    /**
     * Whether {@link #accept} would take the transaction; changes nothing.
     *
     * <p>For a wallet that wants to know before it sends, and for people who ask why a payment is stuck.
     */
    public MempoolResult test(Transaction tx, long now) {
        return admission(tx, now, Origin.NEW)
                .check()
                .map(v -> new MempoolResult(outcome(v), v, MempoolChange.NONE))
                .orElseGet(() -> new MempoolResult(MempoolResult.Outcome.ACCEPTED, null, MempoolChange.NONE));
    }

    /**
     * What {@link #testTogether} finds of one transaction.
     *
     * @param refusal why it wouldn't be taken; null if it would
     * @param replaces whether it spends a coin that a waiting transaction spends
     * @param fee what it pays; complete if there is no violation
     */
    public record Trial(Transaction tx, @Nullable Violation refusal, boolean replaces, Amount fee) {
        /** Why it wouldn't be taken. */
        public Optional<Violation> violation() {
            return Optional.ofNullable(refusal);
        }
    }

    /**
     * Whether {@link #accept} would take one transaction after the other, parents first; changes nothing.
     *
     * <p>The first that is refused, or that would replace others when there are several, is the last in the answer: what
     * comes after it may need it. Source: Bitcoin Core, {@code AcceptMultipleTransactions} with {@code test_accept}.
     *
     * <p>They are really added to the pool and taken out again, in reverse order, so that each is judged with those
     * before it in place.
     */
    public List<Trial> testTogether(List<Transaction> transactions, long now) {
        List<Trial> trials = new ArrayList<>();
        List<Txid> added = new ArrayList<>();
        try {
            for (Transaction tx : transactions) {
                MempoolAcceptance admission = admission(tx, now, Origin.NEW);
                Optional<Violation> violation = admission.check();
                boolean replaces = !admission.conflicts().isEmpty();
                trials.add(new Trial(
                        tx, violation.orElse(null), replaces, admission.entry().fee()));
                if (violation.isPresent() || replaces) {
                    break;
                }
                pool.add(admission.entry(), admission.lockPoints(), pool.nextPlace());
                added.add(0, tx.txid());
            }
        } finally {
            added.forEach(txid -> pool.get(txid).ifPresent(pool::remove));
        }
        return trials;
    }

    /**
     * Runs the scripts of several transactions that will be given to {@link #accept}, all of them in one go, so that a runner with
     * several threads keeps them busy; changes nothing but what is remembered of scripts.
     *
     * <p>Only for whom this node trusts: scripts are the dearest check, and here they come before the cheap ones.
     */
    public void checkScriptsAhead(List<Transaction> transactions) {
        Map<Transaction, List<Coin>> spending = new LinkedHashMap<>();
        for (Transaction tx : transactions) {
            if (pool.get(tx.txid()).isEmpty()) {
                InputRules.coins(tx, this::coinOfPoolOrChain).ifPresent(coins -> spending.put(tx, coins));
            }
        }
        if (spending.size() > 1) {
            new ScriptPolicy(chain).remember(spending);
        }
    }

    private MempoolResult refused(Transaction tx, Violation violation, long now, ChangeLog log) {
        MempoolResult.Outcome outcome = outcome(violation);
        if (outcome == MempoolResult.Outcome.ORPHAN && !orphans.add(tx, now)) {
            outcome = MempoolResult.Outcome.REJECTED;
        }
        return new MempoolResult(outcome, violation, finish(log));
    }

    /**
     * What a violation means for the transaction.
     *
     * <p>A coin that isn't known may be made by a payment that is still on its way, so such a transaction isn't
     * refused but kept aside.
     */
    private static MempoolResult.Outcome outcome(Violation violation) {
        if (violation.reason() == RejectReason.ALREADY_IN_MEMPOOL) {
            return MempoolResult.Outcome.DUPLICATE;
        }
        return violation.reason() == RejectReason.MISSING_OR_SPENT_INPUTS
                ? MempoolResult.Outcome.ORPHAN
                : MempoolResult.Outcome.REJECTED;
    }

    private MempoolAcceptance admission(Transaction tx, long now, Origin origin) {
        return new MempoolAcceptance(
                tx,
                chain,
                pool,
                policy,
                rolling(now),
                new MempoolAcceptance.Terms(now, origin, priorities.of(tx.txid())));
    }

    private FeeRate rolling(long now) {
        return rollingMinimum.at(now, pool.memory(), policy.maxMemory());
    }

    private Optional<Violation> admit(Transaction tx, long now, ChangeLog log) {
        return admit(admission(tx, now, Origin.NEW), pool.nextPlace(), log);
    }

    /**
     * Lets a transaction in if nothing speaks against it.
     *
     * <p>What it replaces leaves first, with all that needs it: two that spend one coin never wait together, or a
     * template could hold both.
     */
    private Optional<Violation> admit(MempoolAcceptance admission, long place, ChangeLog log) {
        Optional<Violation> violation = admission.check();
        if (violation.isEmpty()) {
            log.removed(pool.removeWithDescendants(admission.conflicts()), Reason.REPLACED);
            pool.add(admission.entry(), admission.lockPoints(), place);
            log.added(admission.entry());
        }
        return violation;
    }

    /**
     * Judges more of the orphans whose parents came; to be called now and then.
     *
     * <p>Each call looks at 100,000 bytes of them, and the last one whole: checking a hundred of the largest at once would
     * hold up everything else for minutes.
     *
     * <p>A hundred thousand bytes are what one ordinary transaction may have, so this takes no longer than a single
     * message could.
     */
    public MempoolChange acceptOrphans(long now) {
        ChangeLog log = new ChangeLog();
        acceptOrphans(now, log);
        limitSize(log);
        return finish(log);
    }

    /** Whether time alone changes something: orphans stand in the queue for {@link #acceptOrphans}, or the minimum fee rate falls. */
    public boolean changesByItself() {
        return orphans.hasReady() || rollingMinimum.isFalling();
    }

    private void acceptOrphans(long now, ChangeLog log) {
        int bytes = 0;
        while (bytes < ORPHAN_BYTES_AT_ONCE) {
            Optional<Transaction> next = orphans.nextReady();
            if (next.isEmpty()) {
                return;
            }
            Transaction orphan = next.get();
            bytes += orphan.size();
            Optional<Violation> refusal = admit(orphan, now, log);
            if (refusal.isEmpty()) {
                orphans.parentCame(orphan.txid());
            }
            if (!refusal.map(Violation::reason).equals(Optional.of(RejectReason.MISSING_OR_SPENT_INPUTS))) {
                refusal.ifPresent(violation -> log.refused(orphan, violation));
                orphans.remove(orphan.txid());
            }
        }
    }

    /**
     * What changed; who left is no longer waited for by {@link #unbroadcast}.
     *
     * <p>One that was replaced, expired or confirmed needs no repeating.
     */
    private MempoolChange finish(ChangeLog log) {
        MempoolChange change = log.toChange();
        for (MempoolChange.Removal removal : change.removed()) {
            if (pool.get(removal.entry().txid()).isEmpty()) {
                unbroadcast.remove(removal.entry().txid());
            }
        }
        return change;
    }

    /** Throws out what pays least until the rest has room; says so if the newcomer itself had to go. */
    private Optional<Violation> limitSize(Transaction newcomer, ChangeLog log) {
        limitSize(log);
        return pool.get(newcomer.txid()).isPresent()
                ? Optional.empty()
                : Optional.of(
                        new Violation(RejectReason.MEMPOOL_FULL, "the pool is full of transactions that pay better"));
    }

    /**
     * Throws out what pays least until the rest has room.
     *
     * <p>What goes is measured with all that needs it: a cheap parent of a dear child is kept, for a miner will
     * want both.
     */
    private void limitSize(ChangeLog log) {
        while (pool.memory() > policy.maxMemory()) {
            PoolNode cheapest = pool.cheapest().orElseThrow();
            rollingMinimum.evicted(cheapest.descendantRate());
            log.removed(pool.removeWithDescendants(List.of(cheapest)), Reason.EVICTED);
        }
    }

    /**
     * Values a transaction, waiting or yet to come, by so many satoshis higher than what it pays, or lower, on top of what
     * was said before; within 100,000 coins. Source: Bitcoin Core, {@code PrioritiseTransaction}.
     *
     * <p>It changes how the payment ranks, and with it those it needs, but not whether it is valid.
     */
    public void prioritise(Txid txid, long satoshis) {
        long sum = priorities.add(txid, satoshis);
        pool.get(txid).ifPresent(node -> pool.value(node, sum));
    }

    /** What {@link #prioritise} said, by transaction. */
    public Map<Txid, Long> priorities() {
        return priorities.all();
    }

    // ------------------------------------------------------------------------------------------- following the chain

    /**
     * Follows the chain: confirmed and conflicting transactions leave, those of disconnected blocks come back.
     *
     * <p>Blocks that were connected are gone through in the order they came: a later one may spend what an earlier
     * one made.
     */
    public MempoolChange onTipChange(List<TipChange> changes, long now) {
        ChangeLog log = new ChangeLog();
        ReturningTransactions returning = new ReturningTransactions();
        int fork = Integer.MAX_VALUE;
        for (TipChange change : changes) {
            List<Transaction> transactions = change.block().transactions();
            if (change.kind() == TipChange.Kind.CONNECTED) {
                transactions.forEach(tx -> confirm(tx, change.node().height(), log));
                returning.connected(transactions);
                rollingMinimum.blockConnected(now);
            } else {
                returning.disconnected(transactions);
                fork = Math.min(fork, change.node().height() - 1);
            }
        }
        if (fork < Integer.MAX_VALUE) {
            reorganise(returning.inOrder(), fork, now, log);
        }
        acceptOrphans(now, log);
        limitSize(log);
        return finish(log);
    }

    /**
     * Takes out what a block holds, and what contradicts it.
     *
     * <p>A block may confirm another payment of the same coin than the one that waits here. That one can never be
     * valid again on this branch, nor can what builds on it.
     */
    private void confirm(Transaction tx, int height, ChangeLog log) {
        priorities.forget(tx.txid());
        orphans.remove(tx.txid());
        orphans.parentCame(tx.txid());
        Optional<PoolNode> waiting = pool.get(tx.txid());
        if (waiting.isPresent()) {
            waiting.get().children.forEach(child -> child.lockPoints = child.lockPoints.confirmedAt(height));
            pool.remove(waiting.get());
            log.removed(List.of(waiting.get().entry()), Reason.CONFIRMED);
        }
        for (TxIn input : tx.inputs()) {
            Optional<PoolNode> conflict = pool.spender(input.prevout());
            if (conflict.isPresent()) {
                log.removed(pool.removeWithDescendants(Set.of(conflict.get())), Reason.CONFLICT);
            }
        }
    }

    /**
     * After blocks were disconnected: what they held comes back, in front of what waited.
     *
     * <p>What waited stays as it is if none of its coins, and none of what it needs, is concerned ({@link LockPoints}). The
     * others leave and come again, in order, since coins may be gone, immature or too young now; so do the limits of what
     * hangs together, or a chain of thousands could come back from blocks. Scripts are known to pass. Source: Bitcoin Core,
     * {@code MaybeUpdateMempoolForReorg}.
     *
     * <p>They come before what waited, since the latter may spend them. What is refused now is really gone: a
     * coinbase that paid it may have vanished with its block.
     */
    private void reorganise(List<Transaction> returning, int fork, long now, ChangeLog log) {
        List<PoolNode> concerned = Pool.withDescendants(
                pool.all().stream().filter(node -> !holds(node, fork)).toList());
        for (int i = concerned.size() - 1; i >= 0; i--) {
            pool.remove(concerned.get(i));
        }
        ChangeLog ignored = new ChangeLog();
        long place = pool.placesInFront(returning.size());
        for (Transaction tx : returning) {
            if (admit(admission(tx, now, Origin.DISCONNECTED_BLOCK), place++, ignored)
                    .isEmpty()) {
                log.added(pool.get(tx.txid()).orElseThrow().entry());
            }
        }
        for (PoolNode node : concerned) {
            MempoolAcceptance again = MempoolAcceptance.again(node.entry(), chain, pool, policy, rolling(now));
            if (admit(again, node.sequence, ignored).isPresent()) {
                log.removed(List.of(node.entry()), Reason.REORG);
            }
        }
    }

    /**
     * Whether a reorganisation leaves a waiting transaction as it is.
     *
     * <p>Lock times are asked for anew, as the new branch may be shorter and its clock earlier.
     */
    private boolean holds(PoolNode node, int fork) {
        HeaderNode tip = chain.tip();
        return node.lockPoints.hold(tip, fork, chain.params())
                && LockTimeRules.isFinal(node.entry().tx(), tip.height() + 1, tip.medianTimePast());
    }

    /**
     * Removes what waited too long, orphans included; to be called now and then.
     *
     * <p>After two weeks nobody should have to count on a payment any more; the sender is free to spend the coins
     * otherwise. Whoever wants it to wait longer sends it again.
     */
    public MempoolChange expire(long now) {
        if (orphans.count() == 0 && pool.count() == 0) {
            return MempoolChange.NONE;
        }
        orphans.expire(now);
        ChangeLog log = new ChangeLog();
        List<PoolNode> old = pool.inOrder().stream()
                .filter(node -> node.entry().time() + policy.expirySeconds() < now)
                .toList();
        log.removed(pool.removeWithDescendants(old), Reason.EXPIRED);
        return finish(log);
    }

    // ------------------------------------------------------------------------------------------- what is known

    public RelayPolicy policy() {
        return policy;
    }

    /** All waiting transactions, the highest fee rate first. */
    public List<MempoolEntry> entries() {
        return pool.byRate();
    }

    private static List<MempoolEntry> entries(Collection<PoolNode> nodes) {
        return nodes.stream().map(node -> node.entry()).toList();
    }

    /** The waiting transaction of this id. */
    public Optional<MempoolEntry> entry(Txid txid) {
        return pool.get(txid).map(node -> node.entry());
    }

    /** Whether a transaction waits for others that it spends. */
    public boolean isOrphan(Txid txid) {
        return orphans.contains(txid);
    }

    /** How many transactions wait for others that they spend. */
    public int orphanCount() {
        return orphans.count();
    }

    /** The waiting transaction that spends an output. */
    public Optional<MempoolEntry> spender(OutPoint outPoint) {
        return pool.spender(outPoint).map(node -> node.entry());
    }

    /** Waiting transactions this one needs, directly or not, parents before children. */
    public List<MempoolEntry> ancestors(Txid txid) {
        return entries(
                pool.get(txid).map(node -> Pool.withAncestors(node.parents)).orElse(List.of()));
    }

    /** Waiting transactions that need this one, directly or not, parents before children. */
    public List<MempoolEntry> descendants(Txid txid) {
        return entries(
                pool.get(txid).map(node -> Pool.withDescendants(node.children)).orElse(List.of()));
    }

    /**
     * Notes that a waiting transaction comes from this node's own user, and that no peer has asked for it yet.
     *
     * <p>A node tells each peer of a transaction once. If the first peers were deaf, nobody else would ever hear of
     * it; so its own are told again until one asks for them. It does so rarely, as to repeat oneself shows whose
     * payment it is.
     *
     * <p>Source: Bitcoin Core, {@code AddUnbroadcastTx}.
     */
    public void submitted(Txid txid) {
        if (pool.get(txid).isPresent()) {
            unbroadcast.add(txid);
        }
    }

    /** Notes that a peer has asked for a transaction, so that somebody else has it now. */
    public void served(Txid txid) {
        unbroadcast.remove(txid);
    }

    /** Whether a transaction was {@link #submitted} here and not yet {@link #served}. */
    public boolean isUnbroadcast(Txid txid) {
        return unbroadcast.contains(txid);
    }

    /** The transactions that were {@link #submitted} here and not yet {@link #served}, parents before children. */
    public List<MempoolEntry> unbroadcast() {
        if (unbroadcast.isEmpty()) {
            return List.of();
        }
        return entries(pool.inOrder()).stream()
                .filter(entry -> unbroadcast.contains(entry.txid()))
                .toList();
    }

    /** How many those are. */
    public int unbroadcastCount() {
        return unbroadcast.size();
    }

    /** How many transactions wait. */
    public int count() {
        return pool.count();
    }

    /** Their bytes. */
    public long bytes() {
        return pool.bytes();
    }

    /** The memory they take, in bytes as Bitcoin Core counts them; at most {@link RelayPolicy#maxMemory}. */
    public long memory() {
        return pool.memory();
    }

    /** Their fees. */
    public Amount totalFee() {
        return new Amount(pool.fees());
    }

    /**
     * The rate below which nothing is taken now: the relay minimum, or more after the pool was full.
     *
     * <p>Peers are told of it (BIP 133), so that they don't send what would be refused.
     */
    public FeeRate minFeeRate(long now) {
        FeeRate rolling = rollingMinimum.at(now, pool.memory(), policy.maxMemory());
        return rolling.compareTo(policy.minRelayFee()) > 0 ? rolling : policy.minRelayFee();
    }

    /**
     * A coin of the chain or of a waiting transaction; empty if a waiting one spends it.
     *
     * <p>A wallet that builds on its own unconfirmed change asks this. The height of such a coin is that of the
     * next block, the earliest that can hold it.
     */
    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        if (pool.spender(outPoint).isPresent()) {
            return Optional.empty();
        }
        return coinOfPoolOrChain(outPoint);
    }

    private Optional<Coin> coinOfPoolOrChain(OutPoint outPoint) {
        Optional<Coin> made = pool.get(outPoint.txid())
                .map(node -> node.entry().tx().outputs())
                .filter(outputs -> outPoint.index() < outputs.size())
                .map(outputs -> new Coin(
                        outputs.get((int) outPoint.index()), chain.tip().height() + 1, false));
        return made.or(() -> chain.coin(outPoint));
    }
}
