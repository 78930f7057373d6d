package org.wonsi.wallet.coins;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.wonsi.core.api.TxDetails;
import org.wonsi.core.api.TxInput;
import org.wonsi.core.api.UnspentOutput;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.client.AddressHistory;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.problem.WalletException;

/**
 * Finds the transactions of an account by asking for its addresses, until twenty in a row were never used (BIP 44's gap
 * limit).
 *
 * <p>An address with a longer history than wanted is known by its newest transactions and by its unspent outputs. A node
 * that won't list those is read to the end, up to the bound.
 */
public final class AccountScan {
    /** Unused addresses in a row after which a branch counts as ended. */
    public static final int GAP_LIMIT = 20;

    private final Nodes nodes;
    private final EsploraClient node;
    private final Account account;
    private final Depth depth;
    private final int tipHeight;
    private final Map<String, OwnAddress> owned = new LinkedHashMap<>();
    private final Map<String, TxDetails> transactions = new LinkedHashMap<>();
    private final Map<String, List<UnspentOutput>> partly = new LinkedHashMap<>();
    private int completeFrom;

    /**
     * How far back to read.
     *
     * @param wanted transactions of an address after which older ones needn't be read one by one
     * @param most transactions of an address that are kept at the most
     */
    public record Depth(int wanted, int most) {
        /** Transactions kept of an address unless told otherwise. */
        public static final int DEFAULT_MOST = 10_000;

        /** Enough for coins and balance. */
        public static Depth coins(int most) {
            return new Depth(EsploraClient.PAGE, most);
        }

        /** Everything, up to the bound. */
        public static Depth everything(int most) {
            return new Depth(most, most);
        }
    }

    private AccountScan(Nodes nodes, Account account, Depth depth) {
        this.nodes = nodes;
        this.node = nodes.first();
        this.account = account;
        this.depth = depth;
        this.tipHeight = nodes.tipHeight();
        checkNetwork();
    }

    /** A node of another network would know nothing of the addresses, or refuse them. */
    private void checkNetwork() {
        String ours = account.params().genesis().hash().toDisplay();
        Optional<String> theirs = node.blockHash(0);
        if (theirs.isPresent() && !theirs.get().equals(ours)) {
            throw new WalletException(
                    "other-network",
                    node.url(),
                    theirs.get(),
                    account.params().network().id(),
                    ours);
        }
    }

    /**
     * Asks the first node that answers.
     *
     * @param nextReceive number of the next receiving address; all before it are asked for, used or not
     * @param nextChange the same of change
     * @throws WalletException other-network if its genesis block isn't that of the account's network; too-many if an address has more transactions than the bound and the node won't list its
     *     coins
     */
    public static Ledger scan(Nodes nodes, Account account, int nextReceive, int nextChange, Depth depth) {
        return new AccountScan(nodes, account, depth).scan(nextReceive, nextChange);
    }

    private Ledger scan(int nextReceive, int nextChange) {
        List<OwnAddress> first = new ArrayList<>(account.addresses(Branch.RECEIVE, 0, nextReceive + GAP_LIMIT));
        first.addAll(account.addresses(Branch.CHANGE, 0, nextChange + GAP_LIMIT));
        first.addAll(account.imported());
        List<Boolean> used = ask(first);
        int usedReceive = afterLast(first, used, Branch.RECEIVE);
        int usedChange = afterLast(first, used, Branch.CHANGE);
        usedReceive = goOn(Branch.RECEIVE, nextReceive + GAP_LIMIT, usedReceive);
        usedChange = goOn(Branch.CHANGE, nextChange + GAP_LIMIT, usedChange);
        return new Ledger(
                account.params(),
                tipHeight,
                owned,
                transactions.values(),
                usedReceive,
                usedChange,
                new Ledger.Older(olderCoins(), completeFrom));
    }

