package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wonsi.core.bytes.ByteString;
import org.wonsi.core.chain.HeaderNode;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.client.EsploraClient;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.coins.WalletTx.Clock;
import org.wonsi.wallet.coins.WalletTx.Standing;
import org.wonsi.wallet.keystore.KeptTransactions;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.Lie;
import org.wonsi.wallet.problem.Notice;

/**
 * A scan of the chain for one or several accounts: it asks for the addresses of accounts, until twenty of a branch
 * in a row were never used (BIP 44's gap limit), and makes the books of what was found.
 *
 * <p>An address counts as used by a transaction that is proven or the wallet's own. A node's word alone doesn't move the
 * window: a wallet restored from its words would look no further than the chain tells.
 */
final class WalletScan {
    /** Unused addresses in a row after which a branch counts as ended. */
    static final int GAP_LIMIT = 20;

    private final NodeClients nodes;
    private final ChainView chain;
    private final ChainParams params;
    private final List<Account> accounts;
    private final WalletState state;
    private final long now;
    private final AddressScan scan;
    private final TransactionProofs proofs;
    private final Map<Txid, Long> made = new LinkedHashMap<>();
    private final Set<Txid> signed = new HashSet<>();
    private final Set<Txid> forged = new HashSet<>();
    private final List<Notice> notices = new ArrayList<>();

    /** Prepares a look; {@code now} is in seconds since 1970 UTC. */
    WalletScan(
            NodeClients nodes,
            ChainView chain,
            List<Account> accounts,
            KeptTransactions kept,
            WalletState state,
            HistoryDepth depth,
            long now) {
        this.nodes = nodes;
        this.chain = chain;
        this.params = accounts.get(0).params();
        this.accounts = List.copyOf(accounts);
        this.state = state;
        this.now = now;
        List<EsploraClient> good =
                chain.good().stream().map(ChainView.NodeView::node).toList();
        this.scan = new AddressScan(nodes, good, depth);
        this.proofs = new TransactionProofs(nodes, chain, kept);
        // The newest first: of two payments with one coin it is the one meant.
        for (int i = state.pending().size() - 1; i >= 0; i--) {
            Pending payment = state.pending().get(i);
            Transaction tx = Transaction.decode(ByteString.ofHex(payment.hex()));
            if (!state.abandoned().contains(payment.txid())) {
                made.put(tx.txid(), payment.made());
            }
            proofs.add(tx);
        }
    }

    /** Asks, checks, and makes the books. */
    Ledger books() {
        List<OwnAddress> first = new ArrayList<>();
        for (Account account : accounts) {
            first.addAll(account.addresses(Branch.RECEIVE, 0, asked(account, Branch.RECEIVE)));
            first.addAll(account.addresses(Branch.CHANGE, 0, asked(account, Branch.CHANGE)));
            first.addAll(account.imported());
        }
        ask(first);
        for (Account account : accounts) {
            continueScan(account, Branch.RECEIVE);
            continueScan(account, Branch.CHANGE);
        }
        proofs.proveAhead(scan);
        Ledger ledger = ledger();
        noteHidden(ledger);
        noteFalseClaims(ledger);
        return ledger;
    }

    private void noteFalseClaims(Ledger ledger) {
        for (Txid txid : scan.claimedBy()) {
            for (AddressScan.Hint hint : scan.hints(txid)) {
                proofs.bytes(txid)
                        .flatMap(tx -> NodeClaimCheck.in(hint.said(), tx, ledger))
                        .ifPresent(lie -> notices.add(new Notice.Lie(hint.node().url(), lie)));
            }
        }
    }

    /** Addresses of a branch to ask for at first. */
    private int asked(Account account, Branch branch) {
        int next = branch == Branch.RECEIVE ? state.nextReceive(account.number()) : state.nextChange(account.number());
        return next + GAP_LIMIT;
    }

    /** Asks for more addresses of a branch until twenty after the last used one have been asked for. */
    private void continueScan(Account account, Branch branch) {
        int from = asked(account, branch);
        int until = ledger().used(account.number(), branch) + GAP_LIMIT;
        while (from < until) {
            ask(account.addresses(branch, from, until));
            from = until;
            until = ledger().used(account.number(), branch) + GAP_LIMIT;
        }
    }

    private void ask(List<OwnAddress> addresses) {
        proofs.find(scan.ask(addresses), scan);
        fetchParents();
    }

    /** What inputs that carry an own key spend must be known too, or they wouldn't be seen as own. */
    private void fetchParents() {
        Set<ByteString> keys = new HashSet<>();
        scan.owned().forEach(own -> keys.add(own.key().bytes()));
        Map<Txid, Txid> missing = new LinkedHashMap<>();
        for (Txid txid : candidates()) {
            for (TxIn input : proofs.bytes(txid).map(Transaction::inputs).orElse(List.of())) {
                Txid parent = input.prevout().txid();
                if (proofs.bytes(parent).isEmpty() && carriesOwn(input, keys)) {
                    missing.put(parent, txid);
                }
            }
        }
        List<Map.Entry<Txid, Txid>> wanted = List.copyOf(missing.entrySet());
        nodes.each(wanted, entry -> parent(entry.getKey(), entry.getValue())).forEach(tx -> tx.ifPresent(proofs::add));
    }

