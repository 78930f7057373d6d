package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.coins.WalletTx.Standing;

/**
 * The wallet's books, worked out from the bytes of its transactions: coins, balance, fees, history.
 *
 * <p>A coin is an output to an own address that no known transaction spends. Values, inputs and fees come from
 * transactions whose bytes hash to their id; nothing is taken from a node's sums.
 */
public final class Ledger {
    private final ChainParams params;
    private final int tipHeight;
    private final Map<Script, OwnAddress> owned;
    private final Map<Txid, WalletTx> transactions;
    private final Map<Txid, Transaction> parents;
    private final Unread unread;
    private final Set<OutPoint> held;

    /**
     * The effects of transactions that were too many to be read.
     *
     * @param spent outputs of known transactions that one of them spends, by the word of every node
     * @param completeFrom height from which on no transaction is missing; 0 if all were read
     */
    public record Unread(Set<OutPoint> spent, int completeFrom) {
        /** All were read. */
        public static final Unread NONE = new Unread(Set.of(), 0);

        public Unread {
            spent = Set.copyOf(spent);
        }
    }

    /**
     * Books of these transactions.
     *
     * @param owned the own addresses that were asked for
     * @param transactions those that touch the wallet; of two that spend one coin the surer one counts
     * @param parents other transactions whose outputs these spend
     */
    public Ledger(
            ChainParams params,
            int tipHeight,
            Collection<OwnAddress> owned,
            Collection<WalletTx> transactions,
            Collection<Transaction> parents,
            Unread unread) {
        this.params = params;
        this.tipHeight = tipHeight;
        this.owned = new LinkedHashMap<>();
        owned.forEach(own -> this.owned.put(own.address().scriptPubKey(), own));
        this.parents = new HashMap<>();
        parents.forEach(tx -> this.parents.put(tx.txid(), tx));
        this.transactions = inOrder(withoutRivals(transactions));
        this.unread = unread;
        this.held = new HashSet<>();
    }

    /** Of transactions that spend the same coin, the surer one; what builds on one that lost goes with it. */
    private static Collection<WalletTx> withoutRivals(Collection<WalletTx> all) {
        List<WalletTx> surest = new ArrayList<>(all);
        surest.sort(Comparator.comparing(WalletTx::standing));
        Map<OutPoint, Txid> spenders = new HashMap<>();
        Map<Txid, WalletTx> kept = new LinkedHashMap<>();
        Set<Txid> lost = new HashSet<>();
        for (WalletTx tx : surest) {
            List<TxIn> inputs = tx.tx().isCoinbase() ? List.of() : tx.tx().inputs();
            boolean rival = inputs.stream().anyMatch(in -> spenders.containsKey(in.prevout()));
            if (rival) {
                lost.add(tx.txid());
            } else {
                inputs.forEach(in -> spenders.put(in.prevout(), tx.txid()));
                kept.put(tx.txid(), tx);
            }
        }
        boolean again = !lost.isEmpty();
        while (again) {
            again = kept.values()
                    .removeIf(tx -> tx.tx().inputs().stream()
                                    .anyMatch(in -> lost.contains(in.prevout().txid()))
                            && lost.add(tx.txid()));
        }
        return kept.values();
    }

    /** By height, those in no block last; within a height a payment after the one it spends. */
    private static Map<Txid, WalletTx> inOrder(Collection<WalletTx> unordered) {
        Map<Txid, WalletTx> all = new LinkedHashMap<>();
        unordered.stream().sorted(Comparator.comparingInt(Ledger::heightOrLast)).forEach(tx -> all.put(tx.txid(), tx));
        Map<Txid, WalletTx> ordered = new LinkedHashMap<>();
        Set<Txid> visited = new HashSet<>();
        all.values().forEach(tx -> addInOrder(tx, all, visited, ordered));
        return ordered;
    }

    private static void addInOrder(
            WalletTx tx, Map<Txid, WalletTx> all, Set<Txid> visited, Map<Txid, WalletTx> ordered) {
        if (!visited.add(tx.txid())) {
            return;
        }
        for (TxIn input : tx.tx().inputs()) {
            WalletTx parent = all.get(input.prevout().txid());
            if (parent != null && heightOrLast(parent) == heightOrLast(tx)) {
                addInOrder(parent, all, visited, ordered);
            }
        }
        ordered.put(tx.txid(), tx);
    }

    private static int heightOrLast(WalletTx tx) {
        return tx.isProven() ? tx.height() : Integer.MAX_VALUE;
    }

