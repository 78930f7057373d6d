package org.wonsi.lab.real;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.consensus.BlockScriptFlags;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.HeaderRules;
import org.wonsi.core.consensus.InputRules;
import org.wonsi.core.consensus.RejectReason;
import org.wonsi.core.consensus.SoftFork;
import org.wonsi.core.consensus.UtxoRules;
import org.wonsi.core.consensus.Violation;
import org.wonsi.core.script.interpreter.ScriptFlag;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.Txid;

/**
 * A block without the chain before it: which rules can be checked, and which coins it spends are its own.
 *
 * <pre>
 *   header        work, version, not from the future          the target that is due: not without the block before
 *   content       root, size, one coinbase, each payment      lock times, by the block's own time before BIP 113
 *   own coins     made by a payment earlier in the block:      spent once, in the right order; scripts and signatures
 *   other coins   made before: existence, value, signature     not checked, nor the fees, nor the coinbase's amount
 * </pre>
 *
 * <p>The rules are the node's own. Source: paper, section 5.
 */
public final class LoneBlock {
    private final Block block;
    private final int height;
    private final ChainParams params;
    private final List<OwnSpend> ownSpends = new ArrayList<>();
    private final List<Whole> whole = new ArrayList<>();
    private Optional<Violation> badSpend = Optional.empty();
    private int inputs;

    /** A kind of rules. */
    public enum Kind {
        WORK,
        TIME,
        VERSION,
        ROOT,
        CONTENT,
        PLACE,
        SPENT_ONCE,
        SUMS
    }

    /**
     * The result of a group of rules.
     *
     * @param counted how many things they were applied to: headers, blocks, transactions or inputs
     * @param refused the first one's reject string; empty if all agree
     */
    public record Check(Kind kind, int counted, String refused) {}

    /** A payment all of whose coins are the block's own. */
    private record Whole(Transaction tx, List<Coin> coins) {}

    /**
     * A block at a height.
     *
     * @param height what its coinbase states (BIP 34); {@link #checks} compares
     * @throws IllegalArgumentException if CSV is in force there: its rules need the times of earlier blocks
     */
    public LoneBlock(Block block, int height, ChainParams params) {
        if (params.isActive(SoftFork.CSV, height)) {
            throw new IllegalArgumentException("from height " + params.activationHeight(SoftFork.CSV)
                    + " on lock times need the blocks before, so this one at " + height + " can't be checked alone");
        }
        this.block = block;
        this.height = height;
        this.params = params;
        walk();
    }

    /** Goes through the transactions once, in order, as a node does that connects the block. */
    private void walk() {
        Set<Txid> here = new HashSet<>();
        block.transactions().forEach(tx -> here.add(tx.txid()));
        Map<OutPoint, Coin> made = new HashMap<>();
        Set<OutPoint> spent = new HashSet<>();
        Set<ScriptFlag> flags = BlockScriptFlags.of(height, block.hash(), params);
        for (Transaction tx : block.transactions()) {
            if (!tx.isCoinbase()) {
                List<Coin> coins = new ArrayList<>();
                for (int i = 0; i < tx.inputs().size(); i++) {
                    inputs++;
                    OutPoint prevout = tx.inputs().get(i).prevout();
                    Coin coin = made.get(prevout);
                    if (!spent.add(prevout) || (coin == null && here.contains(prevout.txid()))) {
                        refuse(prevout);
                    } else if (coin != null) {
                        coins.add(coin);
                        ownSpends.add(new OwnSpend(tx, i, coin.output(), flags));
                    }
                }
                if (coins.size() == tx.inputs().size()) {
                    whole.add(new Whole(tx, coins));
                }
            }
            make(tx, made);
        }
    }

    private void refuse(OutPoint prevout) {
        if (badSpend.isEmpty()) {
            badSpend = Optional.of(new Violation(
                    RejectReason.MISSING_OR_SPENT_INPUTS, prevout + " is spent twice, or before it is made"));
        }
    }

    private void make(Transaction tx, Map<OutPoint, Coin> made) {
        for (int i = 0; i < tx.outputs().size(); i++) {
            if (!UtxoRules.isUnspendable(tx.outputs().get(i))) {
                made.put(new OutPoint(tx.txid(), i), new Coin(tx.outputs().get(i), height, tx.isCoinbase()));
            }
        }
    }

    /** The block itself. */
    public Block block() {
        return block;
    }

    /**
     * Every rule that needs no earlier coin, but for the scripts, in the node's order.
     *
     * @param now the clock, seconds since 1970 UTC
     */
    public List<Check> checks(long now) {
        int transactions = block.transactions().size();
        return List.of(
                check(Kind.WORK, 1, HeaderRules.checkProofOfWork(block.header(), block.hash(), params)),
                check(Kind.TIME, 1, HeaderRules.checkNotTooNew(block.header(), params, now)),
                check(Kind.VERSION, 1, HeaderRules.checkVersion(block.header(), height, params)),
                check(Kind.ROOT, transactions, BlockRules.checkMerkleRoot(block)),
                check(Kind.CONTENT, transactions, BlockRules.checkContent(block, params)),
                check(Kind.PLACE, transactions, BlockRules.checkInContext(block, parent(), params)),
                check(Kind.SPENT_ONCE, inputs, badSpend),
                check(Kind.SUMS, whole.size(), checkSums()));
    }

    private static Check check(Kind kind, int counted, Optional<Violation> violation) {
        return new Check(kind, counted, violation.map(Violation::rejectString).orElse(""));
    }

    /** Nothing but its height is asked of it, since before BIP 113 the block's own time counts. */
    private LoneParent parent() {
        return new LoneParent(block.header().prevBlock(), height - 1);
    }

    private Optional<Violation> checkSums() {
        return whole.stream()
                .flatMap(one -> InputRules.check(one.tx(), one.coins(), height, params).stream())
                .findFirst();
    }

    /** All inputs but the coinbase's. */
    public int inputs() {
        return inputs;
    }

    /** The inputs whose coins are made earlier in the same block. */
    public List<OwnSpend> ownSpends() {
        return List.copyOf(ownSpends);
    }

    /** Payments all of whose coins are the block's own, so that their fee is known. */
    public int wholePayments() {
        return whole.size();
    }

    /** The fees of the payments whose inputs are all known, in satoshis. */
    public Amount knownFees() {
        return whole.stream().map(one -> InputRules.fee(one.tx(), one.coins())).reduce(Amount.ZERO, Amount::plus);
    }

    /** The sum of all outputs, the coinbase's too. */
    public Amount valueOut() {
        return block.transactions().stream().map(InputRules::valueOut).reduce(Amount.ZERO, Amount::plus);
    }

    /** Indexes of the transactions, from 0, all of whose outputs are spent later in the same block. */
    public Set<Integer> spentWithin() {
        Set<OutPoint> spent = new HashSet<>();
        block.transactions()
                .forEach(tx -> tx.inputs().stream().map(TxIn::prevout).forEach(spent::add));
        Set<Integer> gone = new HashSet<>();
        for (int i = 0; i < block.transactions().size(); i++) {
            Transaction tx = block.transactions().get(i);
            boolean all = true;
            for (int output = 0; output < tx.outputs().size(); output++) {
                all &= spent.contains(new OutPoint(tx.txid(), output));
            }
            if (all) {
                gone.add(i);
            }
        }
        return Set.copyOf(gone);
    }
}
