package org.wonsi.core.mempool;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.consensus.InputRules;
import org.wonsi.core.consensus.LockTimeRules;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.SigopRules;
import org.wonsi.core.consensus.TransactionRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;

/**
 * The checks that a transaction must pass to enter the mempool, in Bitcoin Core's order.
 *
 * <p>Nothing is changed; if no violation is found, {@link #entry} may be added after {@link #conflicts} were removed.
 * Source: Bitcoin Core, {@code MemPoolAccept::PreChecks} to {@code PolicyScriptChecks}.
 *
 * <pre>
 *    cheap     on its own, form, lock times            nothing is looked up
 *    dearer    coins, ages, amounts                    a look at memory or disk for each input
 *    dearer    fee, package limits, replacement        sums over others that wait
 *    dearest   scripts                                 a signature check for each input
 * </pre>
 *
 * <p>The order is that of cost. Anybody can send transactions by the thousand, so each must be refused as early as
 * it can be. What gets as far as the scripts has named coins that exist, and a fee that is high enough.
 *
 * <p>Policy is stricter than the rules. A transaction that isn't taken here is still valid in a block: another
 * miner may include it.
 */
final class MempoolAcceptance {
    private final Transaction tx;
    private final ChainState chain;
    private final Pool pool;
    private final RelayPolicy policy;
    private final FeeRate minimumFee;
    private final Terms terms;

    private final Set<PoolNode> conflicts = new LinkedHashSet<>();
    private List<Coin> coins = List.of();
    private MempoolEntry entry;

    /**
     * How a transaction comes.
     *
     * <p>A transaction that returns from a lost block keeps its own time, so that it expires as if it had never
     * left.
     *
     * @param time when it came first, seconds since 1970 UTC
     * @param origin where from
     * @param feeDelta satoshis by which the operator values it otherwise than by its fee
     */
    record Terms(long time, Origin origin, long feeDelta) {}

    /**
     * Where a transaction comes from.
     *
     * <p>Somebody's new payment has to earn its place. One that was in a block, or waited, has done so, and must
     * not be lost because of a price that has risen since.
     */
    enum Origin {
        /** From a peer or a user. */
        NEW,
        /** From a block that a reorganisation disconnected: whatever it pays, it was once good enough. */
        DISCONNECTED_BLOCK,
        /** It waited already before a reorganisation: whatever doesn't depend on the chain is known. */
        WAITING
    }

    /**
     * Ready to check.
     *
     * @param minimumFee what a pool that was full demands
     */
    MempoolAcceptance(
            Transaction tx, ChainState chain, Pool pool, RelayPolicy policy, FeeRate minimumFee, Terms terms) {
        this.tx = tx;
        this.chain = chain;
        this.pool = pool;
        this.policy = policy;
        this.minimumFee = minimumFee;
        this.terms = terms;
        this.entry = new MempoolEntry(tx, Amount.ZERO, terms.time(), chain.tip().height(), 0, terms.feeDelta());
    }

    /** One that waited before a reorganisation, and is asked only what that may have changed. */
    static MempoolAcceptance again(
            MempoolEntry entry, ChainState chain, Pool pool, RelayPolicy policy, FeeRate minimumFee) {
        Terms terms = new Terms(entry.time(), Origin.WAITING, entry.feeDelta());
        MempoolAcceptance admission = new MempoolAcceptance(entry.tx(), chain, pool, policy, minimumFee, terms);
        admission.entry = entry;
        return admission;
    }

    /** All of it. */
    Optional<Violation> check() {
        return terms.origin() == Origin.WAITING ? checkAgain() : checkAll();
    }

    /**
     * Scripts, sizes and amounts are what they were: the ids of what it spends cover them.
     *
     * <p>A reorganisation may concern thousands that wait. To run all their scripts again would hold the node up
     * for minutes.
     */
    private Optional<Violation> checkAgain() {
        return checkFinal()
                .or(this::checkNotWaiting)
                .or(this::checkCoinsExist)
                .or(this::checkSequenceLocks)
                .or(() -> InputRules.check(tx, coins, nextHeight(), chain.params()))
                .or(this::checkPackageLimits)
                .or(this::checkNoConflictNeeded)
                .or(this::checkReplacement);
    }

