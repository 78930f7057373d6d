package org.wonsi.browser.answer;

import com.grack.nanojson.JsonStringWriter;
import com.grack.nanojson.JsonWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wonsi.browser.answer.ChainSearch.Found;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.chain.ChainState;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.mempool.MempoolEntry;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.lab.live.LiveNode;

/** The answers of a tab's node about an address, in Esplora's form. The chain is read from its beginning for each. */
final class AddressAnswers {
    private static final int CONFIRMED_PER_PAGE = 25;
    private static final int MOST_WAITING = 50;

    private final LiveNode node;
    private final ChainState chain;
    private final ChainSearch search;

    AddressAnswers(LiveNode node) {
        this.node = node;
        this.chain = node.chain();
        this.search = new ChainSearch(node);
    }

    /** What a script received and spent in some transactions. */
    private static final class Totals {
        private long funded;
        private long fundedSum;
        private long spent;
        private long spentSum;
        private long transactions;

        void write(JsonStringWriter out, String name) {
            out.object(name)
                    .value("funded_txo_count", funded)
                    .value("funded_txo_sum", fundedSum)
                    .value("spent_txo_count", spent)
                    .value("spent_txo_sum", spentSum)
                    .value("tx_count", transactions)
                    .end();
        }
    }

    /** The outputs to a script so far, and the transactions that touch it, the oldest first. */
    private static final class History {
        private final Script script;
        private final Map<OutPoint, TxOut> received = new HashMap<>();
        private final List<Found> touching = new ArrayList<>();
        private Totals totals = new Totals();

        History(Script script) {
            this.script = script;
        }

        void add(Transaction tx, Optional<HeaderNode> block) {
            boolean touches = false;
            for (TxIn input : tx.inputs()) {
                TxOut spent = received.get(input.prevout());
                if (spent != null) {
                    touches = true;
                    totals.spent++;
                    totals.spentSum += spent.value().satoshis();
                }
            }
            for (int i = 0; i < tx.outputs().size(); i++) {
                TxOut output = tx.outputs().get(i);
                if (output.scriptPubKey().equals(script)) {
                    touches = true;
                    totals.funded++;
                    totals.fundedSum += output.value().satoshis();
                    received.put(new OutPoint(tx.txid(), i), output);
                }
            }
            if (touches) {
                totals.transactions++;
                touching.add(new Found(tx, block));
            }
        }
    }

    /** {@code /api/address/ADDRESS}, with {@code /txs}, {@code /txs/chain}, {@code /txs/chain/TXID} or {@code /txs/mempool} behind it. */
    Answer get(String[] parts) {
        Address address;
        try {
            address = Address.parse(parts[2], chain.params());
        } catch (MalformedException e) {
            return Answer.problem(400, "Invalid Bitcoin address: " + e.getMessage());
        }
        History confirmed = new History(address.scriptPubKey());
        List<HeaderNode> active = search.active();
        Collections.reverse(active);
        for (HeaderNode block : active) {
            search.block(block).transactions().forEach(tx -> confirmed.add(tx, Optional.of(block)));
        }
        Totals inChain = confirmed.totals;
        List<Found> touching = newestFirst(confirmed.touching);
        confirmed.totals = new Totals();
        confirmed.touching.clear();
        waiting().forEach(tx -> confirmed.add(tx, Optional.empty()));
        List<Found> waiting = newestFirst(confirmed.touching);
        return switch (String.join("/", List.of(parts).subList(3, Math.min(parts.length, 5)))) {
            case "" -> summary(address, inChain, confirmed.totals);
            case "txs" -> {
                List<Found> both = new ArrayList<>(first(waiting, MOST_WAITING));
                both.addAll(first(touching, CONFIRMED_PER_PAGE));
                yield transactions(both);
            }
            case "txs/mempool" -> transactions(first(waiting, MOST_WAITING));
            case "txs/chain" -> transactions(first(after(touching, parts), CONFIRMED_PER_PAGE));
            default -> Answer.notHere();
        };
    }

    /** What waits, parents before children: a payment from what waits is of the address, too. */
    private List<Transaction> waiting() {
        Map<Transaction, Boolean> done = new HashMap<>();
        List<Transaction> order = new ArrayList<>();
        Collection<MempoolEntry> entries = node.mempool().entries();
        for (int before = -1; before != order.size(); ) {
            before = order.size();
            for (MempoolEntry entry : entries) {
                boolean ready = entry.tx().inputs().stream()
                        .map(input -> node.mempool().entry(input.prevout().txid()))
                        .allMatch(parent -> parent.isEmpty()
                                || done.containsKey(parent.get().tx()));
                if (ready && done.putIfAbsent(entry.tx(), true) == null) {
                    order.add(entry.tx());
                }
            }
        }
        return order;
    }

    private static <T> List<T> newestFirst(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private static List<Found> first(List<Found> all, int most) {
        return all.subList(0, Math.min(all.size(), most));
    }

    /** Those after the one that the path names; all if it names none; none if it isn't there. */
    private static List<Found> after(List<Found> all, String[] parts) {
        if (parts.length < 6) {
            return all;
        }
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).tx().txid().toDisplay().equals(parts[5])) {
                return all.subList(i + 1, all.size());
            }
        }
        return List.of();
    }

    private static Answer summary(Address address, Totals inChain, Totals waiting) {
        JsonStringWriter out = JsonWriter.string().object().value("address", address.toString());
        inChain.write(out, "chain_stats");
        waiting.write(out, "mempool_stats");
        return Answer.json(out.end().done());
    }

    private Answer transactions(List<Found> found) {
        JsonStringWriter out = JsonWriter.string().array();
        TxText text = new TxText(chain.params(), out);
        found.forEach(one -> text.write(one.tx(), one.block(), search::output));
        return Answer.json(out.end().done());
    }
}
