package org.wonsi.wallet.cli.pay;

import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.cli.program.Messages;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.Selection;

/** An explanation of a payment: what it combines and splits, and why these coins (paper, section 9). */
final class PaymentExplanation {
    private final Messages messages;

    PaymentExplanation(Messages messages) {
        this.messages = messages;
    }

    String of(Draft draft, FeeRate rate) {
        Selection selection = draft.selection();
        String line = System.lineSeparator();
        StringBuilder text = new StringBuilder(
                messages.text("explain.inputs", selection.coins().size()));
        for (OwnCoin coin : selection.coins()) {
            text.append(line).append(messages.text("explain.coin", coin.value(), coin.outPoint()));
        }
        text.append(line).append(messages.text("explain.total", selection.total()));
        text.append(line).append(messages.text("explain.outputs"));
        for (Recipient recipient : draft.recipients()) {
            text.append(line).append(messages.text("explain.pay", recipient.amount(), recipient.address()));
        }
        draft.change()
                .ifPresent(own ->
                        text.append(line).append(messages.text("explain.change", selection.change(), own.address())));
        text.append(line)
                .append(messages.text("explain.fee", selection.fee(), selection.size(), rate))
                .append(line)
                .append(messages.text("explain.method." + selection.method()))
                .append(line)
                .append(messages.text("explain.waste", signed(selection.waste())));
        if (draft.change().isEmpty() && selection.method() != Selection.Method.EVERYTHING) {
            Amount excess = selection.fee().minus(rate.fee(selection.size()));
            text.append(line).append(messages.text("explain.no-change", excess.satoshis()));
        }
        return text.toString();
    }

    private static String signed(long satoshis) {
        return (satoshis > 0 ? "+" : "") + satoshis;
    }
}
