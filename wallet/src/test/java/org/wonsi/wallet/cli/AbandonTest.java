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

class AbandonTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(3);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();
    private String txid = "";

    @BeforeEach
    void pay() {
        scene.funded(1);
        txid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
    }

    @Test
    @DisplayName("a payment that no node takes any more holds its coins until it is given up, then they are free")
    void abandon() {
        node.forgetMempool();
        node.refuseWith("min relay fee not met");
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("notices").get(1).asText())
                .isEqualTo("no node has payment " + txid + " now; its coins are kept for it. 'abandon " + txid
                        + "' frees them");
        assertThat(balance.path("proven").asLong()).isZero();
        assertThat(balance.path("waiting").asLong()).isBetween(48_9999_0000L, 49_0000_0000L);
        JsonNode change = wallet.json("coins").path("coins").get(0);
        assertThat(change.path("coin").asText()).startsWith(txid);
        assertThat(change.path("spendable").asBoolean()).isFalse();
        assertThat(wallet.fail(1, "send", SOMEBODY, "2")).contains("not enough money: 0.00000000 can be spent");

        JsonNode done = wallet.json("abandon", txid);
        assertThat(done.path("abandoned")).hasSize(1);
        assertThat(done.path("coins")).hasSize(1);
        assertThat(done.path("waiting")).isEmpty();
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        JsonNode freed = wallet.json("coins").path("coins").get(0);
        assertThat(freed.path("coin")).isEqualTo(done.path("coins").get(0));
        assertThat(freed.path("spendable").asBoolean()).isTrue();
        assertThat(wallet.fail(1, "abandon", txid))
                .contains(txid + " is no payment of wallet 'default' that is on its way");
    }

    @Test
    @DisplayName("the warning says that whoever has the signed transaction can hand it in again, in Korean too")
    void warning() {
        node.forgetMempool();
        assertThat(wallet.run("abandon", txid, "--network", "regtest", "--lang", "ko"))
                .isZero();
        assertThat(wallet.printed()).contains("서명된 거래는 되돌릴 수 없습니다").contains("다시 쓸 수 있는 코인");
        assertThat(node.mempool()).isEmpty();
    }

    @Test
    @DisplayName("a payment that waits at a node is given up only by force, and counts again when a block has it")
    void force() {
        assertThat(wallet.fail(1, "abandon", txid)).contains("still waits at " + node.url());
        JsonNode done = wallet.json("abandon", txid, "--force");
        assertThat(done.path("waiting").get(0).asText()).isEqualTo(node.url());
        assertThat(wallet.json("balance").path("proven").asLong()).isEqualTo(50_0000_0000L);
        assertThat(wallet.json("balance").path("waiting").asLong()).isZero();
        node.mine(1, SOMEBODY);
        JsonNode mined = wallet.json("balance");
        assertThat(mined.path("notices").get(0).asText())
                .isEqualTo("payment " + txid + " was given up, and a block has it all the same");
        assertThat(mined.path("proven").asLong()).isBetween(48_9999_0000L, 49_0000_0000L);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
    }

    @Test
    @DisplayName("a confirmed payment can't be given up, by force neither")
    void confirmed() {
        node.mine(1, SOMEBODY);
        assertThat(wallet.fail(1, "abandon", txid))
                .contains("payment " + txid + " is in a block; it can't be given up");
        assertThat(wallet.fail(1, "abandon", txid, "--force")).contains("is in a block; it can't be given up");
    }

    @Test
    @DisplayName("a payment that spends the change of one given up is given up too")
    void descendants() {
        String child = wallet.json("send", SOMEBODY, "3").path("txid").asText();
        node.forgetMempool();
        JsonNode done = wallet.json("abandon", txid);
        assertThat(done.path("abandoned")).hasSize(2);
        assertThat(done.path("abandoned").get(1).asText()).isEqualTo(child);
        assertThat(done.path("coins")).hasSize(1);
    }
}
