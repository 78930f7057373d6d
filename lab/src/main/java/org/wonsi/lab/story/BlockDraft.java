package org.wonsi.lab.story;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.block.BlockHeader;
import org.wonsi.core.block.MerkleTree;
import org.wonsi.core.consensus.BlockRules;
import org.wonsi.core.pow.CompactTarget;
import org.wonsi.core.pow.Target;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A block under construction: valid unless told otherwise, then completed with merkle root and proof of work.
 *
 * <p>A case changes one thing; the rest is kept consistent, so that no second fault hides the first. The search for a
 * nonce is short, since on regtest about every second hash meets the target; {@link #withoutWork} takes a nonce that
 * doesn't.
 */
final class BlockDraft {
    private final BlockHash prevBlock;
    private final int height;
    private int version = 0x2000_0000;
    private long time;
    private long bits;
    private Transaction coinbase;
    private final List<Transaction> payments = new ArrayList<>();
    private UnaryOperator<List<Transaction>> transactionChange = UnaryOperator.identity();
    private boolean enoughWork = true;

    /** An empty block that pays the reward to anyone; the extra bytes keep coinbases apart. */
    BlockDraft(BlockHash prevBlock, int height, long time, long bits, Amount reward, long extra) {
        this.prevBlock = prevBlock;
        this.height = height;
        this.time = time;
        this.bits = bits;
        this.coinbase = new Transaction(
                1,
                List.of(new TxIn(OutPoint.NULL, text(height, extra), TxIn.SEQUENCE_FINAL)),
                List.of(new TxOut(reward, BlockStory.ANYONE)),
                0);
    }

    private static Script text(int height, long extra) {
        return new ScriptBuilder()
                .script(BlockRules.heightPush(height))
                .number(1_000_000 + extra)
                .build();
    }

    int height() {
        return height;
    }

    BlockDraft version(int changed) {
        version = changed;
        return this;
    }

    BlockDraft time(long changed) {
        time = changed;
        return this;
    }

    BlockDraft bits(long changed) {
        bits = changed;
        return this;
    }

    /** Seals with the first nonce that does not meet the target. */
    BlockDraft withoutWork() {
        enoughWork = false;
        return this;
    }

    BlockDraft coinbase(Transaction changed) {
        coinbase = changed;
        return this;
    }

    /** Another number in the coinbase, to keep blocks apart that are otherwise the same. */
    BlockDraft withExtraNonce(long extra) {
        return coinbaseText(text(height, extra));
    }

    /** The coinbase with other free text. */
    BlockDraft coinbaseText(Script text) {
        return coinbase(
                new Transaction(1, List.of(new TxIn(OutPoint.NULL, text, TxIn.SEQUENCE_FINAL)), coinbase.outputs(), 0));
    }

    /** The coinbase with another amount. */
    BlockDraft coinbasePays(Amount amount) {
        return coinbase(new Transaction(1, coinbase.inputs(), List.of(new TxOut(amount, BlockStory.ANYONE)), 0));
    }

    BlockDraft pays(Transaction... transactions) {
        payments.addAll(List.of(transactions));
        return this;
    }

    /** Changes the list of transactions before the merkle root is taken. */
    BlockDraft transactions(UnaryOperator<List<Transaction>> change) {
        transactionChange = change;
        return this;
    }

    /** The encoded length so far. */
    int size() {
        return build().size();
    }

    Block build() {
        List<Transaction> transactions = new ArrayList<>(List.of(coinbase));
        transactions.addAll(payments);
        transactions = transactionChange.apply(transactions);
        BlockHeader header = new BlockHeader(
                version,
                prevBlock,
                MerkleTree.of(transactions.stream().map(tx -> tx.txid().hash()).toList())
                        .root(),
                time,
                bits,
                0);
        return new Block(work(header), transactions);
    }

    private BlockHeader work(BlockHeader header) {
        // Bits that are no target need no work: no hash can meet them.
        Target target = new CompactTarget(header.bits()).target().orElse(BlockStory.NO_TARGET);
        BlockHeader tried = header;
        while (target.isMetBy(tried.hash().hash()) != enoughWork) {
            tried = tried.withNonce(tried.nonce() + 1);
        }
        return tried;
    }
}