    private Optional<Violation> checkAll() {
        return TransactionRules.check(tx)
                .or(this::checkNoCoinbase)
                .or(this::checkStandard)
                .or(() -> StandardRules.checkNotTiny(tx))
                .or(this::checkFinal)
                .or(this::checkNotWaiting)
                .or(this::checkCoinsExist)
                .or(this::checkSequenceLocks)
                .or(() -> InputRules.check(tx, coins, nextHeight(), chain.params()))
                .or(() -> policy.acceptNonStandard() ? Optional.empty() : StandardRules.checkInputs(tx, coins))
                .or(this::checkSigops)
                .or(this::checkFee)
                .or(this::checkPackageLimits)
                .or(this::checkNoConflictNeeded)
                .or(this::checkReplacement)
                .or(this::checkScripts);
    }

    /** The transaction with fee and signature operations; complete if {@link #check} found nothing. */
    MempoolEntry entry() {
        return entry;
    }

    /** Where its coins lie; complete if {@link #check} found nothing. */
    LockPoints lockPoints() {
        return LockPoints.of(tx, coins, chain.tip());
    }

    /** The waiting transactions that spend a coin this one spends. */
    Set<PoolNode> conflicts() {
        return conflicts;
    }

    private int nextHeight() {
        return chain.tip().height() + 1;
    }

    /**
     * Only a block can hold a coinbase.
     *
     * <p>On its own it would be money from nothing, and nothing could be asked of it: it spends no coin.
     */
    private Optional<Violation> checkNoCoinbase() {
        return tx.isCoinbase()
                ? Violation.of(RejectReason.COINBASE, "a coinbase is valid only in its block")
                : Optional.empty();
    }

    private Optional<Violation> checkStandard() {
        return policy.acceptNonStandard() ? Optional.empty() : StandardRules.check(tx, policy);
    }

    /**
     * The next block could hold it: its lock time has come.
     *
     * <p>One that the next block can't hold is no candidate for it, and could wait here for years for free. The
     * median time past is the clock of the next block too, by BIP 113.
     */
    private Optional<Violation> checkFinal() {
        return LockTimeRules.isFinal(tx, nextHeight(), chain.tip().medianTimePast())
                ? Optional.empty()
                : Violation.of(RejectReason.NON_FINAL, "it is locked until after " + tx.lockTime());
    }

    /**
     * It doesn't wait already.
     *
     * <p>The same bytes have the same id. With the same inputs and other signatures the id differs, and it is a
     * conflict.
     */
    private Optional<Violation> checkNotWaiting() {
        return pool.get(tx.txid()).isPresent()
                ? Violation.of(RejectReason.ALREADY_IN_MEMPOOL, tx.txid() + " waits already")
                : Optional.empty();
    }

    /**
     * Every coin it spends exists, in the chain or made by a waiting transaction.
     *
     * <p>Whether the chain holds the transaction itself is asked only of what is in memory: anybody can send thousands of
     * outputs, and none of them may cost a look at the disk.
     */
    private Optional<Violation> checkCoinsExist() {
        tx.inputs().forEach(input -> pool.spender(input.prevout()).ifPresent(conflicts::add));
        CoinView view = this::coinIgnoringConflicts;
        Optional<List<Coin>> found = InputRules.coins(tx, view);
        if (found.isPresent()) {
            coins = found.get();
            return Optional.empty();
        }
        for (int i = 0; i < tx.outputs().size(); i++) {
            if (chain.coinInMemory(new OutPoint(tx.txid(), i)).isPresent()) {
                return Violation.of(RejectReason.ALREADY_KNOWN, tx.txid() + " is in the chain already");
            }
        }
        return Optional.of(InputRules.missingCoin(tx, view));
    }

    /**
     * A coin of the chain or of a waiting transaction.
     *
     * <p>A coin that a waiting payment spends counts as there: whether the newcomer may take that payment's place
     * is asked later, when its fee is known.
     */
    private Optional<Coin> coinIgnoringConflicts(OutPoint outPoint) {
        Optional<Coin> waiting = pool.get(outPoint.txid())
                .filter(parent ->
                        outPoint.index() < parent.entry().tx().outputs().size())
                .map(parent ->
                        new Coin(parent.entry().tx().outputs().get((int) outPoint.index()), nextHeight(), false));
        return waiting.or(() -> chain.coin(outPoint));
    }