    private static int afterLast(List<OwnAddress> addresses, List<Boolean> used, Branch branch) {
        int after = 0;
        for (int i = 0; i < addresses.size(); i++) {
            if (used.get(i) && addresses.get(i).branch() == branch) {
                after = Math.max(after, addresses.get(i).index() + 1);
            }
        }
        return after;
    }

    /** Asks for more addresses of a branch until twenty after the last used one have been asked for. */
    private int goOn(Branch branch, int asked, int afterLastUsed) {
        int from = asked;
        int after = afterLastUsed;
        while (from < after + GAP_LIMIT) {
            List<OwnAddress> more = account.addresses(branch, from, after + GAP_LIMIT);
            from = after + GAP_LIMIT;
            after = Math.max(after, afterLast(more, ask(more), branch));
        }
        return after;
    }

    /** Asks for addresses, all at once; which of them were used. */
    private List<Boolean> ask(List<OwnAddress> addresses) {
        List<AddressHistory> answers =
                nodes.each(addresses, own -> node.history(own.address().toString(), depth.wanted()));
        List<Boolean> used = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            OwnAddress own = addresses.get(i);
            owned.put(own.address().toString(), own);
            AddressHistory history = answers.get(i).complete() ? answers.get(i) : older(own, answers.get(i));
            history.transactions().forEach(tx -> transactions.put(tx.txid(), tx));
            used.add(!history.transactions().isEmpty());
        }
        return used;
    }

    /** What else to know of an address whose older transactions weren't read. */
    private AddressHistory older(OwnAddress own, AddressHistory newest) {
        String address = own.address().toString();
        Optional<List<UnspentOutput>> unspent = node.unspent(address);
        if (unspent.isPresent()) {
            partly.put(address, unspent.get());
            newest.transactions().stream()
                    .flatMap(tx -> Optional.ofNullable(tx.status().blockHeight()).stream())
                    .min(Integer::compare)
                    // Of the oldest block's transactions some may be missing.
                    .ifPresent(oldest -> completeFrom = Math.max(completeFrom, oldest + 1));
            return newest;
        }
        AddressHistory all = node.history(address, depth.most());
        if (!all.complete()) {
            throw new WalletException("too-many", address, depth.most());
        }
        return all;
    }

    /** The unspent outputs whose transactions weren't read. */
    private List<OwnCoin> olderCoins() {
        Set<String> spent = transactions.values().stream()
                .flatMap(tx -> tx.vin().stream())
                .map(input -> input.txid() + ":" + input.vout())
                .collect(Collectors.toSet());
        List<OwnCoin> coins = new ArrayList<>();
        partly.forEach((address, outputs) -> {
            OwnAddress own = Objects.requireNonNull(owned.get(address));
            List<UnspentOutput> unread = outputs.stream()
                    .filter(output -> output.status().blockHeight() != null)
                    .filter(output -> !transactions.containsKey(output.txid()))
                    .filter(output -> !spent.contains(output.txid() + ":" + output.vout()))
                    .toList();
            coins.addAll(nodes.each(unread, output -> olderCoin(own, output)));
        });
        return coins;
    }

    private OwnCoin olderCoin(OwnAddress own, UnspentOutput output) {
        Integer height = output.status().blockHeight();
        Txid txid = Txid.ofDisplay(output.txid());
        int confirmations = height == null ? 0 : Math.max(1, tipHeight - height + 1);
        // A list of coins doesn't say which are rewards; that matters only to those that may still have to mature.
        boolean mayBeImmature = confirmations < account.params().coinbaseMaturity();
        boolean coinbase = mayBeImmature
                && node.transaction(txid).stream()
                        .flatMap(tx -> tx.vin().stream())
                        .anyMatch(TxInput::isCoinbase);
        return new OwnCoin(
                new OutPoint(txid, output.vout()),
                new Amount(output.value()),
                own,
                height == null ? OwnCoin.UNCONFIRMED : height,
                confirmations,
                coinbase,
                false,
                false);
    }
}
