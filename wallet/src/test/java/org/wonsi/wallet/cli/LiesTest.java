package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
import org.wonsi.core.consensus.Network;
import org.wonsi.core.script.Script;
import org.wonsi.core.tx.Amount;
import org.wonsi.core.tx.OutPoint;
import org.wonsi.core.tx.Transaction;
import org.wonsi.core.tx.TxIn;
import org.wonsi.core.tx.TxOut;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.FakeNode;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.WalletAtNode;
import org.wonsi.wallet.coins.Account;
import org.wonsi.wallet.coins.OwnAddress;
import org.wonsi.wallet.coins.OwnAddress.Branch;
import org.wonsi.wallet.keystore.WalletDirectory;

/** A node whose chain is sound lies in one thing at a time. */
class LiesTest {
    private static final String THIEF = "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8";
    private static final long COIN = 1_0000_0000L;
    private static final ChainParams REGTEST = ChainParams.regtest();

    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(6);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();
    private String first = "";

    @BeforeEach
    void fund() {
        first = scene.funded(1);
    }

    private Address own(Branch branch, int index) {
        OwnAddress own =
                new Account(new WalletDirectory(scene.home(), Network.REGTEST).read("default")).address(branch, index);
        return own.address();
    }

    private static TxOut output(long coins, String address) {
        return new TxOut(Amount.ofCoins(coins), Address.parse(address, REGTEST).scriptPubKey());
    }

    /** A transaction that spends something and carries no signature. */
    private static Transaction unsigned(OutPoint spent, TxOut... outputs) {
        return new Transaction(2, List.of(new TxIn(spent, Script.EMPTY, 0xffff_fffdL)), List.of(outputs), 0);
    }

    private static OutPoint nothing() {
        return nothing(0);
    }

    private static OutPoint nothing(int number) {
        byte[] id = new byte[32];
        id[0] = 7;
        id[1] = (byte) number;
        return new OutPoint(new Txid(Hash256.of(id)), 0);
    }

    private OutPoint reward() {
        return new OutPoint(node.blocks().get(1).transactions().get(0).txid(), 0);
    }

    private List<String> notices() {
        List<String> notices = new ArrayList<>();
        wallet.json("balance").path("notices").forEach(notice -> notices.add(notice.asText()));
        return notices;
    }

