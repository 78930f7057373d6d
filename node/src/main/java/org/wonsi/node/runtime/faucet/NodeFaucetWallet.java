package org.wonsi.node.runtime.faucet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.BlockHash;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.Mempool;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.protocol.FullNode;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.service.NodeSnapshot;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.query.ChainQueries;
import org.wonsi.node.store.query.StoreSnapshot;

/**
 * A faucet wallet with one key, on a running node.
 *
 * <p>Its confirmed coins are read from the database, once for each tip; what the mempool spends or returns as change is
 * looked up on the chain thread when a payment is made. A payment chooses, signs and enters the mempool in one task of that
 * thread, so no two payments can take the same coin.
 */
public final class NodeFaucetWallet implements FaucetWallet {
    /** Coins that are known, the largest: anybody may send a faucet ten thousand of dust. */
    private static final int MOST_COINS = 10_000;

    /** Coins that a payment chooses among, the largest: each is looked up on the chain thread. */
    private static final int MOST_TRIED = 1_000;

    /** Change at the end of so many waiting transactions is left alone: the mempool takes chains of 25 at most. */
    private static final int LONGEST_CHAIN = 20;

    /** A runner of tasks on the chain thread. */
    public interface OnChain {
        /** Runs a task with the node's chain and mempool on the chain thread, and gives its result. */
        <T> CompletableFuture<T> call(Function<FullNode, T> task);
    }

    private final Address address;
    private final ChainParams params;
    private final ChainQueries queries;
    private final Supplier<NodeSnapshot> snapshot;
    private final OnChain chain;
    private final Function<Transaction, MempoolResult> submit;
    private final FaucetSpend payment;
    private final Set<Txid> made = new HashSet<>();
    private volatile @Nullable Confirmed confirmed;

    /** The confirmed coins at one tip, the largest first, kept until the tip moves. */
    private record Confirmed(BlockHash tip, int height, List<FaucetCoins.Owned> coins) {}

    /** A faucet wallet of a key; {@code submit} gives the mempool a transaction and is called on the chain thread. */
    public NodeFaucetWallet(
            PrivateKey key,
            ChainParams params,
            ChainQueries queries,
            Supplier<NodeSnapshot> snapshot,
            OnChain chain,
            Function<Transaction, MempoolResult> submit) {
        this.address = Address.of(key.publicKey(true), params);
        this.params = params;
        this.queries = queries;
        this.snapshot = snapshot;
        this.chain = chain;
        this.submit = submit;
        this.payment = new FaucetSpend(key, address.scriptPubKey());
    }

    @Override
    public Script scriptPubKey() {
        return address.scriptPubKey();
    }

    @Override
    public String address() {
        return address.toString();
    }

    @Override
    public Balance balance() {
        NodeSnapshot now = snapshot.get();
        Confirmed known = confirmed();
        Set<OutPoint> spent = new HashSet<>();
        for (MempoolEntry entry : now.mempool()) {
            entry.tx().inputs().stream().map(TxIn::prevout).forEach(spent::add);
        }
        FaucetCoins coins = FaucetCoins.of(
                known.coins().stream()
                        .filter(owned -> !spent.contains(owned.outPoint()))
                        .toList(),
                known.height(),
                params.coinbaseMaturity());
        return new Balance(FaucetCoins.sum(coins.spendable()), FaucetCoins.sum(coins.immature()), coins.blocksToNext());
    }

    /** The coins at the stored tip, read again only when that changed. */
    private Confirmed confirmed() {
        BlockHash tip = snapshot.get().tip().hash();
        Confirmed known = confirmed;
        if (known == null || !known.tip().equals(tip)) {
            known = queries.read(this::read);
            confirmed = known;
        }
        return known;
    }

    private Confirmed read(StoreSnapshot chain) {
        List<FaucetCoins.Owned> coins = chain.answersByScript()
                ? chain.largestUtxos(ScriptHash.of(scriptPubKey()), MOST_COINS).stream()
                        .map(utxo -> new FaucetCoins.Owned(utxo.outPoint(), utxo.coin()))
                        .toList()
                : searched(chain);
        return chain.tip()
                .map(tip -> new Confirmed(tip.hash(), tip.height(), coins))
                .orElseGet(() -> new Confirmed(BlockHash.ZERO, 0, coins));
    }

