package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.wallet.FakeNode;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.WalletAtNode;

class EverydayTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(8);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();
    private String first = "";

    @BeforeEach
    void fund() {
        first = scene.funded(2);
    }

    @Test
    @DisplayName("addresses lists what was given out, with label, payments and balance; with --change those for change")
    void addresses() {
        wallet.json("address", "--label", "rent");
        wallet.json("send", SOMEBODY, "60");
        JsonNode given = wallet.json("addresses").path("addresses");
        assertThat(given).hasSize(2);
        assertThat(given.get(0).path("address").asText()).isEqualTo(first);
        assertThat(given.get(0).path("payments").asInt()).isEqualTo(3);
        assertThat(given.get(0).path("balance").asLong()).isZero();
        assertThat(given.get(1).path("label").asText()).isEqualTo("rent");
        JsonNode all = wallet.json("addresses", "--change").path("addresses");
        assertThat(all).hasSize(3);
        assertThat(all.get(2).path("path").asText()).isEqualTo("1/0");
        assertThat(all.get(2).path("balance").asLong()).isBetween(39_9999_0000L, 40_0000_0000L);
    }

    @Test
    @DisplayName("a frozen coin is shown as such and no payment takes it, until it is freed")
    void freeze() {
        JsonNode coins = wallet.json("coins").path("coins");
        String coin = coins.get(0).path("coin").asText();
        wallet.json("freeze", coin);
        assertThat(wallet.json("send", SOMEBODY, "--all", "--dry-run").path("coins"))
                .hasSize(1);
        assertThat(wallet.fail(1, "send", SOMEBODY, "60")).contains("not enough money");
        assertThat(wallet.fail(1, "send", SOMEBODY, "1", "--coin", coin)).contains("the wallet has no coin " + coin);
        assertThat(wallet.run("coins", "--network", "regtest")).isZero();
        assertThat(wallet.printed()).contains("frozen");
        wallet.json("freeze", coin, "--undo");
        assertThat(wallet.json("send", SOMEBODY, "60", "--dry-run").path("coins"))
                .hasSize(2);
        assertThat(wallet.fail(1, "freeze", "abc")).contains("'abc' is no coin; it looks like TXID:N");
        assertThat(wallet.fail(1, "freeze", "abc:0")).contains("'abc' is no transaction's id");
    }

    @Test
    @DisplayName("a memo given with a payment or later stands in the history")
    void memo() {
        String txid = wallet.json("send", SOMEBODY, "1", "--memo", "rent, March")
                .path("txid")
                .asText();
        JsonNode step = wallet.json("history").path("steps").get(2);
        assertThat(step.path("memo").asText()).isEqualTo("rent, March");
        assertThat(step.path("status").asText()).isEqualTo("waiting");
        assertThat(step.path("time").asLong()).isEqualTo(1_795_478_500L);
        wallet.json("memo", txid, "월세");
        assertThat(wallet.run("history", "--network", "regtest")).isZero();
        assertThat(wallet.printed()).contains("월세").contains("2026-11-2").contains("proven");
    }

    @Test
    @DisplayName(
            "what is only claimed is dated by when this wallet first saw it, and that is said; once proven by its block")
    void firstSeen() throws IOException {
        FakeTerminal payer = new FakeTerminal(scene.home().resolve("payer"), 9);
        payer.set("WONSI_NODE", node.url());
        node.mine(1, payer.json("create").path("address").asText());
        node.mine(100, SOMEBODY);
        String own = wallet.json("address").path("address").asText();
        String txid = payer.json("send", own, "1").path("txid").asText();
        wallet.json("balance");
        wallet.later(7200);
        JsonNode step = wallet.json("history").path("steps").get(2);
        assertThat(step.path("txid").asText()).isEqualTo(txid);
        assertThat(step.path("time").asLong()).isEqualTo(1_795_478_500L);
        assertThat(step.path("clock").asText()).isEqualTo("seen");
        assertThat(wallet.fail(0, "history")).isEmpty();
        assertThat(wallet.printed())
                .containsPattern("2026-11-2[0-9] [0-9:]{5}  claimed by " + node.url() + ", date: first seen here  ");
        assertThat(wallet.fail(0, "history", "--lang", "ko")).isEmpty();
        assertThat(wallet.printed()).contains("의 말뿐임, 날짜는 이 지갑이 처음 본 때");
        Path state = scene.home().resolve("regtest/wallets/default.state");
        assertThat(Files.readString(state)).contains("\"" + txid + "\" : 1795478500");

        long block = node.mine(SOMEBODY).header().time();
        step = wallet.json("history").path("steps").get(2);
        assertThat(step.path("time").asLong()).isEqualTo(block);
        assertThat(step.path("clock").asText()).isEqualTo("block");
        assertThat(Files.readString(state)).doesNotContain(txid);
        String paid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
        step = wallet.json("history").path("steps").get(3);
        assertThat(step.path("txid").asText()).isEqualTo(paid);
        assertThat(step.path("time").asLong()).isEqualTo(1_795_485_700L);
        assertThat(step.path("clock").asText()).isEqualTo("made");
        assertThat(Files.readString(state)).contains("\"seen\" : { }");
    }

    @Test
    @DisplayName(
            "with --subtract-fee the recipient gets the amount less the fee, and the wallet gives exactly the amount")
    void subtractFee() {
        JsonNode paid = wallet.json("send", SOMEBODY, "10", "--subtract-fee", "--fee-rate", "5");
        long fee = paid.path("fee").asLong();
        assertThat(fee).isEqualTo(5 * 226);
        assertThat(paid.path("recipients").get(0).path("amount").asLong()).isEqualTo(10_0000_0000L - fee);
        assertThat(paid.path("change").asLong()).isEqualTo(40_0000_0000L);
        assertThat(wallet.fail(1, "send", SOMEBODY, "0.00000700", "--subtract-fee"))
                .contains("0.00000474 is too small an amount");
        JsonNode whole = wallet.json("send", SOMEBODY, "50", "--subtract-fee", "--fee-rate", "5", "--dry-run");
        assertThat(whole.path("change").asLong()).isZero();
        assertThat(whole.path("fee").asLong()).isEqualTo(5 * 192);
    }

    @Test
    @DisplayName("a child pays for its waiting parent, at the rate asked for both together")
    void child() {
        JsonNode parent = wallet.json("send", SOMEBODY, "10");
        JsonNode child = wallet.json("bump", parent.path("txid").asText(), "--child", "--fee-rate", "20");
        long both = parent.path("fee").asLong() + child.path("fee").asLong();
        long bytes = parent.path("size").asLong() + 192;
        assertThat(both).isBetween(20 * bytes, 20 * bytes + 200);
        assertThat(node.mempool()).hasSize(2);
        assertThat(child.path("coins").get(0).asText())
                .startsWith(parent.path("txid").asText());
        assertThat(wallet.fail(1, "bump", child.path("txid").asText(), "--child", "--fee-rate", "5"))
                .contains("pays 5 satoshis a byte already");
        node.mine(1, SOMEBODY);
        assertThat(wallet.fail(1, "bump", parent.path("txid").asText(), "--child", "--fee-rate", "50"))
                .contains("is in a block already");
        assertThat(wallet.fail(1, "bump", "ab".repeat(32), "--child", "--fee-rate", "50"))
                .contains("is no payment on its way that this wallet made");
    }

    @Test
    @DisplayName("a passphrase is asked for twice, and export names it with the words")
    void passphrase() {
        wallet.type("one", "other");
        assertThat(wallet.fail(1, "create", "--wallet", "secret", "--passphrase"))
                .contains("the two passphrases differ; nothing was written");
        wallet.type("one", "one");
        JsonNode created = wallet.json("create", "--wallet", "secret", "--passphrase");
        JsonNode exported = wallet.json("export", "--words", "--wallet", "secret");
        assertThat(exported.path("words")).isEqualTo(created.path("words"));
        assertThat(exported.path("passphrase").asText()).isEqualTo("one");
        assertThat(wallet.run("export", "--words", "--wallet", "secret", "--network", "regtest"))
                .isZero();
        assertThat(wallet.printed()).contains("only with their passphrase: one");
        assertThat(wallet.json("export", "--words").path("passphrase").isNull()).isTrue();
    }

    @Test
    @DisplayName("a mistyped command is met with the one that was meant, and nonsense isn't")
    void mistyped() {
        assertThat(wallet.fail(2, "blance")).contains("there is no command 'blance'; did you mean 'balance'?");
        assertThat(wallet.fail(2, "sned")).contains("did you mean 'send'?");
        assertThat(wallet.fail(2, "fly")).contains("there is no command 'fly'; see --help");
        assertThat(wallet.fail(2, "sned", "--lang", "ko")).contains("'send'을(를) 쓰려고 하셨습니까?");
    }
}