    @Test
    @DisplayName("amount: fee and change come from the bytes, whatever the JSON says of values, and the lie is named")
    void amount() {
        assertThat(notices()).isEmpty();
        node.lieAboutValues(1000 * COIN);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("total").asLong()).isEqualTo(50 * COIN);
        assertThat(balance.path("notices")).hasSize(1);
        assertThat(balance.path("notices").get(0).asText())
                .isEqualTo("node " + node.url()
                        + " said something that isn't so, and it was not believed: it says that the"
                        + " output " + reward() + " is worth 1050.00000000; by the transaction's bytes it is worth"
                        + " 50.00000000");
        assertThat(wallet.fail(0, "balance", "--lang", "ko"))
                .contains("출력 " + reward() + "의 금액이 1050.00000000이라고 하지만, 거래의 바이트로는 50.00000000입니다");
        JsonNode paid = wallet.json("send", SOMEBODY, "1");
        assertThat(paid.path("fee").asLong()).isEqualTo(226);
        assertThat(paid.path("change").asLong()).isEqualTo(49 * COIN - 226);
        assertThat(wallet.json("history").path("steps").get(1).path("fee").asLong())
                .isEqualTo(226);
    }

    @Test
    @DisplayName(
            "inputs: a payment that was never made, spending the owner's coin to a thief, is neither counted nor bumped")
    void bumpOfWhatWasNeverMade() {
        Transaction invented = unsigned(reward(), output(40, THIEF), output(9, first));
        node.invent(first, invented, false);
        assertThat(notices())
                .containsExactly("node " + node.url() + " said something that isn't so, and it was not believed:"
                        + " transaction " + invented.txid()
                        + " is to spend a coin of this wallet and isn't signed with its key");
        assertThat(wallet.json("balance").path("proven").asLong()).isEqualTo(50 * COIN);
        assertThat(wallet.fail(1, "bump", invented.txid().toDisplay(), "--fee-rate", "10"))
                .contains(invented.txid() + " is no payment on its way that this wallet made and keeps");
        assertThat(node.mempool()).isEmpty();
    }

    @Test
    @DisplayName(
            "inputs: a bump spends what the wallet's own copy of the payment spends, whatever the node tells of it")
    void bumpFromOwnCopy() {
        JsonNode sent = wallet.json("send", SOMEBODY, "2");
        node.forgetMempool();
        Transaction other = unsigned(nothing(), output(1000, THIEF));
        node.invent(first, other, false);
        node.lieAboutValues(COIN);
        JsonNode bumped = wallet.json("bump", sent.path("txid").asText(), "--fee-rate", "10");
        assertThat(bumped.path("coins")).isEqualTo(sent.path("coins"));
        assertThat(bumped.path("recipients")).isEqualTo(sent.path("recipients"));
        assertThat(bumped.path("fee").asLong()).isEqualTo(2260);
    }

    @Test
    @DisplayName("fee: a rate that a node names is capped at 100 satoshis a byte, and the cap is said")
    void fee() {
        node.nameFees(Map.of("1", 100_000.0));
        assertThat(wallet.fail(0, "send", SOMEBODY, "12.5", "--target", "1"))
                .contains("Note: node " + node.url()
                        + " suggests 100000 sat/byte; no more than 100 are paid on a node's word");
        Transaction paid = node.mempool().get(0);
        long out = paid.outputs().stream().mapToLong(o -> o.value().satoshis()).sum();
        assertThat(50 * COIN - out).isEqualTo(22_600);
    }

    @Test
    @DisplayName("fee: of three nodes' rates the middle one is taken, of two the lower")
    void feesCompared() {
        try (FakeNode second = new FakeNode();
                FakeNode third = new FakeNode()) {
            second.copy(node);
            third.copy(node);
            node.nameFees(Map.of("1", 90.0));
            second.nameFees(Map.of("1", 3.0));
            third.nameFees(Map.of("1", 5.0));
            String[] two = {"--node", node.url(), "--node", second.url()};
            assertThat(wallet.fail(0, concat(two, "send", SOMEBODY, "1", "--target", "1", "--dry-run")))
                    .contains("node " + second.url() + " suggests 3 sat/byte");
            String[] three = concat(two, "--node", third.url());
            assertThat(wallet.fail(0, concat(three, "send", SOMEBODY, "1", "--target", "1", "--dry-run")))
                    .contains("node " + third.url() + " suggests 5 sat/byte");
        }
    }

    @Test
    @DisplayName(
            "fee, inputs: what a node says of a transaction's fee and inputs is compared with its bytes, and named")
    void feeAndInputsSaid() {
        String txid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
        assertThat(notices()).isEmpty();
        node.lieAboutFees(1);
        assertThat(notices())
                .containsExactly("node " + node.url()
                        + " said something that isn't so, and it was not believed: it says" + " that transaction "
                        + txid + " pays a fee of 0.00000227; by its bytes it pays 0.00000226");
        node.lieAboutFees(0);
        node.lieAboutInputs(nothing());
        assertThat(notices())
                .containsExactly("node " + node.url()
                        + " said something that isn't so, and it was not believed: it says" + " that transaction "
                        + txid + " spends " + nothing() + "; by its bytes it spends " + reward());
    }

    private static String[] concat(String[] last, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(last));
        return all.toArray(new String[0]);
    }

    @Test
    @DisplayName("history: faked histories are claimed at most, and no address counts as used by them")
    void history() {
        for (int i = 1; i < 20; i++) {
            node.invent(
                    own(Branch.RECEIVE, i).toString(),
                    unsigned(nothing(i), output(10 + i, own(Branch.RECEIVE, i).toString())),
                    true);
        }
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("total").asLong()).isEqualTo(50 * COIN);
        assertThat(balance.path("claimed").asLong()).isEqualTo((190 + 190) * COIN);
        assertThat(wallet.json("address").path("path").asText()).isEqualTo("0/1");
        assertThat(wallet.fail(0, "address"))
                .contains("a node claims a payment to " + own(Branch.RECEIVE, 1) + "; --new gives another");
        assertThat(node.requests())
                .noneMatch(r -> r.contains(own(Branch.RECEIVE, 21).toString()));
        JsonNode claimed = wallet.json("history").path("steps").get(1);
        assertThat(claimed.path("status").asText()).isEqualTo("claimed");
        assertThat(claimed.path("claimed_by").get(0).asText()).isEqualTo(node.url());
        assertThat(claimed.path("balance").asLong()).isEqualTo(50 * COIN);
        assertThat(wallet.fail(1, "send", SOMEBODY, "60")).contains("not enough money yet: 50.00000000 can be spent");
    }

    @Test
    @DisplayName("history: a proven payment to the last address of the window moves it, to the one after it doesn't")
    void provenMovesWindow() {
        node.mine(1, own(Branch.RECEIVE, 20).toString());
        assertThat(wallet.json("address").path("path").asText()).isEqualTo("0/21");
        try (FakeNode other = new FakeNode()) {
            other.mine(1, own(Branch.RECEIVE, 20).toString());
            FakeTerminal again = new FakeTerminal(scene.home().resolve("again"), 6);
            again.set("WONSI_NODE", other.url());
            again.json("create");
            assertThat(again.json("address").path("path").asText()).isEqualTo("0/0");
        }
    }

    @Test
    @DisplayName("hide: behind a node that takes payments and hides them no coin is spent twice")
    void hide() {
        node.hidePayments();
        JsonNode one = wallet.json("send", SOMEBODY, "1");
        assertThat(one.path("coins").get(0).asText()).isEqualTo(reward().toString());
        JsonNode two = wallet.json("send", THIEF, "2");
        assertThat(two.path("coins")).hasSize(1);
        assertThat(two.path("coins").get(0).asText())
                .startsWith(one.path("txid").asText());
        assertThat(two.path("notices").get(0).asText())
                .contains("it took payment " + one.path("txid").asText() + " and doesn't show it");
    }

    @Test
    @DisplayName("hide: what was proven stays, and a node that leaves it out is named")
    void hideHistory() {
        assertThat(notices()).isEmpty();
        node.hideHistories();
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("proven").asLong()).isEqualTo(50 * COIN);
        assertThat(balance.path("notices").get(0).asText())
                .isEqualTo("node " + node.url() + " leaves out transactions that are proven to be in its chain (1, the"
                        + " first is " + reward().txid() + "); they count all the same");
    }

    @Test
    @DisplayName("hide: of two nodes one hides a spend and the other tells of it, so the coin is spent")
    void hiddenSpend() {
        JsonNode words = wallet.json("export", "--words").path("words");
        StringBuilder typed = new StringBuilder();
        words.forEach(word -> typed.append(word.asText()).append(' '));
        try (FakeNode other = new FakeNode()) {
            other.copy(node);
            wallet.json("send", SOMEBODY, "1", "--node", other.url());
            wallet.type(typed.toString());
            wallet.json("restore", "--wallet", "again");
            String[] one = {"balance", "--wallet", "again", "--node", node.url()};
            JsonNode alone = wallet.json(one);
            assertThat(alone.path("proven").asLong()).isEqualTo(50 * COIN);
            assertThat(alone.path("unspent_by")).hasSize(1);
            JsonNode both = wallet.json("balance", "--wallet", "again", "--node", node.url(), "--node", other.url());
            assertThat(both.path("unspent_by")).hasSize(2);
            assertThat(both.path("proven").asLong()).isZero();
            assertThat(both.path("waiting").asLong()).isEqualTo(49 * COIN - 226);
        }
    }

    @Test
    @DisplayName("claims: a foreign unconfirmed payment isn't own change, whatever address it pays, and isn't spent")
    void foreignChange() {
        Transaction foreign =
                unsigned(nothing(), output(30, own(Branch.CHANGE, 0).toString()));
        node.invent(own(Branch.CHANGE, 0).toString(), foreign, false);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("waiting").asLong()).isZero();
        assertThat(balance.path("claimed").asLong()).isEqualTo(30 * COIN);
        assertThat(wallet.json("coins").path("coins").get(1).path("status").asText())
                .isEqualTo("claimed");
        assertThat(wallet.json("send", SOMEBODY, "1").path("change_address").asText())
                .isEqualTo(own(Branch.CHANGE, 0).toString());
        assertThat(wallet.fail(1, "send", SOMEBODY, "1", "--coin", foreign.txid() + ":0"))
                .contains("the wallet has no coin " + foreign.txid() + ":0 that can be spent now");
        String[] child = {"bump", foreign.txid().toDisplay(), "--child", "--fee-rate", "50"};
        assertThat(wallet.fail(1, child))
                .contains(
                        "payment " + foreign.txid() + " is somebody else's, and only a node claims it: nothing of it is"
                                + " spent before a block has it");
        assertThat(node.mempool()).hasSize(1);
    }

    @Test
    @DisplayName("tip: a height that the node doesn't show makes its chain not to be trusted")
    void tip() {
        node.lieAboutTip(1000);
        assertThat(wallet.fail(1, "balance"))
                .contains("the chain of " + node.url() + " isn't to be trusted: it says that its chain has height 1101"
                        + " and shows headers up to 101 only");
    }

    @Test
    @DisplayName("tip: a chain with less work than one seen before doesn't take its place")
    void shorterChain() {
        wallet.json("balance");
        node.forget(3);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("height").asInt()).isEqualTo(101);
        assertThat(balance.path("notices").get(0).asText())
                .startsWith("no node shows the newest block known here (height 101, ");
    }

    @Test
    @DisplayName("tip: a test network started anew, with nothing but genesis in common, is followed, and that is said")
    void startedAnew() {
        wallet.json("balance");
        try (FakeNode anew = new FakeNode()) {
            anew.mine(2, THIEF);
            wallet.set("WONSI_NODE", anew.url());
            JsonNode balance = wallet.json("balance");
            assertThat(balance.path("height").asInt()).isEqualTo(2);
            assertThat(balance.path("total").asLong()).isZero();
            assertThat(balance.path("notices").get(0).asText())
                    .startsWith("the nodes' chain has nothing but the genesis block in common");
            // The payments of the old network weren't undone by a reorganisation.
            assertThat(balance.path("notices")).hasSize(1);
            assertThat(wallet.json("balance").path("notices")).isEmpty();
        }
    }

    @Test
    @DisplayName("proof: a payment whose branch leads nowhere is claimed only, and the lie is named")
    void proof() {
        node.lieAboutHeights(1);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("proven").asLong()).isZero();
        assertThat(balance.path("claimed").asLong()).isEqualTo(50 * COIN);
        assertThat(balance.path("notices").get(0).asText())
                .isEqualTo("node " + node.url() + " said something that isn't so, and it was not believed: its merkle"
                        + " branch of transaction " + reward().txid() + " doesn't lead to the header of block 2");
        node.lieAboutHeights(900);
        assertThat(notices().get(0))
                .contains("it says that transaction " + reward().txid() + " is in block 901, which it doesn't show");
        node.lieAboutHeights(0);
        assertThat(wallet.json("balance").path("proven").asLong()).isEqualTo(50 * COIN);
    }

    @Test
    @DisplayName("proof: lies of one kind are one notice with their number, and one of another kind stands for itself")
    void gathered() {
        node.mine(3, first);
        node.lieAboutHeights(1);
        assertThat(notices())
                .hasSize(2)
                .anySatisfy(notice -> assertThat(notice)
                        .matches(
                                "node " + node.url() + " said things that aren't so, and they were not believed \\(3 of"
                                        + " this kind\\). The first: its merkle branch of transaction [0-9a-f]{64} doesn't lead to"
                                        + " the header of block [0-9]+"))
                .anySatisfy(notice -> assertThat(notice)
                        .startsWith("node " + node.url() + " said something that isn't so, and it was not believed: it"
                                + " says that transaction ")
                        .endsWith(" is in block 105, which it doesn't show"));
        assertThat(wallet.fail(0, "balance", "--lang", "ko")).contains("믿지 않았습니다 (같은 종류 3건). 첫 번째: ");
    }

    @Test
    @DisplayName("proof: a proven payment that a reorganisation undoes is unproven again, and that is said")
    void undone() {
        node.mine(1, own(Branch.RECEIVE, 1).toString());
        assertThat(wallet.json("balance").path("immature").asLong()).isEqualTo(50 * COIN);
        node.forget(1);
        node.mine(2, SOMEBODY);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("immature").asLong()).isZero();
        assertThat(balance.path("total").asLong()).isEqualTo(50 * COIN);
        assertThat(balance.path("notices").get(0).asText()).contains("which a reorganisation has undone");
        assertThat(notices()).isEmpty();
    }

    @Test
    @DisplayName("files: a proof that doesn't hold isn't believed because a file says it, and a damaged file is named")
    void files() throws IOException {
        wallet.json("balance");
        Path file = scene.home().resolve("regtest/wallets/default.txs");
        String kept = Files.readString(file);
        Transaction forged = unsigned(nothing(), output(1000, first));
        String block = kept.split("[ \n]", -1)[3];
        Files.writeString(file, kept + forged.encode().toHex() + " " + block + " 1 0 -\n");
        assertThat(wallet.json("balance").path("total").asLong()).isEqualTo(50 * COIN);
        assertThat(Files.readString(file)).isEqualTo(kept);

        Files.writeString(file, kept + "00 00\n");
        assertThat(wallet.fail(1, "balance"))
                .contains("the file " + file + " is damaged: line 3 can't be read")
                .contains("move it away");
        Files.delete(file);
        assertThat(wallet.json("balance").path("total").asLong()).isEqualTo(50 * COIN);
    }

    @Test
    @DisplayName("a history whose pages repeat is a lie and ends")
    void repeatedPages() {
        node.mine(30, first);
        node.listCoins(false);
        node.repeatPages();
        assertThat(wallet.fail(1, "balance")).contains("the node " + node.url() + " lies: it lists transaction ");
    }

    @Test
    @DisplayName("a node that never answers costs no more than the command's time")
    void silence() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + silent.getLocalPort();
            assertThat(wallet.fail(1, "balance", "--node", url, "--timeout", "1"))
                    .contains("1 seconds weren't enough: " + url + "/api/blocks/tip/height was asked last");
        }
        assertThat(wallet.fail(1, "balance", "--timeout", "0")).contains("--timeout is 1 to 3600 seconds, not 0");
        assertThat(wallet.fail(1, "balance", "--timeout", "3601")).contains("--timeout is 1 to 3600 seconds, not 3601");
        assertThat(wallet.fail(0, "balance", "--timeout", "3600")).isEmpty();
    }

    @Test
    @DisplayName("an answer of 4 MiB is read, one of a byte more refused")
    void largeAnswers() {
        node.answerWithBytes(4_194_304);
        assertThat(wallet.fail(1, "balance")).contains("is no height").doesNotContain("more than");
        node.answerWithBytes(4_194_305);
        assertThat(wallet.fail(1, "balance")).contains("more than 4194304 bytes");
    }
}
