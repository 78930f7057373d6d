package org.wonsi.core.consensus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;

/**
 * The check of a block against the coins that are unspent at its parent.
 *
 * <p>Walks through the transactions once, spending and making coins on the side, and leaves the true set of coins alone:
 * applying the block is its caller's business, once every rule holds. One object serves one block. Source: paper,
 * section 5; Bitcoin Core, {@code ConnectBlock}.
 *
 * <pre>
 *    coins at the parent         the block                      on the side
 *    +------------------+       coinbase     makes  e           made   e
 *    | a   b   c   d    | &lt;---- payment 1    spends a, makes f  spent  a
 *    +------------------+       payment 2    spends f, makes g  spent  a, f
 *       never changed here
 * </pre>
 *
 * <p>A payment may spend what an earlier one in the same block made, so the order in the block counts. If any rule
 * fails, the side books are thrown away and nothing has happened.
 */
public final class BlockConnector {
    private final Block block;
    private final BlockHash hash;
    private final HeaderView parent;
    private final ChainParams params;
    private final CoinView before;

    private final Map<OutPoint, Coin> made = new HashMap<>();
    private final Set<OutPoint> spent = new HashSet<>();
    private final List<List<Coin>> spentCoins = new ArrayList<>();
    private final List<ScriptCheck> scriptChecks = new ArrayList<>();
    private Amount fees = Amount.ZERO;
    private long sigops;

    /**
     * Ready to check a block that {@link BlockRules} allow.
     *
     * @param before the coins at the parent
     */
    public BlockConnector(Block block, BlockHash hash, HeaderView parent, CoinView before, ChainParams params) {
        this.block = block;
        this.hash = hash;
        this.parent = parent;
        this.before = before;
        this.params = params;
    }

    /**
     * All rules, in Bitcoin Core's order; scripts last, as they are by far the most work.
     *
     * <p>Scripts are only collected while the transactions are walked through. They need nothing from each other,
     * so they may then run on several threads.
     */
    public Optional<Violation> check(ScriptCheckRunner runner) {
        return checkTouched()
                .or(this::checkOverwritesNoCoins)
                .or(this::checkTransactions)
                .or(this::checkCoinbaseAmount)
                .or(() -> runner.runAll(scriptChecks));
    }

    /** For each transaction after the coinbase, the coins its inputs spend; complete if {@link #check} found nothing. */
    public List<List<Coin>> spentCoins() {
        return spentCoins;
    }

    /** What the transactions pay the miner; complete if {@link #check} found nothing. */
    public Amount fees() {
        return fees;
    }

    private int height() {
        return parent.height() + 1;
    }

    /**
     * The block touches at most so many transactions as this node can keep track of at once.
     *
     * <p>Where nothing limits it, nothing is counted.
     */
    private Optional<Violation> checkTouched() {
        int most = params.limits().touched();
        if (most == BlockLimits.UNLIMITED) {
            return Optional.empty();
        }
        int touched = BlockLimits.touchedBy(block.transactions());
        return touched > most
                ? Violation.of(
                        RejectReason.TOO_MANY_LOCKS, "the block touches " + touched + " transactions, at most " + most)
                : Optional.empty();
    }

