package org.wonsi.core.consensus;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.Transaction;

/**
 * The rules for a block that need no coins: on its own, and in its place in the chain.
 *
 * <p>Those that need the coins are in {@link BlockConnector}. Source: paper, section 5; Bitcoin Core, {@code CheckBlock}
 * and {@code ContextualCheckBlock}.
 *
 * <pre>
 *    check             on its own            bytes that anybody can make: nothing is remembered of a failure
 *    checkInContext    in its place          height and past times are known
 *    BlockConnector    against the coins     only if its branch has the most work
 * </pre>
 */
public final class BlockRules {
    /** Bytes of the largest block. */
    public static final int MAX_BLOCK_SIZE = 1_000_000;

    /** Signature operations of the heaviest block; Bitcoin Core counts each as four of 80,000 since SegWit. */
    public static final int MAX_BLOCK_SIGOPS = 20_000;

    private BlockRules() {}

    /**
     * The rules on its own, in Bitcoin Core's order.
     *
     * @param hash of the block's header
     */
    public static Optional<Violation> check(Block block, BlockHash hash, ChainParams params) {
        return HeaderRules.checkProofOfWork(block.header(), hash, params).or(() -> checkContent(block, params));
    }

    /** The same without the proof of work: for a block that is still to be mined. */
    public static Optional<Violation> checkContent(Block block, ChainParams params) {
        return checkMerkleRoot(block)
                .or(() -> checkSize(block, params.limits()))
                .or(() -> checkFirstIsCoinbase(block))
                .or(() -> checkOtherIsNoCoinbase(block))
                .or(() -> checkTransactions(block))
                .or(() -> checkLegacySigops(block));
    }

    /**
     * The header covers exactly these transactions.
     *
     * <p>A block that fails is <em>not this block</em>: someone put other transactions under a header, or repeated some
     * without changing the root (CVE-2012-2459). The header may be fine, so nothing may be remembered against it; the
     * chain remembers nothing of a block that fails these rules on its own.
     *
     * <p>An odd hash at the end of a row is paired with itself, and so these two lists have one root:
     *
     * <pre>
     *         root                     root
     *        /    \                   /    \
     *      ab      cc               ab      cc
     *     /  \    /  \             /  \    /  \
     *    a    b  c   (c)          a    b  c    c        the second c is really there
     * </pre>
     *
     * <p>Whoever passes on a good block in the second form sends something invalid under the good block's hash. A
     * node that remembered the hash as invalid would refuse the good block, too, and everything on it: it would be
     * cut off for good.
     */
    public static Optional<Violation> checkMerkleRoot(Block block) {
        MerkleTree tree = MerkleTree.of(block);
        if (!tree.root().equals(block.header().merkleRoot())) {
            return Violation.of(
                    RejectReason.BAD_MERKLE_ROOT,
                    "the transactions give " + tree.root() + ", the header says "
                            + block.header().merkleRoot());
        }
        return tree.mutated()
                ? Violation.of(RejectReason.DUPLICATE_TRANSACTION, "transactions are repeated at the end")
                : Optional.empty();
    }

    /**
     * A block has at least one transaction and at most 1,000,000 bytes, or what an experiment's node allows.
     *
     * <p>Every node must be able to receive, check and store each block before the next one comes, on an ordinary
     * machine and line. If only large computers could, few would be left that check the miners.
     */
    static Optional<Violation> checkSize(Block block, BlockLimits limits) {
        int size = block.size();
        return block.transactions().isEmpty() || size > limits.bytes()
                ? Violation.of(
                        RejectReason.BAD_BLOCK_LENGTH,
                        block.transactions().size() + " transactions, " + size + " bytes, at most " + limits.bytes())
                : Optional.empty();
    }

    /**
     * The first transaction is the coinbase, which pays the miner.
     *
     * <p>Its place is fixed so that everybody knows which transaction may make new coins.
     */
    static Optional<Violation> checkFirstIsCoinbase(Block block) {
        return block.transactions().get(0).isCoinbase()
                ? Optional.empty()
                : Violation.of(RejectReason.COINBASE_MISSING, "the first transaction is no coinbase");
    }

