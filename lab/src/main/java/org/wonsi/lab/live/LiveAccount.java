package org.wonsi.lab.live;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.address.Address;
import org.wonsi.core.block.Block;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Coin;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.coin.PaymentSigner;

/** The money of one node: a key, the coins locked to it, and payments from them. For show, so one key for all payments. */
public final class LiveAccount {
    /** Bytes that a payment of one coin with change has, at most: what its fee is reckoned on. */
    private static final int PAYMENT_BYTES = 226;

    private final LiveNode node;
    private final PrivateKey key;
    private final PublicKey publicKey;
    private final Address address;
    private final Set<OutPoint> seen = new LinkedHashSet<>();

    /** Of a node, with its key. */
    public LiveAccount(LiveNode node, PrivateKey key) {
        this.node = node;
        this.key = key;
        this.publicKey = key.publicKey(true);
        this.address = Address.of(publicKey, node.chain().params());
    }

    /** Whose money it is. */
    public LiveNode node() {
        return node;
    }

    /** Where payments to it go. */
    public Address address() {
        return address;
    }

    /** What locks its coins. */
    public Script script() {
        return address.scriptPubKey();
    }

    /** Remembers the coins that a block gives it; whether they still are on the chain is looked up when it matters. */
    public void note(Block block) {
        Script script = script();
        for (Transaction tx : block.transactions()) {
            for (int i = 0; i < tx.outputs().size(); i++) {
                if (tx.outputs().get(i).scriptPubKey().equals(script)) {
                    seen.add(new OutPoint(tx.txid(), i));
                }
            }
        }
    }

    /** Its confirmed money as its own node's chain has it, mature or not. */
    public Amount balance() {
        long sum = 0;
        for (OutPoint coin : seen) {
            sum += node.chain()
                    .coin(coin)
                    .map(c -> c.output().value().satoshis())
                    .orElse(0L);
        }
        return new Amount(sum);
    }

    /** What the payments that wait at its node will add, less what they will take. */
    public long pending() {
        long sum = 0;
        Script script = script();
        for (MempoolEntry entry : node.mempool().entries()) {
            for (TxOut output : entry.tx().outputs()) {
                sum += output.scriptPubKey().equals(script) ? output.value().satoshis() : 0;
            }
            for (var input : entry.tx().inputs()) {
                sum -= seen.contains(input.prevout())
                        ? node.chain()
                                .coin(input.prevout())
                                .map(c -> c.output().value().satoshis())
                                .orElse(0L)
                        : 0;
            }
        }
        return sum;
    }

    /**
     * A signed payment from its largest coin that can be spent in the next block, with change back.
     *
     * @param feeRate satoshis a byte
     * @return absent if no coin is large enough
     */
    public Optional<Transaction> pay(Address to, Amount amount, long feeRate) {
        long fee = feeRate * PAYMENT_BYTES;
        ChainState chain = node.chain();
        ChainParams params = chain.params();
        OutPoint chosen = OutPoint.NULL;
        long value = 0;
        List<OutPoint> gone = new ArrayList<>();
        for (OutPoint outPoint : seen) {
            Optional<Coin> coin = chain.coin(outPoint);
            if (coin.isEmpty()) {
                gone.add(outPoint);
                continue;
            }
            boolean mature = !coin.get().coinbase()
                    || chain.tip().height() + 1 - coin.get().height() >= params.coinbaseMaturity();
            long satoshis = coin.get().output().value().satoshis();
            if (mature && satoshis > value && node.mempool().spender(outPoint).isEmpty()) {
                chosen = outPoint;
                value = satoshis;
            }
        }
        forget(gone);
        long change = value - amount.satoshis() - fee;
        if (change < fee) {
            return Optional.empty();
        }
        return Optional.of(PaymentSigner.sign(
                List.of(new PaymentSigner.Owned(chosen, key, publicKey)),
                List.of(new TxOut(amount, to.scriptPubKey()), new TxOut(new Amount(change), script()))));
    }

    /** Spent coins come back only with a reorganisation, so the oldest go when there are many. */
    private void forget(List<OutPoint> gone) {
        int most = 500;
        for (int i = 0; i < gone.size() - most; i++) {
            seen.remove(gone.get(i));
        }
    }
}