    /** The same books with the outputs of these payments held: no node has them now, so that nothing can build on them. */
    public Ledger holding(Collection<Txid> payments) {
        Ledger holding = new Ledger(params, tipHeight, owned(), transactions.values(), parents.values(), unread);
        for (Txid txid : payments) {
            WalletTx tx = transactions.get(txid);
            for (int i = 0; tx != null && i < tx.tx().outputs().size(); i++) {
                holding.held.add(new OutPoint(txid, i));
            }
        }
        return holding;
    }

    /** The own addresses that were asked for. */
    public Collection<OwnAddress> owned() {
        return List.copyOf(owned.values());
    }

    /** The network's parameters. */
    public ChainParams params() {
        return params;
    }

    /** Height from which on no transaction of the wallet is missing; 0 if none is. */
    public int completeFrom() {
        return unread.completeFrom();
    }

    /** Height of the tip the books are as of. */
    public int tipHeight() {
        return tipHeight;
    }

    /** The books of one account: what its addresses got and paid, as if others were somebody else's. */
    public Ledger of(int account) {
        List<OwnAddress> its =
                owned.values().stream().filter(own -> own.account() == account).toList();
        if (its.size() == owned.size()) {
            return this;
        }
        List<Transaction> others = new ArrayList<>(parents.values());
        transactions.values().forEach(tx -> others.add(tx.tx()));
        List<WalletTx> touching = transactions.values().stream()
                .filter(tx -> touched(tx).stream().anyMatch(own -> own.account() == account))
                .toList();
        Ledger one = new Ledger(params, tipHeight, its, touching, others, unread);
        one.held.addAll(held);
        return one;
    }

    /** The accounts that a transaction pays or spends from. */
    public List<Integer> accounts(WalletTx tx) {
        return touched(tx).stream().map(OwnAddress::account).distinct().sorted().toList();
    }

    /** Number after the last used address of an account's branch; a claimed payment uses none. */
    public int used(int account, OwnAddress.Branch branch) {
        int after = 0;
        for (WalletTx tx : transactions.values()) {
            if (tx.counts()) {
                for (OwnAddress own : touched(tx)) {
                    after = own.account() == account && own.branch() == branch
                            ? Math.max(after, own.index() + 1)
                            : after;
                }
            }
        }
        return after;
    }

    /** The own addresses that a transaction pays or spends from. */
    public List<OwnAddress> touched(WalletTx tx) {
        List<OwnAddress> touched = new ArrayList<>();
        tx.tx().outputs().forEach(output -> owner(output).ifPresent(touched::add));
        tx.tx().inputs().forEach(input -> owner(input).ifPresent(touched::add));
        return touched;
    }

    /** The transactions, oldest first. */
    public List<WalletTx> transactions() {
        return List.copyOf(transactions.values());
    }

    /** A transaction of the wallet. */
    public Optional<WalletTx> transaction(Txid txid) {
        return Optional.ofNullable(transactions.get(txid));
    }

    /** The own address an output pays to, if it does. */
    public Optional<OwnAddress> owner(TxOut output) {
        return Optional.ofNullable(owned.get(output.scriptPubKey()));
    }

    /** The own address an input spends from, if it does. */
    public Optional<OwnAddress> owner(TxIn input) {
        return spent(input).flatMap(this::owner);
    }

    /** The output an input spends, if the transaction that made it is known. */
    public Optional<TxOut> spent(TxIn input) {
        OutPoint prevout = input.prevout();
        return made(prevout.txid())
                .filter(made -> prevout.index() < made.outputs().size())
                .map(made -> made.outputs().get((int) prevout.index()));
    }

    /** A transaction of the wallet, or one whose outputs it spends. */
    public Optional<Transaction> made(Txid txid) {
        WalletTx known = transactions.get(txid);
        return Optional.ofNullable(known == null ? parents.get(txid) : known.tx());
    }

    /** The outputs that a transaction's inputs spend, as far as they are known. */
    public Map<OutPoint, TxOut> spentBy(Transaction tx) {
        Map<OutPoint, TxOut> outputs = new LinkedHashMap<>();
        tx.inputs().forEach(input -> spent(input).ifPresent(output -> outputs.put(input.prevout(), output)));
        return outputs;
    }

    /** All unspent outputs, the oldest first. */
    public List<OwnCoin> coins() {
        Set<OutPoint> spent = new HashSet<>(unread.spent());
        transactions.values().forEach(tx -> tx.tx().inputs().forEach(input -> spent.add(input.prevout())));
        List<OwnCoin> coins = new ArrayList<>();
        for (WalletTx tx : transactions.values()) {
            for (int i = 0; i < tx.tx().outputs().size(); i++) {
                OutPoint outPoint = new OutPoint(tx.txid(), i);
                TxOut output = tx.tx().outputs().get(i);
                Optional<OwnAddress> owner = owner(output);
                if (owner.isPresent() && !spent.contains(outPoint)) {
                    coins.add(coin(tx, outPoint, output, owner.get()));
                }
            }
        }
        return coins;
    }