    /**
     * No other transaction is a coinbase.
     *
     * <p>A second one would pay the reward a second time: only the first is compared with subsidy and fees.
     */
    static Optional<Violation> checkOtherIsNoCoinbase(Block block) {
        List<Transaction> transactions = block.transactions();
        for (int i = 1; i < transactions.size(); i++) {
            if (transactions.get(i).isCoinbase()) {
                return Violation.of(RejectReason.COINBASE_MULTIPLE, "transaction " + i + " is a second coinbase");
            }
        }
        return Optional.empty();
    }

    /**
     * Every transaction is valid on its own.
     *
     * <p>One bad payment spoils the block, so a miner has to check what he includes.
     */
    static Optional<Violation> checkTransactions(Block block) {
        for (Transaction tx : block.transactions()) {
            Optional<Violation> violation = TransactionRules.check(tx);
            if (violation.isPresent()) {
                Violation v = violation.get();
                return Violation.of(v.reason(), "transaction " + tx.txid() + ": " + v.detail());
            }
        }
        return Optional.empty();
    }

    /**
     * The scripts in the block's own bytes hold at most 20,000 signature operations.
     *
     * <p>The same limit is asked for again with the coins, when the scripts hidden behind hashes are known. This
     * first look needs none, and refuses the worst blocks early.
     */
    static Optional<Violation> checkLegacySigops(Block block) {
        long sigops = 0;
        for (Transaction tx : block.transactions()) {
            sigops += SigopRules.legacySigops(tx);
        }
        return SigopRules.checkBlockTotal(sigops);
    }

    /**
     * The rules in its place, in Bitcoin Core's order.
     *
     * @param parent the block it builds on
     */
    public static Optional<Violation> checkInContext(Block block, HeaderView parent, ChainParams params) {
        return checkLockTimes(block, parent, params).or(() -> checkCoinbaseHeight(block, parent.height() + 1, params));
    }

    /**
     * Every transaction's lock time has come.
     *
     * <p>Measured by the median time past since BIP 113, so that a miner gains nothing by a false time of its own.
     */
    static Optional<Violation> checkLockTimes(Block block, HeaderView parent, ChainParams params) {
        int height = parent.height() + 1;
        long time = params.isActive(SoftFork.CSV, height)
                ? parent.medianTimePast()
                : block.header().time();
        for (Transaction tx : block.transactions()) {
            if (!LockTimeRules.isFinal(tx, height, time)) {
                return Violation.of(
                        RejectReason.NON_FINAL_TRANSACTION,
                        "transaction " + tx.txid() + " is locked until after " + tx.lockTime());
            }
        }
        return Optional.empty();
    }

    /**
     * The coinbase's script starts with the height, so that no two coinbases are the same (BIP 34).
     *
     * <p>Two coinbases that pay the same address the same amount used to be the same transaction, with the same id;
     * the later one's coin took the place of the earlier one's (BIP 30). It also tells how high a block is that
     * comes without the ones before it.
     */
    static Optional<Violation> checkCoinbaseHeight(Block block, int height, ChainParams params) {
        if (!params.isActive(SoftFork.BIP34, height)) {
            return Optional.empty();
        }
        ByteString expected = heightPush(height).bytes();
        // The script only has to begin with the height; what follows is the miner's own text.
        ByteString script =
                block.transactions().get(0).inputs().get(0).scriptSig().bytes();
        return script.startsWith(expected)
                ? Optional.empty()
                : Violation.of(
                        RejectReason.BAD_COINBASE_HEIGHT,
                        "the coinbase script doesn't start with " + expected + ", the push of height " + height);
    }

    /** The script that pushes a height: how a coinbase starts. */
    public static Script heightPush(int height) {
        return new ScriptBuilder().number(height).build();
    }
}
