package org.wonsi.core.mempool;

import java.util.List;
import java.util.Optional;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.TipChange;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.consensus.CoinView;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;

/** The transactions that wait for a block, none of which contradicts another or the chain. */
@SuppressWarnings("DoNotCallSuggester")
public final class Mempool implements CoinView {
    private final ChainState chain;
    private final RelayPolicy policy;

    /** An empty pool on top of a chain. */
    public Mempool(ChainState chain, RelayPolicy policy) {
        this.chain = chain;
        this.policy = policy;
    }

    public RelayPolicy policy() {
        return policy;
    }

    /** Takes a transaction if rules and policy allow. {@code now} is the clock, seconds since 1970 UTC. */
    public MempoolResult accept(Transaction tx, long now) {
        throw new UnsupportedOperationException("accept " + tx + now);
    }

    /** Whether {@link #accept} would take the transaction; changes nothing. */
    public MempoolResult test(Transaction tx, long now) {
        throw new UnsupportedOperationException("test " + tx + now);
    }

    /** Follows the chain: confirmed and conflicting transactions leave, those of disconnected blocks come back. */
    public MempoolChange onTipChange(List<TipChange> changes, long now) {
        throw new UnsupportedOperationException("onTipChange " + changes + now);
    }

    /** Removes what waited too long, orphans included; to be called now and then. */
    public MempoolChange expire(long now) {
        throw new UnsupportedOperationException("expire " + now);
    }

    /** All waiting transactions, the highest fee rate first. */
    public List<MempoolEntry> entries() {
        return List.of();
    }

    /** The waiting transaction of this id. */
    public Optional<MempoolEntry> entry(Txid txid) {
        return Optional.empty();
    }

    /** The waiting transaction that spends an output. */
    public Optional<MempoolEntry> spender(OutPoint outPoint) {
        return Optional.empty();
    }

    /** Waiting transactions this one needs, directly or not, parents before children. */
    public List<MempoolEntry> ancestors(Txid txid) {
        return List.of();
    }

    /** Waiting transactions that need this one, directly or not, parents before children. */
    public List<MempoolEntry> descendants(Txid txid) {
        return List.of();
    }

    /** How many transactions wait. */
    public int count() {
        return 0;
    }

    /** Their bytes. */
    public long bytes() {
        return 0;
    }

    /** Their fees. */
    public Amount totalFee() {
        return Amount.ZERO;
    }

    /** The fee for 1,000 bytes below which nothing is taken now; above the relay minimum after the pool was full. */
    public Amount minFeeRate(long now) {
        return now < 0 ? Amount.ZERO : policy.minRelayFeeRate();
    }

    /** A coin of the chain or of a waiting transaction; empty if a waiting one spends it. */
    @Override
    public Optional<Coin> coin(OutPoint outPoint) {
        return chain.coin(outPoint);
    }
}
