package org.wonsi.browser.phone;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.FeeLimit;
import org.wonsi.wallet.coins.HistoryEntry;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/** What the page is told of the wallet, as JSON; amounts are in satoshis. */
final class PhoneText {
    /** Lines of the history that a phone shows. */
    private static final int LINES = 50;

    private PhoneText() {}

    /** Address, balance, history, and the payments to be kept over a reload. */
    static String state(PhoneWallet wallet) {
        Ledger ledger = wallet.ledger();
        Ledger.Balance balance = ledger.balance();
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("address", wallet.receiving().address().toString())
                .value("index", wallet.receiving().index())
                .value("height", ledger.tipHeight())
                .value("proven", balance.proven().satoshis())
                .value("waiting", balance.waiting().satoshis())
                .value("claimed", balance.claimed().satoshis())
                .value("total", balance.total().satoshis())
                .array("history");
        List<HistoryEntry> newest = new ArrayList<>(ledger.history());
        Collections.reverse(newest);
        newest.stream().limit(LINES).forEach(entry -> line(out, entry, wallet.maturity()));
        out.end().array("kept");
        wallet.kept()
                .forEach(own -> out.object()
                        .value("txid", own.tx().txid().toDisplay())
                        .value("hex", own.tx().encode().toHex())
                        .value("made", own.made())
                        .end());
        return out.end().end().done();
    }

    private static void line(JsonStringWriter out, HistoryEntry entry, int maturity) {
        out.object()
                .value("txid", entry.tx().txid().toDisplay())
                .value("change", entry.change())
                .value("balance", entry.balance())
                .value("confirmations", entry.confirmations())
                .value("standing", entry.tx().standing().name())
                .value("time", entry.tx().time());
        if (entry.tx().height() != OwnCoin.UNCONFIRMED) {
            out.value("height", entry.tx().height()).value("block", entry.tx().block());
        }
        entry.fee().ifPresent(fee -> out.value("fee", fee));
        if (entry.tx().tx().isCoinbase()) {
            out.value("young", Math.max(0, maturity - entry.confirmations()));
        }
        out.array("others");
        entry.others().forEach(out::value);
        out.end().end();
    }

    /** A payment before it is signed. */
    static String draft(Draft draft) {
        Amount paid = draft.recipients().get(0).amount();
        Amount fee = draft.selection().fee();
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("address", draft.recipients().get(0).address().toString())
                .value("amount", paid.satoshis())
                .value("fee", fee.satoshis())
                .value("percent", FeeLimit.percent(fee, paid))
                .value("change", draft.selection().change().satoshis())
                .value("size", draft.selection().size())
                .value("method", draft.selection().method().name())
                .array("coins");
        draft.selection().coins().forEach(coin -> out.value(coin.value().satoshis()));
        return out.end().end().done();
    }

    /** A signed payment. */
    static String signed(Transaction tx) {
        return JsonWriter.string()
                .object()
                .value("txid", tx.txid().toDisplay())
                .value("hex", tx.encode().toHex())
                .end()
                .done();
    }

    /** The way from a payment up to the header of its block. */
    static String proof(PhoneWallet.Proof proof) {
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("height", proof.height())
                .value("header", proof.block().header().encode().toHex())
                .value("block", proof.block().hash().toDisplay())
                .value("root", proof.block().header().merkleRoot().toDisplay())
                .value("index", proof.branch().index())
                .array("branch");
        for (Hash256 sibling : proof.branch().branch()) {
            out.value(sibling.toDisplay());
        }
        return out.end().end().done();
    }

    /** What can't be done, by its code, with the values that its sentence needs. */
    static String problem(WalletException e) {
        JsonStringWriter out =
                JsonWriter.string().object().value("problem", e.failure().code());
        if (e.failure() instanceof Failure.NotEnough lack) {
            out.value("have", lack.have().satoshis())
                    .value("missing", lack.missing().satoshis());
        } else if (e.failure() instanceof Failure.Dust dust) {
            out.value("least", dust.least().satoshis());
        } else if (e.failure() instanceof Failure.HighFee high) {
            out.value("fee", high.fee().satoshis()).value("percent", high.percent());
        }
        return out.end().done();
    }

    /** What can't be read, by the code of its form. */
    static String problem(MalformedException e) {
        JsonStringWriter out = JsonWriter.string()
                .object()
                .value("problem", e.sentence().wording().code())
                .value("english", e.sentence().toString())
                .array("values");
        e.sentence().values().forEach(value -> out.value(value.toString()));
        return out.end().end().done();
    }
}