    private Optional<Transaction> parent(Txid txid, Txid child) {
        List<EsploraClient> tellers =
                scan.hints(child).stream().map(AddressScan.Hint::node).toList();
        for (EsploraClient node : tellers.isEmpty() ? scan.answered() : tellers) {
            Optional<Transaction> tx = proofs.fetch(txid, node);
            if (tx.isPresent()) {
                return tx;
            }
        }
        return Optional.empty();
    }

    /** A P2PKH input ends with the public key. */
    private static boolean carriesOwn(TxIn input, Set<ByteString> keys) {
        ByteString script = input.scriptSig().bytes();
        for (int size : new int[] {33, 65}) {
            if (script.size() > size && keys.contains(script.slice(script.size() - size, script.size()))) {
                return true;
            }
        }
        return false;
    }

    /** Transactions that may touch the wallet: told of, proven before, or made here. */
    private Set<Txid> candidates() {
        Set<Txid> all = new LinkedHashSet<>(made.keySet());
        all.addAll(proofs.proven());
        all.addAll(scan.claimedBy());
        return all;
    }

    /** The books of all that is known so far. */
    private Ledger ledger() {
        Ledger before = books(candidates(), Ledger.Unread.NONE);
        Set<Txid> counted = new LinkedHashSet<>();
        for (Txid txid : candidates()) {
            Optional<Transaction> tx = proofs.bytes(txid);
            if (tx.isPresent() && counts(tx.get(), before)) {
                counted.add(txid);
            }
        }
        Ledger ledger = books(counted, Ledger.Unread.NONE);
        return scan.partly().isEmpty() ? ledger : books(counted, unread(ledger));
    }

    private Ledger books(Collection<Txid> txids, Ledger.Unread unread) {
        List<WalletTx> transactions = new ArrayList<>();
        txids.forEach(txid -> proofs.bytes(txid).ifPresent(tx -> transactions.add(walletTx(tx))));
        List<Transaction> parents = new ArrayList<>();
        for (WalletTx tx : transactions) {
            tx.tx().inputs().forEach(in -> proofs.bytes(in.prevout().txid()).ifPresent(parents::add));
        }
        return new Ledger(params, chain.best().height(), scan.owned(), transactions, parents, unread);
    }

    private WalletTx walletTx(Transaction tx) {
        Txid txid = tx.txid();
        List<String> tellers = scan.hints(txid).stream()
                .map(hint -> hint.node().url())
                .distinct()
                .toList();
        Optional<HeaderNode> block = proofs.block(txid);
        if (block.isPresent()) {
            return new WalletTx(
                    tx,
                    Standing.PROVEN,
                    block.get().height(),
                    block.get().hash().toDisplay(),
                    block.get().header().time(),
                    Clock.BLOCK,
                    tellers);
        }
        Long when = made.get(txid);
        Standing standing = when != null || signed.contains(txid) ? Standing.WAITING : Standing.CLAIMED;
        long time = when == null ? state.seen().getOrDefault(txid.toDisplay(), now) : when;
        Clock clock = when == null ? Clock.SEEN : Clock.MADE;
        return new WalletTx(tx, standing, OwnCoin.UNCONFIRMED, "", time, clock, tellers);
    }

    /**
     * Whether a transaction has a place in the books. One that a node only tells of and that spends an own coin must carry
     * signatures that only the wallet's keys can have made.
     */
    private boolean counts(Transaction tx, Ledger ledger) {
        Txid txid = tx.txid();
        if (state.abandoned().contains(txid.toDisplay()) && proofs.block(txid).isEmpty()) {
            return false;
        }
        WalletTx known = walletTx(tx);
        if (ledger.touched(known).isEmpty()) {
            return false;
        }
        boolean spends = tx.inputs().stream().anyMatch(in -> ledger.owner(in).isPresent());
        if (known.standing() != Standing.CLAIMED || !spends) {
            return true;
        }
        if (forged.contains(txid)) {
            return false;
        }
        if (!isSigned(tx, ledger)) {
            forged.add(txid);
            String url = known.claimedBy().isEmpty() ? "" : known.claimedBy().get(0);
            notices.add(new Notice.Lie(url, new Lie.NotSigned(txid)));
            return false;
        }
        if (ledger.isOwnPayment(tx)) {
            signed.add(txid);
        }
        return true;
    }

    private static boolean isSigned(Transaction tx, Ledger ledger) {
        for (int i = 0; i < tx.inputs().size(); i++) {
            Optional<TxOut> spent = ledger.spent(tx.inputs().get(i));
            if (spent.isPresent() && ledger.owner(spent.get()).isPresent() && !Signer.verifies(tx, i, spent.get())) {
                return false;
            }
        }
        return true;
    }

