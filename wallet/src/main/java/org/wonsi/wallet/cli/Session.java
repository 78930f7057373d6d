package org.wonsi.wallet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.client.Nodes;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.AccountScan;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.keystore.KeyFile;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.WalletDirectory;
import org.wonsi.wallet.keystore.WalletState;
import org.wonsi.wallet.problem.Phrase;
import org.wonsi.wallet.problem.WalletException;

/** One wallet while a command works with it: locked against other processes, its nodes at hand. */
final class Session implements AutoCloseable {
    private final WonsiWallet program;
    private final WalletDirectory directory;
    private final String name;
    private final WalletDirectory.Lock lock;
    private final KeyFile keys;
    private final Account account;
    private final Nodes nodes;
    private final List<String> notices = new ArrayList<>();
    private WalletState state;

    Session(WonsiWallet program) {
        this.program = program;
        this.directory = directory(program);
        this.name = program.walletName();
        directory.checkExists(name);
        this.lock = directory.lock(name);
        try {
            // Read under the lock: another process may just have put a key in.
            this.keys = directory.read(name);
            this.state = directory.state(name);
            this.account = new Account(keys, state.known());
            this.nodes = new Nodes(nodeUrls(program, state));
        } catch (WalletException e) {
            lock.close();
            throw e;
        }
    }

    /** Where the wallets of the network asked for are. */
    static WalletDirectory directory(WonsiWallet program) {
        return new WalletDirectory(program.environment().home(), program.network());
    }

    /** The first receiving address of a wallet. */
    static String firstAddress(Path home, String name, Network network) {
        KeyFile keys = new WalletDirectory(home, network).read(name);
        return new Account(keys).address(OwnAddress.Branch.RECEIVE, 0).address().toString();
    }

    /** The nodes to ask where no wallet is needed: as with one, which may be missing. */
    static List<String> nodeUrls(WonsiWallet program) {
        return nodeUrls(program, directory(program).state(program.walletName()));
    }

    /** The command line's nodes, else the wallet's own, else the default. */
    private static List<String> nodeUrls(WonsiWallet program, WalletState state) {
        List<String> asked = program.nodesAskedFor();
        if (!asked.isEmpty()) {
            return asked;
        }
        return state.nodes().isEmpty() ? List.of(WonsiWallet.DEFAULT_NODE) : state.nodes();
    }

    String name() {
        return name;
    }

    WalletDirectory directory() {
        return directory;
    }

    KeyFile keys() {
        return keys;
    }

    ChainParams params() {
        return account.params();
    }

    Account account() {
        return account;
    }

    Nodes nodes() {
        return nodes;
    }

    WalletState state() {
        return state;
    }

    /** Remembers, at once and on disk. */
    @SuppressWarnings("ReferenceEquality") // the same object is how WalletState says that nothing changed
    void save(WalletState changed) {
        if (changed != state) {
            directory.save(name, changed);
            state = changed;
        }
    }

    /** What the wallet noticed while it looked, as sentences. */
    List<String> notices() {
        return List.copyOf(notices);
    }

    /** Coins and balance: asks the nodes, sends again what they have lost, notices what changed since last time. */
    Ledger scan() {
        return scan(AccountScan.Depth.coins(program.mostTransactions()));
    }

    /** The same and the whole history, as far as the bound goes. */
    Ledger scanEverything() {
        Ledger ledger = scan(AccountScan.Depth.everything(program.mostTransactions()));
        if (ledger.completeFrom() > 0) {
            notice(Phrase.of("notice.cut", ledger.completeFrom(), program.mostTransactions()));
        }
        return ledger;
    }

    private Ledger scan(AccountScan.Depth depth) {
        Ledger ledger = look(depth);
        PendingPayments pending = new PendingPayments(nodes, ledger, state);
        WalletState after = pending.settle();
        pending.notices().forEach(this::notice);
        save(after.withNext(ledger.usedReceive(), ledger.usedChange()).withKnown(account.known(ledger.owned())));
        Ledger now = pending.sentAgain() ? look(depth) : ledger;
        return now.without(state.abandoned()).holding(pending.held());
    }

    /** What the nodes say, and nothing sent. */
    Ledger look() {
        return look(AccountScan.Depth.coins(program.mostTransactions()));
    }

    private Ledger look(AccountScan.Depth depth) {
        return AccountScan.scan(nodes, account, state.nextReceive(), state.nextChange(), depth);
    }

    private void notice(Phrase phrase) {
        String sentence = program.text(phrase.key(), phrase.values().toArray());
        notices.add(sentence);
        if (!program.output().isJson()) {
            program.environment().terminal().err().println(program.text("notice", sentence));
        }
    }

    /** Unlocks the keys with the password; to be closed as soon as the signing is done. */
    Signer unlock() {
        return new Signer(secrets(), keys);
    }

    /** Unlocks the secrets with the password; the caller wipes them. */
    Secrets secrets() {
        if (keys.isWatchOnly()) {
            return keys.open(new char[0]);
        }
        char[] password = program.passwords().existing(name);
        try {
            return keys.open(password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /** An own address by its text, without asking a node: looked for among those given out and twenty more. */
    OwnAddress ownAddress(String text) {
        String address = Address.parse(text, params()).toString();
        return knownAddresses().stream()
                .filter(own -> own.address().toString().equals(address))
                .findFirst()
                .orElseThrow(() -> new WalletException("not-own", address, name));
    }

    /** Every address the wallet may have used. */
    List<OwnAddress> knownAddresses() {
        List<OwnAddress> all = new ArrayList<>();
        int more = AccountScan.GAP_LIMIT;
        all.addAll(account.addresses(OwnAddress.Branch.RECEIVE, 0, state.nextReceive() + more));
        all.addAll(account.addresses(OwnAddress.Branch.CHANGE, 0, state.nextChange() + more));
        all.addAll(account.imported());
        return all;
    }

    @Override
    public void close() {
        nodes.close();
        lock.close();
    }
}
