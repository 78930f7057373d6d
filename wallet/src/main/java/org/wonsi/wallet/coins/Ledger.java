package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.TxOutput;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;

/**
 * The wallet's books, worked out from the transactions of its addresses: coins, balance, history.
 *
 * <p>A coin is an output to an own address that no known transaction spends. Nothing is taken from a node's sums.
 */
public final class Ledger {
    private final ChainParams params;
    private final int tipHeight;
    private final Map<String, OwnAddress> owned;
    private final Map<String, TxDetails> transactions;
    private final int usedReceive;
    private final int usedChange;
    private final Older older;
    private final Set<String> held;

    /**
     * What is known of transactions that were too many to be read.
     *
     * @param coins outputs of theirs that are unspent
     * @param completeFrom height from which on no transaction is missing; 0 if all were read
     */
    public record Older(List<OwnCoin> coins, int completeFrom) {
        /** All were read. */
        public static final Older NONE = new Older(List.of(), 0);

        public Older {
            coins = List.copyOf(coins);
        }
    }

    /**
     * Books of these transactions.
     *
     * @param owned own addresses by their text
     * @param usedReceive number after the last used receiving address
     * @param usedChange number after the last used change address
     */
    public Ledger(
            ChainParams params,
            int tipHeight,
            Map<String, OwnAddress> owned,
            Collection<TxDetails> transactions,
            int usedReceive,
            int usedChange,
            Older older) {
        this(params, tipHeight, owned, transactions, usedReceive, usedChange, older, Set.of());
    }

    private Ledger(
            ChainParams params,
            int tipHeight,
            Map<String, OwnAddress> owned,
            Collection<TxDetails> transactions,
            int usedReceive,
            int usedChange,
            Older older,
            Set<String> held) {
        this.params = params;
        this.tipHeight = tipHeight;
        this.owned = new LinkedHashMap<>(owned);
        this.transactions = new LinkedHashMap<>();
        Map<String, TxDetails> all = new LinkedHashMap<>();
        transactions.stream()
                .sorted(Comparator.comparingInt(Ledger::heightOrLast))
                .forEach(tx -> all.put(tx.txid(), tx));
        Set<String> visited = new HashSet<>();
        all.values().forEach(tx -> addInOrder(tx, all, visited));
        this.usedReceive = usedReceive;
        this.usedChange = usedChange;
        this.older = older;
        this.held = Set.copyOf(held);
    }

    /** The same without these transactions, as far as they are in no block. */
    public Ledger without(Collection<String> txids) {
        List<TxDetails> rest = transactions.values().stream()
                .filter(tx -> tx.status().confirmed() || !txids.contains(tx.txid()))
                .toList();
        return new Ledger(params, tipHeight, owned, rest, usedReceive, usedChange, older, held);
    }

    /** The same with these coins ("txid:index") held for payments that no node has now. */
    public Ledger holding(Collection<String> outPoints) {
        return new Ledger(
                params,
                tipHeight,
                owned,
                transactions.values(),
                usedReceive,
                usedChange,
                older,
                new HashSet<>(outPoints));
    }

    /** The own addresses that were asked for. */
    public Collection<OwnAddress> owned() {
        return List.copyOf(owned.values());
    }

    /** Height from which on no transaction of the wallet is missing; 0 if none is. */
    public int completeFrom() {
        return older.completeFrom();
    }

    /** By height, unconfirmed last; within a height a payment after the one it spends. */
    private void addInOrder(TxDetails tx, Map<String, TxDetails> all, Set<String> visited) {
        if (!visited.add(tx.txid())) {
            return;
        }
        for (TxInput input : tx.vin()) {
            TxDetails parent = all.get(input.txid());
            if (parent != null && heightOrLast(parent) == heightOrLast(tx)) {
                addInOrder(parent, all, visited);
            }
        }
        transactions.put(tx.txid(), tx);
    }

    private static int heightOrLast(TxDetails tx) {
        Integer height = tx.status().blockHeight();
        return height == null ? Integer.MAX_VALUE : height;
    }

    /** Height of the tip the books are as of. */
    public int tipHeight() {
        return tipHeight;
    }

    /** Number after the last used receiving address. */
    public int usedReceive() {
        return usedReceive;
    }

    /** Number after the last used change address. */
    public int usedChange() {
        return usedChange;
    }

    /** The transactions, oldest first. */
    public List<TxDetails> transactions() {
        return List.copyOf(transactions.values());
    }

    /** A transaction of the wallet. */
    public Optional<TxDetails> transaction(String txid) {
        return Optional.ofNullable(transactions.get(txid));
    }

    /** The own address an output pays to, if it does. */
    public Optional<OwnAddress> owner(TxOutput output) {
        String address = output.scriptpubkeyAddress();
        return address == null ? Optional.empty() : Optional.ofNullable(owned.get(address));
    }