    /**
     * No transaction has the id of an earlier one with unspent outputs.
     *
     * <p>It would replace that one's coins. Two coinbases of 2010 did so before the rule (BIP 30).
     *
     * <p>The earlier payment's coins would be gone, though nobody spent them. Worse, a reorganisation that takes
     * the later block back would take the earlier coins with it, so that nodes which saw different branches ended
     * up with different coins (CVE-2012-1909).
     */
    private Optional<Violation> checkOverwritesNoCoins() {
        if (!HistoricBlocks.mayRepeat(hash, parent, params)) {
            return Optional.empty();
        }
        for (Transaction tx : block.transactions()) {
            for (int i = 0; i < tx.outputs().size(); i++) {
                if (before.coin(new OutPoint(tx.txid(), i)).isPresent()) {
                    return Violation.of(
                            RejectReason.OVERWRITES_COINS,
                            "transaction " + tx.txid() + " exists already and has unspent outputs");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Violation> checkTransactions() {
        // Found once for a block: which rules are in force depends on its height, not on the transaction.
        Set<ScriptFlag> flags = BlockScriptFlags.of(height(), hash, params);
        for (Transaction tx : block.transactions()) {
            Optional<Violation> violation = tx.isCoinbase() ? checkCoinbase(tx) : checkPayment(tx, flags);
            if (violation.isPresent()) {
                return violation;
            }
            make(tx);
        }
        return Optional.empty();
    }

    private Optional<Violation> checkCoinbase(Transaction tx) {
        sigops += SigopRules.legacySigops(tx);
        return SigopRules.checkBlockTotal(sigops);
    }

    private Optional<Violation> checkPayment(Transaction tx, Set<ScriptFlag> flags) {
        Optional<List<Coin>> found = InputRules.coins(tx, this::coin);
        if (found.isEmpty()) {
            return Optional.of(InputRules.missingCoin(tx, this::coin));
        }
        List<Coin> coins = found.get();
        Optional<Violation> violation = InputRules.check(tx, coins, height(), params)
                .or(() -> checkFees(tx, coins))
                .or(() -> checkSequenceLocks(tx, coins))
                .or(() -> checkSigops(tx, coins, flags));
        if (violation.isEmpty()) {
            spend(tx, coins, flags);
        }
        return violation;
    }

    /**
     * The fees of the block so far lie in the money range.
     *
     * <p>Each fee lies in the range already; this is about their sum, which the coinbase may pay out.
     */
    private Optional<Violation> checkFees(Transaction tx, List<Coin> coins) {
        fees = fees.plus(InputRules.fee(tx, coins));
        return fees.isInMoneyRange()
                ? Optional.empty()
                : Violation.of(RejectReason.ACCUMULATED_FEE_OUT_OF_RANGE, "the fees up to here are " + fees);
    }

    /**
     * Every relative lock time is over (BIP 68).
     *
     * <p>Payment channels rest on this rule: an old state can be published, but its money can't be taken before the
     * other side has had time to publish a newer one.
     */
    private Optional<Violation> checkSequenceLocks(Transaction tx, List<Coin> coins) {
        return params.isActive(SoftFork.CSV, height())
                        && !LockTimeRules.sequenceLock(tx, coins, parent).isOpen(parent)
                ? Violation.of(
                        RejectReason.NON_FINAL_TRANSACTION,
                        "transaction " + tx.txid() + " spends a coin too young for its relative lock time")
                : Optional.empty();
    }

    /**
     * The block's signature operations, those of pay-to-script-hash included, stay within the limit.
     *
     * <p>Counted on from transaction to transaction, so that the first one past the limit ends the check.
     */
    private Optional<Violation> checkSigops(Transaction tx, List<Coin> coins, Set<ScriptFlag> flags) {
        sigops += SigopRules.legacySigops(tx);
        if (flags.contains(ScriptFlag.P2SH)) {
            sigops += SigopRules.p2shSigops(tx, coins);
        }
        return SigopRules.checkBlockTotal(sigops);
    }

    /**
     * The coinbase pays at most the subsidy of this height and the block's fees; paying less destroys money.
     *
     * <p>Here the number of coins is decided, block by block. A miner who takes too much makes a block that nobody
     * else builds on: his work is lost, whatever share of the hash power he has.
     */
    private Optional<Violation> checkCoinbaseAmount() {
        Amount limit = Subsidy.at(height(), params.halvingInterval()).plus(fees);
        Amount paid = InputRules.valueOut(block.transactions().get(0));
        return paid.compareTo(limit) > 0
                ? Violation.of(RejectReason.BAD_COINBASE_AMOUNT, "the coinbase pays " + paid + ", it may pay " + limit)
                : Optional.empty();
    }

    /**
     * The coins as they are at this point of the block.
     *
     * <p>What the block has spent hides what was there before; what it has made counts as if it were there.
     */
    private Optional<Coin> coin(OutPoint outPoint) {
        if (spent.contains(outPoint)) {
            return Optional.empty();
        }
        Coin fresh = made.get(outPoint);
        return fresh == null ? before.coin(outPoint) : Optional.of(fresh);
    }

    private void spend(Transaction tx, List<Coin> coins, Set<ScriptFlag> flags) {
        for (int i = 0; i < coins.size(); i++) {
            spent.add(tx.inputs().get(i).prevout());
            scriptChecks.add(new ScriptCheck(tx, i, coins.get(i).output(), flags));
        }
        spentCoins.add(coins);
    }

    private void make(Transaction tx) {
        for (int i = 0; i < tx.outputs().size(); i++) {
            TxOut output = tx.outputs().get(i);
            if (!UtxoRules.isUnspendable(output)) {
                made.put(new OutPoint(tx.txid(), i), new Coin(output, height(), tx.isCoinbase()));
            }
        }
    }
}
