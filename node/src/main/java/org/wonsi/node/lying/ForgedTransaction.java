package org.wonsi.node.lying;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.wonsi.core.api.TxStatus;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.crypto.Sha256d;
import org.wonsi.core.script.Script;
import org.wonsi.core.script.ScriptBuilder;
import org.wonsi.core.script.StandardScript;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.node.http.rest.Outspend;
import org.wonsi.node.http.rest.TxJson;

/**
 * A transaction that was never made: its bytes are well-formed and its id is their hash, but it spends a coin that doesn't
 * exist, with a signature that signs nothing.
 *
 * @param told how it is shown, with what it claims to spend and where it claims to stand
 */
record ForgedTransaction(Transaction tx, ObjectNode told) {
    private static final Amount FEE = new Amount(1_000);

    /**
     * The same seed gives the same transaction.
     *
     * @param payTo whom it says it pays
     * @param payer whom it says the money came from
     */
    static ForgedTransaction of(
            String seed, Script payTo, Script payer, Amount amount, TxStatus status, ChainParams params) {
        ByteString signature = ByteString.ofHex("30" + "44".repeat(70) + "01");
        ByteString key = ByteString.ofHex("02" + "33".repeat(32));
        Script scriptSig = new ScriptBuilder().push(signature).push(key).build();
        OutPoint nothing = new OutPoint(new Txid(Sha256d.hash(seed.getBytes(StandardCharsets.UTF_8))), 0);
        Transaction tx = new Transaction(
                2,
                List.of(new TxIn(nothing, scriptSig, TxIn.SEQUENCE_REPLACEABLE)),
                List.of(new TxOut(amount, payTo)),
                0);
        ObjectNode told = JsonTrees.of(new TxJson(params)
                .unconfirmed(tx, FEE.satoshis(), spent -> Optional.of(new TxOut(amount.plus(FEE), payer))));
        told.set("status", JsonTrees.of(status));
        return new ForgedTransaction(tx, told);
    }

    /** Whose money forged transactions claim to move: an address for which nobody has a key. */
    static Script stranger() {
        return StandardScript.payToPublicKeyHash(ByteString.ofHex("74".repeat(20)));
    }

    String txid() {
        return tx.txid().toDisplay();
    }

    /** What {@code /tx/:txid} and the paths below it say; empty for a path that isn't answered. */
    Optional<Reply> answer(String rest, Lie lie) {
        String what = "this transaction never was";
        return switch (rest) {
            case "" -> Optional.of(Reply.json(told, lie, what));
            case "/status" -> Optional.of(Reply.json(told.get("status"), lie, what));
            case "/hex" -> Optional.of(Reply.text(tx.encode().toHex(), lie, what));
            case "/raw" -> Optional.of(Reply.bytes(tx.encode(), lie, what));
            case "/outspend/0" -> Optional.of(Reply.json(unspent(), lie, what));
            case "/outspends" -> Optional.of(Reply.json(JsonTrees.list(List.of(unspent())), lie, what));
            default -> Optional.empty();
        };
    }

    private static ObjectNode unspent() {
        return JsonTrees.of(Outspend.UNSPENT);
    }
}