    private OwnCoin coin(WalletTx tx, OutPoint outPoint, TxOut output, OwnAddress owner) {
        return new OwnCoin(
                outPoint,
                output.value(),
                owner,
                tx.height(),
                confirmations(tx),
                tx.tx().isCoinbase(),
                tx.standing() == Standing.WAITING,
                held.contains(outPoint));
    }

    /** 0 unless it is proven, 1 in the tip. */
    public int confirmations(WalletTx tx) {
        return tx.isProven() ? Math.max(1, tipHeight - tx.height() + 1) : 0;
    }

    /** Whether every input is the wallet's own. */
    public boolean isOwnPayment(Transaction tx) {
        return tx.inputs().stream().allMatch(input -> owner(input).isPresent());
    }

    /** Inputs less outputs, if all inputs are known. */
    public OptionalLong fee(Transaction tx) {
        long fee = 0;
        for (TxIn input : tx.inputs()) {
            Optional<TxOut> spent = spent(input);
            if (spent.isEmpty()) {
                return OptionalLong.empty();
            }
            fee += spent.get().value().satoshis();
        }
        for (TxOut output : tx.outputs()) {
            fee -= output.value().satoshis();
        }
        return OptionalLong.of(fee);
    }

    /** The balance in its parts. */
    public Balance balance() {
        long proven = 0;
        long waiting = 0;
        long claimed = 0;
        long immature = 0;
        for (OwnCoin coin : coins()) {
            long value = coin.value().satoshis();
            if (coin.height() == OwnCoin.UNCONFIRMED) {
                waiting += coin.fromSelf() ? value : 0;
                claimed += coin.fromSelf() ? 0 : value;
            } else if (coin.isMature(params.coinbaseMaturity())) {
                proven += value;
            } else {
                immature += value;
            }
        }
        return new Balance(new Amount(proven), new Amount(waiting), new Amount(claimed), new Amount(immature));
    }

    /**
     * A balance.
     *
     * @param proven in blocks, by headers and merkle branches checked here
     * @param waiting change of the wallet's own payments that no block has yet
     * @param claimed what a node says others paid; not the wallet's until a block has it
     * @param immature proven rewards that can't be spent yet
     */
    public record Balance(Amount proven, Amount waiting, Amount claimed, Amount immature) {
        /** All but what is only claimed. */
        public Amount total() {
            return proven.plus(waiting).plus(immature);
        }
    }

    /**
     * The history, oldest first, with the balance after each step; without the time before {@link #completeFrom}.
     *
     * <p>The balance is worked out backwards from today's, so that it is right without the older steps too. What is only
     * claimed doesn't change it.
     */
    public List<HistoryEntry> history() {
        List<HistoryEntry> history = new ArrayList<>();
        List<WalletTx> complete = transactions.values().stream()
                .filter(tx -> heightOrLast(tx) >= completeFrom())
                .toList();
        long balance = balance().total().satoshis()
                - complete.stream()
                        .filter(WalletTx::counts)
                        .mapToLong(tx -> change(tx.tx()))
                        .sum();
        for (WalletTx tx : complete) {
            long change = change(tx.tx());
            balance += tx.counts() ? change : 0;
            boolean own = isOwnPayment(tx.tx());
            history.add(new HistoryEntry(
                    tx,
                    change,
                    own ? fee(tx.tx()) : OptionalLong.empty(),
                    balance,
                    confirmations(tx),
                    addresses(tx.tx(), own),
                    accounts(tx)));
        }
        return history;
    }

    private long change(Transaction tx) {
        long change = 0;
        for (TxIn input : tx.inputs()) {
            change -= spent(input)
                    .filter(output -> owner(output).isPresent())
                    .map(output -> output.value().satoshis())
                    .orElse(0L);
        }
        for (TxOut output : tx.outputs()) {
            change += owner(output).isPresent() ? output.value().satoshis() : 0;
        }
        return change;
    }

    private List<String> addresses(Transaction tx, boolean others) {
        return tx.outputs().stream()
                .filter(output -> owner(output).isPresent() != others)
                .flatMap(output -> Address.ofScript(output.scriptPubKey(), params).stream())
                .map(Address::toString)
                .distinct()
                .toList();
    }
}
