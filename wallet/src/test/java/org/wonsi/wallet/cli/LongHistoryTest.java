package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.wallet.FakeNode;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.WalletAtNode;

class LongHistoryTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(4);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();
    private String address = "";

    @BeforeEach
    void mine() {
        address = wallet.json("create").path("address").asText();
        node.mine(60, address);
        node.mine(70, SOMEBODY);
    }

    private long pagesAsked() {
        return node.requests().stream().filter(r -> r.contains("/txs/chain/")).count();
    }

    @Test
    @DisplayName("the balance of an address with 60 rewards is right from its newest page and its list of coins")
    void balance() {
        JsonNode balance = wallet.json("balance");
        assertThat(pagesAsked()).isZero();
        assertThat(balance.path("proven").asLong()).isEqualTo(31 * 50_0000_0000L);
        assertThat(balance.path("immature").asLong()).isEqualTo(29 * 50_0000_0000L);
        assertThat(wallet.json("coins").path("coins")).hasSize(60);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
    }

    @Test
    @DisplayName("where the node won't list coins, all pages are read, and past the bound the address is named")
    void withoutList() {
        node.listCoins(false);
        assertThat(wallet.json("balance").path("proven").asLong()).isEqualTo(31 * 50_0000_0000L);
        assertThat(pagesAsked()).isEqualTo(2);
        assertThat(wallet.run("balance", "--network", "regtest", "--max-history", "49"))
                .isEqualTo(1);
        assertThat(wallet.complained())
                .contains(
                        "the address " + address + " has more than 49 transactions, and the node won't list its coins");
    }

    @Test
    @DisplayName("history stops at the bound, says so, and its balances are right all the same")
    void history() {
        JsonNode cut = wallet.json("history", "--max-history", "50", "--last", "0");
        assertThat(cut.path("steps")).hasSize(49);
        assertThat(cut.path("notices").get(0).asText())
                .startsWith("an address has a long history: shown is what happened from block 12 on");
        assertThat(cut.path("steps").get(48).path("balance").asLong()).isEqualTo(60 * 50_0000_0000L);
        assertThat(cut.path("steps").get(0).path("balance").asLong()).isEqualTo(12 * 50_0000_0000L);
        JsonNode all = wallet.json("history", "--last", "0");
        assertThat(all.path("steps")).hasSize(60);
        assertThat(all.path("steps").get(0).path("balance").asLong()).isEqualTo(50_0000_0000L);
    }

    @Test
    @DisplayName("a bound of 24 or 1,000,001 is refused")
    void bound() {
        for (String bad : new String[] {"24", "1000001"}) {
            assertThat(wallet.run("balance", "--network", "regtest", "--max-history", bad))
                    .isEqualTo(1);
            assertThat(wallet.complained()).contains("--max-history is 25 to 1000000, not " + bad);
        }
        assertThat(wallet.run("balance", "--network", "regtest", "--max-history", "25"))
                .isZero();
    }

    @Test
    @DisplayName("an old coin of a long history can be spent, its amount checked, and isn't counted twice")
    void spendAll() {
        JsonNode paid = wallet.json("send", SOMEBODY, "--all");
        assertThat(paid.path("coins")).hasSize(31);
        assertThat(wallet.json("balance").path("proven").asLong()).isZero();
    }

    @Test
    @DisplayName(
            "a reorganisation that undoes rewards of a long history is noticed, and older ones needn't be asked for")
    void reorganised() {
        node.mine(30, address);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        node.mine(30, address);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        long before = transactionsAsked();
        node.mine(1, SOMEBODY);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        // What was proven once is neither fetched nor proven again.
        long asked = transactionsAsked() - before;
        node.forget(4);
        node.mine(5, SOMEBODY);
        JsonNode notices = wallet.json("balance").path("notices");
        assertThat(notices).hasSize(3);
        assertThat(notices.get(0).asText()).contains("which a reorganisation has undone");
        assertThat(before).isEqualTo(2 * 120);
        assertThat(asked).isZero();
    }

    private long transactionsAsked() {
        return node.requests().stream()
                .filter(r -> r.matches("GET /tx/[0-9a-f]{64}/(hex|merkle-proof)"))
                .count();
    }
}
