package org.wonsi.wallet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.client.Deadline;
import org.wonsi.wallet.client.NodeClients;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.keystore.WalletLock;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.Notice;
import org.wonsi.wallet.problem.WalletException;

/**
 * A wallet that is open: its files, the nodes it asks, and what can be done with it. The front door of this module.
 *
 * <p>Looking takes no lock; what is remembered is read again, changed and written under one, so that two commands of one
 * wallet wait for each other only then.
 */
public final class Wallet implements AutoCloseable {
    private final WalletSetting setting;
    private final WalletDirectory directory;
    private final KeyFile keys;
    private final List<Account> accounts;
    private final NodeClients nodes;
    private final List<Notice> notices = new ArrayList<>();
    private WalletState state;
    private List<String> answered = List.of();

    private Wallet(WalletSetting setting) {
        this.setting = setting;
        this.directory = new WalletDirectory(setting.home(), setting.network());
        this.keys = directory.read(setting.name());
        this.state = directory.state(setting.name());
        this.accounts = keys.accounts().stream()
                .map(account -> new Account(account, state.known(account.number())))
                .toList();
        this.nodes = new NodeClients(nodeUrls(setting, state), new Deadline(setting.seconds()));
    }

    /**
     * Opens a wallet that there is.
     *
     * @throws WalletException no-wallet, damaged-file, damaged-state
     */
    public static Wallet open(WalletSetting setting) {
        return new Wallet(setting);
    }

    /** The nodes to ask where no wallet is needed: as with one, which may be missing. */
    public static NodeClients nodes(WalletSetting setting) {
        WalletState state = new WalletDirectory(setting.home(), setting.network()).state(setting.name());
        return new NodeClients(nodeUrls(setting, state), new Deadline(setting.seconds()));
    }

    private static List<String> nodeUrls(WalletSetting setting, WalletState state) {
        if (!setting.nodes().isEmpty()) {
            return setting.nodes();
        }
        return state.nodes().isEmpty() ? List.of(WalletSetting.DEFAULT_NODE) : state.nodes();
    }

    /** The wallet's name. */
    public String name() {
        return setting.name();
    }

    /** The directory of the wallet's files. */
    public WalletDirectory directory() {
        return directory;
    }

    /** The wallet's key file: public keys unencrypted, the secrets locked. */
    public KeyFile keys() {
        return keys;
    }

    /** The network's parameters. */
    public ChainParams params() {
        return accounts.get(0).params();
    }

    /** The wallet's accounts, by their numbers; at least one. */
    public List<Account> accounts() {
        return accounts;
    }

    /**
     * An account by its number or name; the first if neither is given.
     *
     * @throws WalletException no-account
     */
    public Account account(String wanted) {
        return wanted.isEmpty()
                ? accounts.get(0)
                : accounts.stream()
                        .filter(account ->
                                wanted.equals(account.name()) || wanted.equals(Integer.toString(account.number())))
                        .findFirst()
                        .orElseThrow(() -> new WalletException(new Failure.NoAccount(name(), wanted)));
    }

    /** The nodes it asks. */
    public NodeClients nodes() {
        return nodes;
    }

    /** The state that the wallet remembers between commands. */
    public WalletState state() {
        return state;
    }

    /** The notices of the scans so far. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    /** The nodes by whose word the coins of the last look are unspent. */
    public List<String> unspentBy() {
        return answered;
    }

    WalletSetting setting() {
        return setting;
    }

    /** Seconds since 1970 UTC. */
    long now() {
        return setting.clock().instant().getEpochSecond();
    }

    /** Changes what it remembers, on disk at once: with other commands kept out, and on what they wrote meanwhile. */
    public void change(UnaryOperator<WalletState> change) {
        if (change.apply(state).equals(state)) {
            return;
        }
        locked(() -> {
            WalletState after = change.apply(directory.state(name()));
            directory.save(name(), after);
            state = after;
        });
    }

    /** Does something while other commands of this wallet are kept out; says whom there is to wait for. */
    public void locked(Runnable work) {
        WalletLock lock = directory.lock(name(), holder -> notice(WalletLock.waiting(name(), holder)));
        try {
            work.run();
        } finally {
            lock.close();
        }
    }

    /**
     * Replaces the key file, keeping the old one as a backup.
     *
     * @throws WalletException file-changed if another command has changed it since this one read it
     */
    public void replaceKeys(KeyFile changed) {
        if (changed.format().equals(keys.format())) {
            return;
        }
        locked(() -> {
            if (!directory.read(name()).format().equals(keys.format())) {
                throw new WalletException(new Failure.FileChanged(name()));
            }
            directory.replace(name(), changed);
        });
    }

    /** Says something, once. */
    void notice(Notice notice) {
        if (!notices.contains(notice)) {
            notices.add(notice);
            setting.notice().accept(notice);
        }
    }

    /** Coins and balance: asks the nodes, checks what they say, sends again what they have lost. */
    public Ledger scan() {
        return scan(HistoryDepth.coins(setting.mostTransactions()), true);
    }

    /** The books with the whole history, as far as the bound on transactions goes. */
    public Ledger scanFullHistory() {
        Ledger ledger = scan(HistoryDepth.everything(setting.mostTransactions()), true);
        if (ledger.completeFrom() > 0) {
            notice(new Notice.Cut(ledger.completeFrom(), setting.mostTransactions()));
        }
        return ledger;
    }

