package org.wonsi.browser.phone;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wonsi.core.block.Block;
import org.wonsi.core.block.MerkleProof;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.FeeLimit;
import org.wonsi.wallet.build.PaymentBuilder;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.build.Signer;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.Ledger;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.coins.OwnCoin;
import org.wonsi.wallet.coins.WalletTx;
import org.wonsi.wallet.coins.WalletTx.Clock;
import org.wonsi.wallet.coins.WalletTx.Standing;

/**
 * The wallet of a phone: the command line's keys, books, choice of coins and signatures, over the chain that this tab checked
 * itself.
 *
 * <p>Nothing is asked of a node. So <i>proven</i> means here that the whole block kept every rule, and not only that a merkle branch
 * leads to its header; <i>claimed</i> is a payment that waits in this tab's own mempool.
 */
final class PhoneWallet {
    /** Confirmations after which an own payment need not be kept any more. */
    private static final int SETTLED = 6;

    /** Seconds after which a payment isn't kept any more whose coins are in no chain that came: a week. */
    private static final long FORGOTTEN = 7 * 24 * 3_600L;

    private final PhoneKeys keys;
    private final ChainParams params;
    private final Account account;
    private final ChainScan scan;
    private final Map<Txid, Sent> sent = new LinkedHashMap<>();
    private Ledger ledger;
    private Optional<Draft> draft = Optional.empty();

    /**
     * An own payment that this phone keeps.
     *
     * @param made seconds since 1970
     */
    record Sent(Transaction tx, long made) {}

    /** A payment's place in a block: the proof that a merkle branch gives, and the header it leads to. */
    record Proof(int height, Block block, MerkleProof branch) {}

    PhoneWallet(Mnemonic words, ChainParams params) {
        this.keys = new PhoneKeys(words, params.network());
        this.params = params;
        this.account = new Account(keys);
        this.scan = new ChainScan(account);
        this.ledger = new Ledger(params, 0, scan.owned(), List.of(), List.of(), Ledger.Unread.NONE);
    }

    /** The recovery words. */
    String words() {
        return keys.words();
    }

    /** Blocks that must stand on a block, itself counted, before its reward can be spent in the next. */
    int maturity() {
        return params.coinbaseMaturity();
    }

    /** The books as of the last look. */
    Ledger ledger() {
        return ledger;
    }

    /** The address to receive with: the same until it was paid to. */
    OwnAddress receiving() {
        return account.address(Branch.RECEIVE, Math.max(scan.used(Branch.RECEIVE), ledger.used(0, Branch.RECEIVE)));
    }

