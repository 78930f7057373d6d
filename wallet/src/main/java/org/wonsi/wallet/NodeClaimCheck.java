package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.client.ClaimedHistory;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.problem.Lie;
import org.wonsi.wallet.problem.Notice;

/**
 * A comparison of what a node claims of a transaction with the transaction's bytes: it names the first claim that is false.
 * Nothing depends on it: values, inputs and fees come from the bytes alone. But the owner should know which node lies and about
 * what.
 */
final class NodeClaimCheck {
    private NodeClaimCheck() {}

    /** The first thing that isn't so in what was said of a transaction, if there is one. */
    static Optional<Lie> in(ClaimedHistory.Said said, Transaction tx, Ledger ledger) {
        return value(said, tx).or(() -> input(said, tx)).or(() -> fee(said, tx, ledger));
    }

    private static Optional<Lie> value(ClaimedHistory.Said said, Transaction tx) {
        for (int i = 0; i < Math.min(said.values().size(), tx.outputs().size()); i++) {
            long value = said.values().get(i);
            Amount truly = tx.outputs().get(i).value();
            if (value >= 0 && value != truly.satoshis()) {
                return Optional.of(new Lie.Amount(new OutPoint(tx.txid(), i), new Amount(value), truly));
            }
        }
        return Optional.empty();
    }

    private static Optional<Lie> input(ClaimedHistory.Said said, Transaction tx) {
        for (int i = 0;
                !tx.isCoinbase()
                        && i < Math.min(said.inputs().size(), tx.inputs().size());
                i++) {
            String spent = said.inputs().get(i);
            OutPoint truly = tx.inputs().get(i).prevout();
            if (!spent.isEmpty() && !spent.equals(truly.toString())) {
                return Optional.of(new Lie.Inputs(tx.txid(), spent, truly));
            }
        }
        return Optional.empty();
    }

    private static Optional<Lie> fee(ClaimedHistory.Said said, Transaction tx, Ledger ledger) {
        OptionalLong truly = tx.isCoinbase() ? OptionalLong.empty() : ledger.fee(tx);
        return said.fee() >= 0 && truly.isPresent() && said.fee() != truly.getAsLong()
                ? Optional.of(
                        new Lie.Fee(tx.txid(), new Amount(said.fee()), new Amount(Math.max(0, truly.getAsLong()))))
                : Optional.empty();
    }

    /** Lies of one node and one kind as one notice, with their number and the first of them. */
    static List<Notice> gathered(List<Notice> notices) {
        Map<Object, List<Notice>> kinds = new LinkedHashMap<>();
        for (Notice notice : notices) {
            Object kind = notice instanceof Notice.Lie told
                    ? List.of(told.node(), told.lie().getClass())
                    : notice;
            kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(notice);
        }
        return kinds.values().stream().map(NodeClaimCheck::together).toList();
    }

    private static Notice together(List<Notice> same) {
        Notice first = same.get(0);
        return same.size() > 1 && first instanceof Notice.Lie told
                ? new Notice.Lies(told.node(), same.size(), told.lie())
                : first;
    }
}
