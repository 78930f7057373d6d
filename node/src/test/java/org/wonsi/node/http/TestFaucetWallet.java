package org.wonsi.node.http;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.mempool.MempoolResult;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.node.service.FaucetWallet;
import org.wonsi.node.store.db.ScriptHash;
import org.wonsi.node.store.query.Utxo;

/** One known key; spends its oldest mature coin. */
final class TestFaucetWallet implements FaucetWallet {
    static final PrivateKey KEY = PrivateKey.of(HexFormat.of().parseHex("11".repeat(32)));
    private static final Amount FEE = new Amount(1_000);

    private final TestNode node;
    private final Address address;

    TestFaucetWallet(TestNode node) {
        this.node = node;
        this.address = Address.of(KEY.publicKey(true), node.params());
    }

    @Override
    public Script scriptPubKey() {
        return address.scriptPubKey();
    }

    @Override
    public String address() {
        return address.toString();
    }

    private List<Utxo> mature() {
        int next = node.chain().tip().height() + 1;
        return node.queries().read(q -> q.utxos(ScriptHash.of(scriptPubKey()), 1_000)).stream()
                .filter(u -> next - u.block().height() >= 100 || !u.coin().coinbase())
                .filter(u -> node.mempool().spender(u.outPoint()).isEmpty())
                .toList();
    }

    @Override
    public Balance balance() {
        List<Utxo> coins = mature();
        long sum = coins.stream()
                .mapToLong(u -> u.coin().output().value().satoshis())
                .sum();
        return new Balance(new Amount(sum), Amount.ZERO, coins.isEmpty() ? 5 : 0);
    }

    @Override
    public CompletableFuture<Payment> pay(Script to, Amount amount, long feeRate) {
        List<Utxo> coins = mature();
        if (coins.isEmpty() || coins.get(0).coin().output().value().compareTo(amount.plus(FEE)) < 0) {
            return CompletableFuture.completedFuture(new NotEnough(Amount.ZERO, amount, 5));
        }
        Transaction tx = spend(coins.get(0), to, amount);
        MempoolResult result = node.submitTransaction(tx).join();
        return CompletableFuture.completedFuture(
                result.outcome() == MempoolResult.Outcome.ACCEPTED
                        ? new Paid(tx, amount)
                        : new Refused(result.toString(), ""));
    }

    /** A signed payment that isn't sent. */
    Transaction spend(Utxo coin, Script to, Amount amount) {
        Amount change = coin.coin().output().value().minus(amount).minus(FEE);
        List<TxOut> outputs = new ArrayList<>(List.of(new TxOut(amount, to)));
        if (change.satoshis() > 0) {
            outputs.add(new TxOut(change, scriptPubKey()));
        }
        return sign(coin.outPoint(), outputs);
    }

    Transaction sign(OutPoint from, List<TxOut> outputs) {
        Transaction unsigned = new Transaction(2, List.of(new TxIn(from, Script.EMPTY, 0xffff_ffffL)), outputs, 0);
        ByteString der = KEY.sign(SignatureHash.hash(unsigned, 0, scriptPubKey(), SignatureHash.ALL))
                .toDer();
        Script scriptSig = new ScriptBuilder()
                .push(der.concat(ByteString.copyOf((byte) SignatureHash.ALL)))
                .push(KEY.publicKey(true).bytes())
                .build();
        return new Transaction(2, List.of(new TxIn(from, scriptSig, 0xffff_ffffL)), outputs, 0);
    }

    Utxo firstCoin() {
        return mature().get(0);
    }
}