    /** The first so many addresses to receive with, each in a line. */
    String addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(index ->
                        account.address(Branch.RECEIVE, index).address().toString())
                .collect(Collectors.joining("\n"));
    }

    /** Keeps an own payment, as it was kept before a reload. */
    void keep(Transaction tx, long made) {
        sent.put(tx.txid(), new Sent(tx, made));
    }

    /** The own payments that are kept. */
    List<Sent> kept() {
        return List.copyOf(sent.values());
    }

    /** Forgets an own payment, so that its coins are free again. */
    void abandon(Txid txid) {
        sent.remove(txid);
    }

    /** Reads what is new in the chain. */
    void update(VerifiedChain chain, long now) {
        scan.update(chain);
        Map<Txid, WalletTx> all = new LinkedHashMap<>();
        scan.found().forEach(tx -> all.put(tx.txid(), tx));
        sent.values()
                .removeIf(own -> Optional.ofNullable(all.get(own.tx.txid()))
                        .filter(tx -> chain.height() - tx.height() + 1 >= SETTLED)
                        .isPresent());
        List<Transaction> waiting = chain.waiting();
        List<Sent> possible = possible(all.values(), waiting);
        sent.values().removeIf(own -> now - own.made > FORGOTTEN && !possible.contains(own));
        List<Txid> nowhere = new ArrayList<>();
        for (Sent own : possible) {
            nowhere.add(own.tx.txid());
            all.putIfAbsent(own.tx.txid(), unproven(own.tx, Standing.WAITING, own.made));
        }
        for (Transaction tx : waiting) {
            nowhere.remove(tx.txid());
            if (scan.touches(tx)) {
                all.putIfAbsent(tx.txid(), unproven(tx, Standing.CLAIMED, now));
            }
        }
        nowhere.removeIf(txid ->
                Optional.ofNullable(all.get(txid)).filter(WalletTx::isProven).isPresent());
        ledger = new Ledger(params, chain.height(), scan.owned(), all.values(), List.of(), Ledger.Unread.NONE)
                .holding(nowhere);
    }

    /**
     * The kept payments whose coins exist: in this chain, in what waits, or as the change of another such payment.
     *
     * <p>A room that begins anew has another chain, on which yesterday's coins were never made. A payment of them can't come into any
     * block there, and its change is no money; but it is kept, since the old chain may come back.
     */
    private List<Sent> possible(Collection<WalletTx> found, List<Transaction> waiting) {
        Map<Txid, Transaction> known = new HashMap<>();
        found.forEach(tx -> known.put(tx.txid(), tx.tx()));
        waiting.forEach(tx -> known.put(tx.txid(), tx));
        List<Sent> possible = new ArrayList<>();
        // In the order in which they were made, so that change is known before it is spent.
        for (Sent own : sent.values()) {
            if (own.tx.inputs().stream().allMatch(input -> isMade(input.prevout(), known))) {
                known.put(own.tx.txid(), own.tx);
                possible.add(own);
            }
        }
        return possible;
    }

    private static boolean isMade(OutPoint coin, Map<Txid, Transaction> known) {
        Transaction made = known.get(coin.txid());
        return made != null && coin.index() < made.outputs().size();
    }

    private static WalletTx unproven(Transaction tx, Standing standing, long time) {
        Clock clock = standing == Standing.WAITING ? Clock.MADE : Clock.SEEN;
        return new WalletTx(tx, standing, OwnCoin.UNCONFIRMED, "", time, clock, List.of());
    }

    /** Coins that may be spent now. */
    private List<OwnCoin> spendable() {
        return ledger.coins().stream()
                .filter(coin -> coin.isSpendable(params.coinbaseMaturity()))
                .toList();
    }

    /**
     * Puts a payment together and keeps it until it is signed or another one is made.
     *
     * @throws org.wonsi.wallet.problem.WalletException not-enough, dust, high-fee, ...
     */
    Draft draft(Recipient to, FeeRate rate, RandomGenerator random) {
        draft = Optional.empty();
        OwnAddress change =
                account.address(Branch.CHANGE, Math.max(scan.used(Branch.CHANGE), ledger.used(0, Branch.CHANGE)));
        Draft made = new PaymentBuilder(rate, change, random).pay(to).from(spendable());
        FeeLimit.check(made.selection().fee(), to.amount());
        draft = Optional.of(made);
        return made;
    }

    /** Signs the draft, checks each input as nodes will, and keeps the payment. */
    Transaction sign(long now) {
        Draft made = draft.orElseThrow(() -> new IllegalStateException("there is no payment to sign"));
        Map<OutPoint, OwnAddress> owners = new LinkedHashMap<>();
        for (OwnCoin coin : made.selection().coins()) {
            owners.put(coin.outPoint(), coin.owner());
        }
        Map<OutPoint, TxOut> previous = ledger.spentBy(made.tx());
        Transaction signed;
        try (Signer signer = new Signer(keys.secrets(), List.of(keys))) {
            signed = signer.sign(made.tx(), previous, owners);
        }
        Signer.check(signed, previous);
        draft = Optional.empty();
        keep(signed, now);
        return signed;
    }

    /** The proof that a payment of the wallet is in a block; empty if it is in none. */
    Optional<Proof> proof(Txid txid, VerifiedChain chain) {
        return ledger.transaction(txid).filter(WalletTx::isProven).map(tx -> proof(tx, chain.block(tx.height())));
    }

    private static Proof proof(WalletTx tx, Block block) {
        List<Hash256> leaves =
                block.transactions().stream().map(t -> t.txid().hash()).toList();
        MerkleProof branch = MerkleProof.of(leaves, leaves.indexOf(tx.txid().hash()));
        if (!branch.proves(tx.tx(), block.header())) {
            throw new IllegalStateException("a block doesn't have the payment that was read from it: " + tx.txid());
        }
        return new Proof(tx.height(), block, branch);
    }
}
