package org.wonsi.browser.peer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.chain.BlockUndo;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.chain.MemoryChainStore;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;

/**
 * What a tab's own chain and mempool say of scripts and transactions: coins, history and proofs. Nobody is asked for it.
 *
 * <p>It looks through the whole chain each time: a seminar's has some hundred blocks of a few payments.
 */
public final class ChainLedger {
    private final MemoryChainStore store;
    private final ChainState chain;
    private final Mempool mempool;

    ChainLedger(MemoryChainStore store, ChainState chain, Mempool mempool) {
        this.store = store;
        this.chain = chain;
        this.mempool = mempool;
    }

    /**
     * A coin locked to one of some scripts.
     *
     * @param height of its block; empty while it waits
     * @param spendable whether the next block may spend it, and nothing that waits does
     * @param spender what waits and spends it
     */
    public record Owned(
            OutPoint outPoint,
            TxOut output,
            Optional<Integer> height,
            boolean coinbase,
            boolean spendable,
            Optional<Txid> spender) {}

    /** The coins locked to these scripts, those that wait for a block included. */
    public List<Owned> coins(Set<Script> scripts) {
        List<Owned> owned = new ArrayList<>();
        store.forEachCoin((outPoint, coin) -> {
            if (scripts.contains(coin.output().scriptPubKey())) {
                owned.add(confirmed(outPoint, coin));
            }
        });
        for (MempoolEntry entry : mempool.entries()) {
            for (int i = 0; i < entry.tx().outputs().size(); i++) {
                TxOut output = entry.tx().outputs().get(i);
                if (scripts.contains(output.scriptPubKey())) {
                    OutPoint outPoint = new OutPoint(entry.txid(), i);
                    Optional<Txid> spender = mempool.spender(outPoint).map(MempoolEntry::txid);
                    owned.add(new Owned(outPoint, output, Optional.empty(), false, spender.isEmpty(), spender));
                }
            }
        }
        return owned;
    }

    private Owned confirmed(OutPoint outPoint, Coin coin) {
        Optional<Txid> spender = mempool.spender(outPoint).map(MempoolEntry::txid);
        return new Owned(
                outPoint,
                coin.output(),
                Optional.of(coin.height()),
                coin.coinbase(),
                spender.isEmpty() && isMature(coin),
                spender);
    }

    private boolean isMature(Coin coin) {
        return !coin.coinbase()
                || chain.tip().height() + 1 - coin.height() >= chain.params().coinbaseMaturity();
    }

    /**
     * The coins as JSON, with sums in satoshis: {@code confirmed} (in blocks), {@code immature} (of these, too young to be spent),
     * {@code incoming} (waits for a block), {@code outgoing} (in blocks, and spent by what waits).
     */
    public String coinsJson(Set<Script> scripts) {
        long confirmed = 0;
        long immature = 0;
        long incoming = 0;
        long outgoing = 0;
        int tip = chain.tip().height();
        JsonStringWriter out = JsonWriter.string().object().array("coins");
        for (Owned coin : coins(scripts)) {
            long value = coin.output().value().satoshis();
            boolean waits = coin.height().isEmpty();
            if (waits) {
                incoming += coin.spender().isPresent() ? 0 : value;
            } else {
                confirmed += value;
                outgoing += coin.spender().isPresent() ? value : 0;
                immature += !coin.spendable() && coin.spender().isEmpty() ? value : 0;
            }
            out.object()
                    .value("txid", coin.outPoint().txid().toDisplay())
                    .value("vout", coin.outPoint().index())
                    .value("value", value)
                    .value("script", coin.output().scriptPubKey().bytes().toHex())
                    .value("coinbase", coin.coinbase())
                    .value("spendable", coin.spendable())
                    .value("confirmations", coin.height().map(h -> tip - h + 1).orElse(0));
            coin.height().ifPresent(height -> out.value("height", height));
            coin.spender().ifPresent(txid -> out.value("spender", txid.toDisplay()));
            out.end();
        }
        return out.end()
                .value("confirmed", confirmed)
                .value("immature", immature)
                .value("incoming", incoming)
                .value("outgoing", outgoing)
                .value("height", tip)
                .end()
                .done();
    }

    // ------------------------------------------------------------------------------------------- history