    /** What the unread transactions of addresses with a long history spend, by the nodes' word. */
    private Ledger.Unread unread(Ledger ledger) {
        Map<Script, AddressScan.Partly> partly = new LinkedHashMap<>();
        scan.owned().forEach(own -> {
            AddressScan.Partly known = scan.partly().get(own.address().toString());
            if (known != null) {
                partly.put(own.address().scriptPubKey(), known);
            }
        });
        Set<OutPoint> spent = new HashSet<>();
        int completeFrom = 0;
        for (WalletTx tx : ledger.transactions()) {
            for (int i = 0; i < tx.tx().outputs().size(); i++) {
                OutPoint outPoint = new OutPoint(tx.txid(), i);
                AddressScan.Partly known = partly.get(tx.tx().outputs().get(i).scriptPubKey());
                if (known != null
                        && !known.read().contains(tx.txid())
                        && !known.unspent().contains(outPoint)) {
                    spent.add(outPoint);
                }
            }
        }
        for (AddressScan.Partly known : partly.values()) {
            // Of the oldest block's transactions some may be missing.
            int oldest = known.read().stream()
                    .flatMap(txid -> proofs.block(txid).stream())
                    .mapToInt(HeaderNode::height)
                    .min()
                    .orElse(chain.best().height());
            completeFrom = Math.max(completeFrom, oldest + 1);
        }
        return new Ledger.Unread(spent, completeFrom);
    }

    /** A node that doesn't tell of a proven transaction although its chain has the block hides it. */
    private void noteHidden(Ledger ledger) {
        Set<String> partly = scan.partly().keySet();
        for (EsploraClient node : scan.answered()) {
            int tip = chain.views().stream()
                    .filter(view -> view.node().url().equals(node.url()) && view.agreesWith(chain.best()))
                    .mapToInt(view -> view.tip().orElseThrow().height())
                    .max()
                    .orElse(-1);
            List<WalletTx> hidden = ledger.transactions().stream()
                    .filter(tx -> tx.isProven() && tx.height() <= tip)
                    .filter(tx -> scan.hints(tx.txid()).stream()
                            .noneMatch(hint -> hint.node().url().equals(node.url())))
                    .filter(tx -> ledger.touched(tx).stream()
                            .noneMatch(own -> partly.contains(own.address().toString())))
                    .toList();
            if (!hidden.isEmpty()) {
                notices.add(new Notice.Hides(
                        node.url(), hidden.size(), hidden.get(0).txid()));
            }
        }
    }

    /** The nodes that told of a transaction. */
    boolean isClaimed(Txid txid) {
        return !scan.hints(txid).isEmpty();
    }

    /**
     * The block a transaction was in before a reorganisation, for those whose proof holds no more. None of a network that was
     * begun again: there was no reorganisation, and {@link Notice.NewChain} has said what there was.
     */
    List<Notice> reorganisations() {
        if (chain.isNewNetwork()) {
            return List.of();
        }
        List<Notice> found = new ArrayList<>();
        proofs.undone().forEach((txid, was) -> {
            Optional<HeaderNode> now = proofs.block(txid);
            if (now.isEmpty()) {
                found.add(new Notice.Undone(txid, was));
            } else if (!now.get().hash().equals(was)) {
                found.add(new Notice.Moved(txid, was, now.get().hash()));
            }
        });
        return found;
    }

    /** Transactions whose time is when they were first seen. */
    List<String> seen(Ledger ledger) {
        return ledger.transactions().stream()
                .filter(tx -> tx.clock() == Clock.SEEN)
                .map(tx -> tx.txid().toDisplay())
                .toList();
    }

    /** The transactions to keep: those proven, and what own payments spend. */
    KeptTransactions toKeep(Ledger ledger) {
        KeptTransactions kept = new KeptTransactions();
        for (WalletTx tx : ledger.transactions()) {
            for (TxIn input : tx.tx().inputs()) {
                Optional<Transaction> parent = proofs.bytes(input.prevout().txid());
                if (parent.isPresent() && ledger.owner(input).isPresent()) {
                    kept.put(kept(parent.get()));
                }
            }
            if (tx.isProven()) {
                kept.put(kept(tx.tx()));
            }
        }
        // Of a long history more was proven than is shown.
        for (Txid txid : proofs.proven()) {
            proofs.bytes(txid).ifPresent(tx -> kept.put(kept(tx)));
        }
        return kept;
    }

    private KeptTransactions.Kept kept(Transaction tx) {
        return new KeptTransactions.Kept(tx, proofs.proof(tx.txid()));
    }

    /** The nodes that answered: whose word it is that coins are unspent. */
    List<String> answered() {
        return scan.answered().stream().map(EsploraClient::url).toList();
    }

    /** What there is to say of the nodes. */
    List<Notice> notices() {
        List<Notice> all = new ArrayList<>(scan.notices());
        all.addAll(proofs.notices());
        all.addAll(notices);
        return NodeClaimCheck.gathered(all.stream().distinct().toList());
    }
}
