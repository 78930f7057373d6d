package org.wonsi.node.runtime.faucet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.crypto.PrivateKey;
import org.wonsi.core.crypto.PublicKey;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.SignatureHash;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;

/**
 * A builder and signer of the faucet wallet's transactions: one payee, change back to the faucet wallet. Source: paper, section
 * 9.
 */
final class FaucetSpend {
    private static final int FIXED_BYTES = 12;
    /** Outpoint, length, a signature of at most 73 bytes and a key of 33 with their pushes, sequence. */
    private static final int INPUT_BYTES = 149;
    /** Value, length and a pay-to-public-key-hash script. */
    private static final int CHANGE_BYTES = 34;
    /** Change below this would cost more to spend than it is worth; it goes to the miner. */
    private static final Amount SMALLEST_CHANGE = new Amount(1000);

    private final PrivateKey key;
    private final PublicKey publicKey;
    private final Script faucetScript;

    /**
     * An order to pay.
     *
     * @param feeRate satoshis a byte
     */
    record Wish(Script to, Amount amount, long feeRate) {}

    FaucetSpend(PrivateKey key, Script faucetScript) {
        this.key = key;
        this.publicKey = key.publicKey(true);
        this.faucetScript = faucetScript;
    }

    /** The transaction; empty if the coins don't hold amount and fee. */
    Optional<Transaction> build(FaucetCoins coins, Wish wish) {
        int inputs = 0;
        Optional<List<FaucetCoins.Owned>> chosen = Optional.of(List.of());
        Amount fee = Amount.ZERO;
        // More inputs cost more, which may take one more input.
        do {
            inputs = Math.max(inputs + 1, chosen.get().size());
            long size = FIXED_BYTES + inputs * INPUT_BYTES + 9L + wish.to().size() + CHANGE_BYTES;
            fee = new Amount(wish.feeRate() * size);
            chosen = coins.choose(wish.amount().plus(fee));
        } while (chosen.isPresent() && chosen.get().size() > inputs);
        Amount paid = wish.amount().plus(fee);
        return chosen.map(owned -> sign(owned, outputs(owned, paid, wish)));
    }

    private List<TxOut> outputs(List<FaucetCoins.Owned> chosen, Amount paid, Wish wish) {
        List<TxOut> outputs = new ArrayList<>();
        outputs.add(new TxOut(wish.amount(), wish.to()));
        Amount change = FaucetCoins.sum(chosen).minus(paid);
        if (change.compareTo(SMALLEST_CHANGE) >= 0) {
            outputs.add(new TxOut(change, faucetScript));
        }
        return outputs;
    }

    private Transaction sign(List<FaucetCoins.Owned> chosen, List<TxOut> outputs) {
        List<TxIn> unsigned = chosen.stream()
                .map(owned -> new TxIn(owned.outPoint(), Script.EMPTY, TxIn.SEQUENCE_FINAL))
                .toList();
        Transaction draft = new Transaction(2, unsigned, outputs, 0);
        List<TxIn> signed = new ArrayList<>();
        for (int i = 0; i < unsigned.size(); i++) {
            ByteString signature = key.sign(SignatureHash.hash(draft, i, faucetScript, SignatureHash.ALL))
                    .toDer()
                    .concat(ByteString.copyOf((byte) SignatureHash.ALL));
            Script scriptSig =
                    new ScriptBuilder().push(signature).push(publicKey.bytes()).build();
            signed.add(new TxIn(unsigned.get(i).prevout(), scriptSig, TxIn.SEQUENCE_FINAL));
        }
        return new Transaction(2, signed, outputs, 0);
    }
}