    /** What gave these scripts coins or spent theirs, as JSON, the newest first; what waits has no height. */
    public String historyJson(Set<Script> scripts) {
        JsonStringWriter out = JsonWriter.string().array();
        Map<Txid, Transaction> waiting = new HashMap<>();
        mempool.entries().forEach(entry -> waiting.put(entry.txid(), entry.tx()));
        List<MempoolEntry> newestFirst = new ArrayList<>(mempool.entries());
        Collections.reverse(newestFirst);
        for (MempoolEntry entry : newestFirst) {
            long spent = 0;
            for (TxIn input : entry.tx().inputs()) {
                spent += output(input.prevout(), waiting)
                        .filter(o -> scripts.contains(o.scriptPubKey()))
                        .map(o -> o.value().satoshis())
                        .orElse(0L);
            }
            write(out, entry.tx(), received(entry.tx(), scripts), spent, entry.time(), Optional.empty());
        }
        for (HeaderNode at = chain.tip(); at.height() > 0; at = at.parent().orElseThrow()) {
            block(out, at, scripts);
        }
        return out.end().done();
    }

    private void block(JsonStringWriter out, HeaderNode at, Set<Script> scripts) {
        Block block = store.block(at.hash()).orElseThrow();
        BlockUndo undo = store.undo(at.hash()).orElse(BlockUndo.EMPTY);
        for (int i = block.transactions().size() - 1; i >= 0; i--) {
            Transaction tx = block.transactions().get(i);
            long spent = 0;
            if (i > 0) {
                for (Coin coin : undo.spent().get(i - 1)) {
                    TxOut output = coin.output();
                    spent += scripts.contains(output.scriptPubKey())
                            ? output.value().satoshis()
                            : 0;
                }
            }
            write(out, tx, received(tx, scripts), spent, at.header().time(), Optional.of(at));
        }
    }

    private static void write(
            JsonStringWriter out, Transaction tx, long received, long spent, long time, Optional<HeaderNode> block) {
        if (received == 0 && spent == 0) {
            return;
        }
        out.object()
                .value("txid", tx.txid().toDisplay())
                .value("received", received)
                .value("spent", spent)
                .value("time", time)
                .value("coinbase", tx.isCoinbase());
        block.ifPresent(
                b -> out.value("height", b.height()).value("block", b.hash().toDisplay()));
        out.end();
    }

    private static long received(Transaction tx, Set<Script> scripts) {
        long sum = 0;
        for (TxOut output : tx.outputs()) {
            sum += scripts.contains(output.scriptPubKey()) ? output.value().satoshis() : 0;
        }
        return sum;
    }

    private Optional<TxOut> output(OutPoint outPoint, Map<Txid, Transaction> waiting) {
        Transaction parent = waiting.get(outPoint.txid());
        if (parent != null) {
            return outPoint.index() < parent.outputs().size()
                    ? Optional.of(parent.outputs().get((int) outPoint.index()))
                    : Optional.empty();
        }
        return chain.coin(outPoint).map(Coin::output);
    }

    // ------------------------------------------------------------------------------------------- proofs

    /**
     * That a transaction is in the chain, as JSON: its block's header, the branch to the root, and what stands on it.
     *
     * @return empty if it is in no block of the active chain
     */
    public Optional<String> proofJson(Txid txid) {
        for (HeaderNode at = chain.tip(); at.height() > 0; at = at.parent().orElseThrow()) {
            Block block = store.block(at.hash()).orElseThrow();
            List<Hash256> leaves =
                    block.transactions().stream().map(tx -> tx.txid().hash()).toList();
            int index = leaves.indexOf(txid.hash());
            if (index >= 0) {
                return Optional.of(proof(at, block, index, MerkleProof.of(leaves, index)));
            }
        }
        return Optional.empty();
    }

    private String proof(HeaderNode at, Block block, int index, MerkleProof proof) {
        HeaderNode tip = chain.tip();
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("txid", block.transactions().get(index).txid().toDisplay())
                .value("block", at.hash().toDisplay())
                .value("height", at.height())
                .value("header", at.header().encode().toHex())
                .value("root", at.header().merkleRoot().toDisplay())
                .value("index", index)
                .array("branch");
        proof.branch().forEach(hash -> out.value(hash.toDisplay()));
        return out.end()
                .value("confirmations", tip.height() - at.height() + 1)
                .value(
                        "work",
                        tip.chainWork()
                                .hashes()
                                .subtract(at.chainWork().hashes())
                                .toString(16))
                .end()
                .done();
    }
}