    /** The books, and nothing sent. */
    public Ledger scanWithoutSending() {
        return scan(HistoryDepth.coins(setting.mostTransactions()), false);
    }

    private Ledger scan(HistoryDepth depth, boolean sends) {
        ChainView chain = ChainView.follow(params(), directory.headers(), nodes, now());
        var kept = directory.transactions(name());
        WalletScan scan = new WalletScan(nodes, chain, accounts, kept, state, depth, now());
        Ledger ledger = scan.books();
        answered = scan.answered();
        chain.notices().forEach(this::notice);
        scan.reorganisations().forEach(this::notice);
        scan.notices().forEach(this::notice);
        var keep = scan.toKeep(ledger);
        if (!keep.equals(kept)) {
            locked(() -> directory.save(name(), keep));
        }
        PendingPayments pending = new PendingPayments(nodes.all(), scan, ledger);
        if (sends) {
            pending.settle(state);
            pending.notices().forEach(this::notice);
        }
        List<String> seen = scan.seen(ledger);
        change(s -> moved(pending.apply(s).withSeen(seen, now()), ledger));
        return ledger.holding(pending.held());
    }

    /** The addresses that are used up, and the keys worked out. */
    private WalletState moved(WalletState before, Ledger ledger) {
        WalletState after = before;
        for (Account account : accounts) {
            int number = account.number();
            int receive = ledger.used(number, OwnAddress.Branch.RECEIVE);
            int change = ledger.used(number, OwnAddress.Branch.CHANGE);
            after = after.withNext(number, receive, change).withKnown(number, account.known(ledger.owned()));
        }
        return after;
    }

    /** The fee rate that nodes suggest, and which; capped, because nothing shows that it is right. */
    public FeeSuggestion suggestFee(int blocks) {
        return FeeSuggestion.ask(nodes, blocks);
    }

    /** Proves that a transaction is in the chain with the most work among all nodes asked. */
    public static PaymentProof prove(WalletSetting setting, Txid txid) {
        try (NodeClients nodes = nodes(setting)) {
            ChainParams params = ChainParams.of(setting.network());
            WalletDirectory directory = new WalletDirectory(setting.home(), setting.network());
            long now = setting.clock().instant().getEpochSecond();
            return PaymentProof.find(txid, ChainView.follow(params, directory.headers(), nodes, now));
        }
    }

    /** Puts a payment together. */
    public Draft draft(Payment payment, Ledger ledger, FeeRate rate) {
        return new PaymentDrafter(this, ledger, rate).draft(payment);
    }

    /** A replacement of a payment that waits: the same payment with a higher fee. */
    public Replacement replacement(Txid txid, Ledger ledger, FeeRate rate, boolean withChildren) {
        return new ReplacementBuilder(this, ledger, rate).of(txid, withChildren);
    }

    /** A payment to oneself of a waiting payment's change, with a fee for both. */
    public Draft child(Txid txid, Ledger ledger, FeeRate rate) {
        return new ChildPaymentBuilder(this, ledger, rate).of(txid);
    }

    /** Signs, sends and remembers payments. */
    public PaymentSender sender() {
        return new PaymentSender(this);
    }

    /** The address for an account's next change. */
    public OwnAddress changeAddress(int account) {
        return accounts.get(account).address(OwnAddress.Branch.CHANGE, state.nextChange(account));
    }

    /** Coins that a payment may take: proven and mature, or change of one's own; neither held nor frozen. */
    public List<OwnCoin> spendable(Ledger ledger) {
        int maturity = params().coinbaseMaturity();
        return ledger.coins().stream()
                .filter(coin -> coin.isSpendable(maturity))
                .filter(coin -> !state.frozen().contains(coin.outPoint().toString()))
                .toList();
    }

    /** What can't be spent yet. */
    Amount waiting(Ledger ledger) {
        int maturity = params().coinbaseMaturity();
        return ledger.coins().stream()
                .filter(coin -> !coin.held() && !coin.isSpendable(maturity))
                .map(OwnCoin::value)
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** An own address by its text, without asking a node: looked for among those given out and twenty more. */
    public OwnAddress ownAddress(String text) {
        String address = Address.parse(text, params()).toString();
        Optional<OwnAddress> own = knownAddresses().stream()
                .filter(known -> known.address().toString().equals(address))
                .findFirst();
        return own.orElseThrow(() -> new WalletException(new Failure.NotOwn(address, name())));
    }

    /** Every address the wallet may have used. */
    public List<OwnAddress> knownAddresses() {
        List<OwnAddress> all = new ArrayList<>();
        for (Account account : accounts) {
            int number = account.number();
            all.addAll(
                    account.addresses(OwnAddress.Branch.RECEIVE, 0, state.nextReceive(number) + WalletScan.GAP_LIMIT));
            all.addAll(account.addresses(OwnAddress.Branch.CHANGE, 0, state.nextChange(number) + WalletScan.GAP_LIMIT));
            all.addAll(account.imported());
        }
        return all;
    }

    /** Unlocks the keys with the password, which the caller wipes; to be closed as soon as the signing is done. */
    public Signer unlock(char[] password) {
        return new Signer(keys.open(password), keys.accounts());
    }

    @Override
    public void close() {
        nodes.close();
    }
}