    /** The own address an input spends from, if it does. */
    public Optional<OwnAddress> owner(TxInput input) {
        TxOutput spent = input.prevout();
        return spent == null ? Optional.empty() : owner(spent);
    }

    /** The own address of this text, if it is one. */
    public Optional<OwnAddress> owner(String address) {
        return Optional.ofNullable(owned.get(address));
    }

    /** All unspent outputs, the oldest first. */
    public List<OwnCoin> coins() {
        Set<String> spent = new HashSet<>();
        for (TxDetails tx : transactions.values()) {
            tx.vin().forEach(input -> spent.add(input.txid() + ":" + input.vout()));
        }
        List<OwnCoin> coins = new ArrayList<>();
        for (OwnCoin coin : older.coins()) {
            if (!spent.contains(coin.outPoint().toString())) {
                coins.add(coin.heldIf(held.contains(coin.outPoint().toString())));
            }
        }
        for (TxDetails tx : transactions.values()) {
            for (int i = 0; i < tx.vout().size(); i++) {
                Optional<OwnAddress> owner = owner(tx.vout().get(i));
                if (owner.isPresent() && !spent.contains(tx.txid() + ":" + i)) {
                    coins.add(coin(tx, i, owner.get()));
                }
            }
        }
        return coins;
    }

    private OwnCoin coin(TxDetails tx, int index, OwnAddress owner) {
        Integer height = tx.status().blockHeight();
        return new OwnCoin(
                new OutPoint(Txid.ofDisplay(tx.txid()), index),
                new Amount(tx.vout().get(index).value()),
                owner,
                height == null ? OwnCoin.UNCONFIRMED : height,
                confirmations(tx),
                isCoinbase(tx),
                isOwnPayment(tx),
                held.contains(tx.txid() + ":" + index));
    }

    private int confirmations(TxDetails tx) {
        Integer height = tx.status().blockHeight();
        return height == null ? 0 : Math.max(1, tipHeight - height + 1);
    }

    private static boolean isCoinbase(TxDetails tx) {
        return tx.vin().size() == 1 && tx.vin().get(0).isCoinbase();
    }

    /** Whether every input is the wallet's own. */
    public boolean isOwnPayment(TxDetails tx) {
        return tx.vin().stream().allMatch(input -> owner(input).isPresent());
    }

    /** The balance in its three parts. */
    public Balance balance() {
        long confirmed = 0;
        long pending = 0;
        long immature = 0;
        for (OwnCoin coin : coins()) {
            long value = coin.value().satoshis();
            if (!coin.isMature(params.coinbaseMaturity())) {
                immature += value;
            } else if (coin.height() == OwnCoin.UNCONFIRMED) {
                pending += value;
            } else {
                confirmed += value;
            }
        }
        return new Balance(new Amount(confirmed), new Amount(pending), new Amount(immature));
    }

    /**
     * A balance.
     *
     * @param confirmed in blocks
     * @param pending in no block yet
     * @param immature rewards that can't be spent yet
     */
    public record Balance(Amount confirmed, Amount pending, Amount immature) {
        /** All of it. */
        public Amount total() {
            return confirmed.plus(pending).plus(immature);
        }
    }

    /**
     * What happened, oldest first, with the balance after each step; without the time before {@link #completeFrom}.
     *
     * <p>The balance is worked out backwards from today's, so that it is right without the older steps too.
     */
    public List<HistoryEntry> history() {
        List<HistoryEntry> history = new ArrayList<>();
        List<TxDetails> complete = transactions.values().stream()
                .filter(tx -> heightOrLast(tx) >= completeFrom())
                .toList();
        long balance = balance().total().satoshis()
                - complete.stream().mapToLong(this::change).sum();
        for (TxDetails tx : complete) {
            long change = change(tx);
            balance += change;
            boolean own = isOwnPayment(tx);
            history.add(new HistoryEntry(
                    tx,
                    change,
                    own ? OptionalLong.of(tx.fee()) : OptionalLong.empty(),
                    balance,
                    confirmations(tx),
                    addresses(tx, !own)));
        }
        return history;
    }

    private long change(TxDetails tx) {
        long change = 0;
        for (TxInput input : tx.vin()) {
            TxOutput spent = input.prevout();
            if (spent != null && owner(spent).isPresent()) {
                change -= spent.value();
            }
        }
        for (TxOutput output : tx.vout()) {
            if (owner(output).isPresent()) {
                change += output.value();
            }
        }
        return change;
    }

    private List<String> addresses(TxDetails tx, boolean own) {
        List<String> addresses = new ArrayList<>();
        for (TxOutput output : tx.vout()) {
            String address = output.scriptpubkeyAddress();
            if (address != null && owner(output).isPresent() == own && !addresses.contains(address)) {
                addresses.add(address);
            }
        }
        return addresses;
    }
}
