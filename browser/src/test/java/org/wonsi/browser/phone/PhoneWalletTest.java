package org.wonsi.browser.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.wonsi.browser.network.TabNetwork;
import org.wonsi.core.address.Address;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.hd.Mnemonic;
import org.wonsi.core.hd.WordList;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.FeeRate;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.Txid;
import org.wonsi.lab.live.LiveNode;
import org.wonsi.wallet.build.Draft;
import org.wonsi.wallet.build.Recipient;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.coins.WalletTx.Standing;
import org.wonsi.wallet.keystore.Secrets;
import org.wonsi.wallet.keystore.StoredAccount;
import org.wonsi.wallet.problem.Failure;
import org.wonsi.wallet.problem.WalletException;

/** Over the chain of a living network on the JVM; a browser does the same in the node's tests of the phone page. */
@DisplayName("A phone's wallet over a chain of its own")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PhoneWalletTest {
    private static final String WORDS =
            "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";
    private static final FeeRate RATE = FeeRate.parse("2");

    private final TabNetwork tab =
            new TabNetwork(List.of("Seoul", "Busan"), 5, 70_000, Instant.parse("2026-12-01T12:00:00Z"));
    private final PhoneWallet wallet = new PhoneWallet(Mnemonic.parse(WORDS), tab.params());
    private final LiveNode seoul = tab.network().nodes().get(0);
    private final VerifiedChain chain = new VerifiedChain(seoul.chain(), seoul.mempool());
    private Instant now = Instant.parse("2026-12-01T12:00:00Z");
    private Txid sent = Txid.ofDisplay("00".repeat(32));

    @BeforeAll
    void live() {
        tab.setDemoPayments(false);
        tab.measured(10_000);
        mineTo(14);
    }

    @BeforeEach
    void look() {
        wallet.update(chain, now.getEpochSecond());
    }

    private void turn() {
        now = now.plusMillis(10);
        tab.advance(now);
        tab.mine(100);
    }

    private void mineTo(int height) {
        for (int turns = 0; chain.height() < height && turns < 100_000; turns++) {
            turn();
        }
        assertThat(chain.height()).isGreaterThanOrEqualTo(height);
        wallet.update(chain, now.getEpochSecond());
    }

    private String receiving() {
        return wallet.receiving().address().toString();
    }

    @Test
    @Order(1)
    @DisplayName(
            "counts a payment as claimed while it waits, and as its own once a block has it; then gives out another"
                    + " address")
    void receives() {
        String first = receiving();
        tab.pay("Seoul", first, 150_000_000, 5);
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().balance().claimed()).isEqualTo(new Amount(150_000_000));
        assertThat(wallet.ledger().balance().total()).isEqualTo(Amount.ZERO);
        assertThat(receiving()).isEqualTo(first);
        mineTo(chain.height() + 2);
        assertThat(wallet.ledger().balance().proven()).isEqualTo(new Amount(150_000_000));
        assertThat(wallet.ledger().balance().claimed()).isEqualTo(Amount.ZERO);
        assertThat(receiving()).isNotEqualTo(first);
        assertThat(wallet.receiving().index()).isEqualTo(1);
    }

    @Test
    @Order(2)
    @DisplayName("refuses what it can't pay, with the reason")
    void refuses() {
        Recipient all = new Recipient(Address.parse(receiving(), tab.params()), new Amount(150_000_000));
        assertThatThrownBy(() -> wallet.draft(all, RATE, new Random(1)))
                .isInstanceOfSatisfying(
                        WalletException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.NotEnough.class));
        Recipient dust = new Recipient(all.address(), new Amount(545));
        assertThatThrownBy(() -> wallet.draft(dust, RATE, new Random(1)))
                .isInstanceOfSatisfying(
                        WalletException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.Dust.class));
        Recipient little = new Recipient(all.address(), new Amount(1_000));
        assertThatThrownBy(() -> wallet.draft(little, RATE, new Random(1)))
                .isInstanceOfSatisfying(
                        WalletException.class, e -> assertThat(e.failure()).isInstanceOf(Failure.HighFee.class));
        assertThatThrownBy(() -> wallet.sign(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Order(3)
    @DisplayName("pays: the nodes take it, its change waits as its own, a block proves it with a branch to its header")
    void pays() {
        Address to = new PhoneWallet(Mnemonic.ofEntropy(new byte[32]), tab.params())
                .receiving()
                .address();
        Draft draft = wallet.draft(new Recipient(to, new Amount(40_000_000)), RATE, new Random(7));
        Transaction signed = wallet.sign(now.getEpochSecond());
        sent = signed.txid();
        assertThat(draft.selection().fee().plus(draft.selection().change()).plus(new Amount(40_000_000)))
                .isEqualTo(new Amount(150_000_000));
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().coins())
                .allSatisfy(coin -> assertThat(coin.held()).isTrue());
        assertThat(tab.network().submit(seoul, signed).violation()).isEmpty();
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().transaction(sent).orElseThrow().standing()).isEqualTo(Standing.WAITING);
        assertThat(wallet.ledger().coins())
                .allSatisfy(coin -> assertThat(coin.held()).isFalse());
        mineTo(chain.height() + 2);
        PhoneWallet.Proof proof = wallet.proof(sent, chain).orElseThrow();
        assertThat(proof.branch().proves(signed, proof.block().header())).isTrue();
        assertThat(wallet.ledger()
                        .history()
                        .get(wallet.ledger().history().size() - 1)
                        .fee())
                .hasValue(draft.selection().fee().satoshis());
        assertThat(wallet.kept()).hasSize(1);
        mineTo(proof.height() + 5);
        assertThat(wallet.kept()).isEmpty();
    }

    @Test
    @Order(4)
    @DisplayName("is the same when it is restored from its words: addresses, balance, history")
    void restored() {
        PhoneWallet again = new PhoneWallet(Mnemonic.parse(WORDS.toUpperCase(Locale.ROOT)), tab.params());
        again.update(chain, 0);
        assertThat(PhoneText.state(again)).isEqualTo(PhoneText.state(wallet));
        assertThat(again.ledger().history()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @Order(5)
    @DisplayName("forgets a payment that was given up, and its coins are free")
    void abandoned() {
        Amount before = wallet.ledger().balance().total();
        wallet.draft(
                new Recipient(Address.parse(receiving(), tab.params()), new Amount(1_000_000)), RATE, new Random(8));
        Transaction signed = wallet.sign(now.getEpochSecond());
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.kept()).extracting(own -> own.tx().txid()).containsExactly(signed.txid());
        wallet.abandon(signed.txid());
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.kept()).isEmpty();
        assertThat(wallet.ledger().balance().total()).isEqualTo(before);
    }

    @Test
    @Order(6)
    @DisplayName(
            "counts nothing of a payment on a chain that never had its coins, and counts it again on its own chain")
    void anotherChain() {
        Amount before = wallet.ledger().balance().total();
        Address to = new PhoneWallet(Mnemonic.ofEntropy(new byte[32]), tab.params())
                .receiving()
                .address();
        wallet.draft(new Recipient(to, new Amount(1_000_000)), RATE, new Random(9));
        Transaction first = wallet.sign(now.getEpochSecond());
        tab.network().submit(seoul, first);
        wallet.update(chain, now.getEpochSecond());
        Amount after = wallet.ledger().balance().total();
        assertThat(after).isLessThan(before);
        // The change of the first is spent by a second one that no node has.
        wallet.draft(new Recipient(to, new Amount(2_000_000)), RATE, new Random(10));
        Transaction second = wallet.sign(now.getEpochSecond());
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().transaction(second.txid())).isPresent();

        LiveNode elsewhere = new TabNetwork(List.of("Seoul", "Busan"), 6, 70_000, now)
                .network()
                .nodes()
                .get(0);
        VerifiedChain other = new VerifiedChain(elsewhere.chain(), elsewhere.mempool());
        wallet.update(other, now.getEpochSecond());
        assertThat(wallet.ledger().balance().total()).isEqualTo(Amount.ZERO);
        assertThat(wallet.ledger().history()).isEmpty();
        assertThat(wallet.kept()).extracting(PhoneWallet.Sent::tx).containsExactly(first, second);

        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().transaction(second.txid())).isPresent();
        wallet.abandon(second.txid());
        wallet.update(chain, now.getEpochSecond());
        assertThat(wallet.ledger().balance().total()).isEqualTo(after);

        long week = 7 * 24 * 3600;
        wallet.update(other, now.getEpochSecond() + week);
        assertThat(wallet.kept()).hasSize(1);
        wallet.update(other, now.getEpochSecond() + week + 1);
        assertThat(wallet.kept()).isEmpty();
    }

    @Test
    @Order(7)
    @DisplayName(
            "has the addresses that the command line restores from the same words, English and Korean, on each network")
    void commandLine() {
        for (WordList list : WordList.values()) {
            Mnemonic words =
                    Mnemonic.ofEntropy(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}, list);
            for (Network network : Network.values()) {
                PhoneWallet phone =
                        new PhoneWallet(Mnemonic.parse(String.join(" ", words.words())), ChainParams.of(network));
                Account restored = new Account(StoredAccount.derive(Secrets.of(words, ""), network, 0, ""));
                assertThat(phone.addresses(3))
                        .isEqualTo(IntStream.range(0, 3)
                                .mapToObj(i -> restored.address(Branch.RECEIVE, i)
                                        .address()
                                        .toString())
                                .collect(Collectors.joining("\n")));
            }
        }
    }
}