    /** The same without an index of addresses. */
    private List<FaucetCoins.Owned> searched(StoreSnapshot chain) {
        Comparator<FaucetCoins.Owned> byValue = Comparator.comparing(FaucetCoins.Owned::value);
        PriorityQueue<FaucetCoins.Owned> largest = new PriorityQueue<>(byValue);
        chain.forEachCoin((outPoint, coin) -> {
            if (coin.output().scriptPubKey().equals(scriptPubKey())) {
                largest.add(new FaucetCoins.Owned(outPoint, coin));
                if (largest.size() > MOST_COINS) {
                    largest.remove();
                }
            }
        });
        return largest.stream().sorted(byValue.reversed()).toList();
    }

    @Override
    public CompletableFuture<Payment> pay(Script to, Amount amount, long feeRate) {
        if (amount.compareTo(Amount.ZERO) <= 0 || !amount.isInMoneyRange()) {
            throw new IllegalArgumentException("an amount to pay is more than 0 and at most "
                    + Amount.MAX_MONEY.toCoins() + ", not " + amount.toCoins());
        }
        Confirmed known = confirmed();
        return chain.call(node -> pay(node, known, new FaucetSpend.Wish(to, amount, feeRate)));
    }

    private Payment pay(FullNode node, Confirmed known, FaucetSpend.Wish wish) {
        Amount amount = wish.amount();
        Amount withheld = Amount.ZERO;
        List<FaucetCoins.Owned> available = confirmedAndUnspent(node.mempool(), known);
        for (FaucetCoins.Owned change : change(node.mempool())) {
            if (node.mempool().ancestors(change.outPoint().txid()).size() < LONGEST_CHAIN) {
                available.add(change);
            } else {
                withheld = withheld.plus(change.value());
            }
        }
        FaucetCoins coins = FaucetCoins.of(available, node.chain().tip().height(), params.coinbaseMaturity());
        Optional<Transaction> tx = payment.build(coins, wish);
        if (tx.isEmpty()) {
            Amount spendable = FaucetCoins.sum(coins.spendable());
            boolean nextBlockHelps = spendable.plus(withheld).compareTo(amount) > 0;
            return new NotEnough(spendable, amount, nextBlockHelps ? 1 : coins.blocksUntil(amount));
        }
        MempoolResult result = submit.apply(tx.get());
        if (result.outcome() != MempoolResult.Outcome.ACCEPTED) {
            return result.violation()
                    .map(violation -> new Refused(violation.rejectString(), violation.detail()))
                    .orElseGet(() -> new Refused("not accepted", result.toString()));
        }
        made.add(tx.get().txid());
        return new Paid(tx.get(), amount);
    }

    /** Only what the chain itself knows counts: the database's tip may have been one behind. Chain thread only. */
    private static List<FaucetCoins.Owned> confirmedAndUnspent(Mempool mempool, Confirmed known) {
        List<FaucetCoins.Owned> coins = new ArrayList<>();
        for (FaucetCoins.Owned owned : known.coins()) {
            if (coins.size() == MOST_TRIED) {
                break;
            }
            mempool.coin(owned.outPoint()).ifPresent(coin -> coins.add(new FaucetCoins.Owned(owned.outPoint(), coin)));
        }
        return coins;
    }

    /** Unspent change of own payments that still wait. Chain thread only. */
    private List<FaucetCoins.Owned> change(Mempool mempool) {
        made.removeIf(txid -> mempool.entry(txid).isEmpty());
        List<FaucetCoins.Owned> coins = new ArrayList<>();
        for (Txid txid : made) {
            List<TxOut> outputs =
                    mempool.entry(txid).map(entry -> entry.tx().outputs()).orElse(List.of());
            for (int i = 0; i < outputs.size(); i++) {
                OutPoint outPoint = new OutPoint(txid, i);
                if (outputs.get(i).scriptPubKey().equals(scriptPubKey())) {
                    mempool.coin(outPoint).ifPresent(coin -> coins.add(new FaucetCoins.Owned(outPoint, coin)));
                }
            }
        }
        return coins;
    }
}