    /**
     * The next block could hold it: its relative lock times are over (BIP 68).
     *
     * <p>Whether blocks obey these locks depends on BIP 68 being in force; policy always asks, so that nothing
     * enters that the fork would forbid in the block that brings it.
     */
    private Optional<Violation> checkSequenceLocks() {
        return LockTimeRules.sequenceLock(tx, coins, chain.tip()).isOpen(chain.tip())
                ? Optional.empty()
                : Violation.of(RejectReason.NON_BIP68_FINAL, "it spends a coin too young for its relative lock time");
    }

    /**
     * It has at most 4,000 signature operations.
     *
     * <p>A small transaction full of signature checks would use up the block's limit for them, and other payments
     * would have to stay out.
     */
    private Optional<Violation> checkSigops() {
        long sigops = SigopRules.legacySigops(tx) + SigopRules.p2shSigops(tx, coins);
        entry = new MempoolEntry(
                tx, InputRules.fee(tx, coins), terms.time(), chain.tip().height(), (int) sigops, terms.feeDelta());
        return StandardRules.checkSigops(sigops);
    }

    private Optional<Violation> checkPackageLimits() {
        Set<PoolNode> parents = pool.parents(tx.inputs());
        return terms.origin() == Origin.WAITING
                ? PackageLimits.checkAncestors(entry, parents, policy)
                : PackageLimits.check(entry, parents, conflicts, policy);
    }

    /**
     * Its scripts end in true, by the rules of relay.
     *
     * <p>Last, since it is by far the most work.
     */
    private Optional<Violation> checkScripts() {
        return new ScriptPolicy(chain).check(tx, coins);
    }

    /** It pays the least anybody must, and what the pool demands now. */
    private Optional<Violation> checkFee() {
        return terms.origin() == Origin.NEW ? checkMinRelayFee().or(this::checkMempoolMinFee) : Optional.empty();
    }

    /**
     * It pays the rate that the pool demands now.
     *
     * <p>When the pool has been full, what pays less than what was thrown out would only be thrown out as well,
     * after every node had passed it on.
     */
    private Optional<Violation> checkMempoolMinFee() {
        if (entry.modifiedFee().compareTo(minimumFee.fee(entry.size())) < 0) {
            return Violation.of(
                    RejectReason.MEMPOOL_MIN_FEE,
                    "the fee is " + entry.modifiedFee() + ", for its size it must be " + minimumFee.fee(entry.size()));
        }
        return Optional.empty();
    }

    /**
     * It pays the rate that this node relays at the least.
     *
     * <p>Relaying costs every node in the world bandwidth. Without a price, anybody could make all of them pass on
     * as much as he likes.
     */
    private Optional<Violation> checkMinRelayFee() {
        if (entry.modifiedFee().compareTo(policy.minRelayFee().fee(entry.size())) < 0) {
            return Violation.of(
                    RejectReason.MIN_RELAY_FEE,
                    "the fee is " + entry.modifiedFee() + ", for its size it must be "
                            + policy.minRelayFee().fee(entry.size()));
        }
        return Optional.empty();
    }

    /**
     * It doesn't need a transaction that it contradicts.
     *
     * <p>To let it in, the one it needs would have to go, and then it could never be valid itself.
     */
    private Optional<Violation> checkNoConflictNeeded() {
        if (conflicts.isEmpty()) {
            return Optional.empty();
        }
        List<PoolNode> needed = new ArrayList<>(Pool.withAncestors(pool.parents(tx.inputs())));
        needed.retainAll(conflicts);
        return needed.isEmpty()
                ? Optional.empty()
                : Violation.of(
                        RejectReason.SPENDS_CONFLICTING,
                        "it needs " + needed.get(0).entry().txid() + ", with which it shares a coin");
    }

    private Optional<Violation> checkReplacement() {
        return conflicts.isEmpty()
                ? Optional.empty()
                : new ReplacementRules(entry, conflicts, pool.parents(tx.inputs())).check(policy.incrementalFee());
    }
}
