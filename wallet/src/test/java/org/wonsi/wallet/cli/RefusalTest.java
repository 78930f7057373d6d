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

/** A node refuses a payment; whether it is honest about that, nobody can tell. */
class RefusalTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(6);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();

    @BeforeEach
    void fund() {
        scene.funded(1);
    }

    private String refused() {
        return wallet.json("balance")
                .path("notices")
                .path(1)
                .asText()
                .replaceAll(".* has payment ([0-9a-f]{64}) .*", "$1");
    }

    @Test
    @DisplayName(
            "a refused payment is kept with its coins, for a node that lies can pass it on; it is given up by hand only")
    void kept() {
        node.refuseWith("min relay fee not met");
        String complaint = wallet.fail(1, "send", SOMEBODY, "1");
        String txid = refused();
        String coin = node.blocks().get(1).transactions().get(0).txid() + ":0";
        assertThat(complaint)
                .contains("refuses the payment: min relay fee not met. It is signed, and a node that lies can still"
                        + " pass it on, so payment " + txid
                        + " and its coins are kept. Don't pay a second time; give it up"
                        + " first with 'abandon " + txid
                        + "', and spend one of its coins in its place, so that only one of"
                        + " the two can ever count: --coin " + coin);
        assertThat(wallet.fail(1, "send", SOMEBODY, "1")).contains("not enough money: 0.00000000 can be spent");

        wallet.json("abandon", txid);
        node.refuseWith(null);
        JsonNode paid = wallet.json("send", SOMEBODY, "1", "--coin", coin);
        assertThat(node.mempool()).hasSize(1);
        assertThat(node.mempool().get(0).txid()).hasToString(paid.path("txid").asText());
    }

    @Test
    @DisplayName("a node that says no and passes the payment on: the wallet goes on with the payment as its own")
    void passedOn() {
        node.refuseWith("min relay fee not met");
        wallet.fail(1, "send", SOMEBODY, "1");
        String txid = refused();
        node.refuseWith(null);
        JsonNode balance = wallet.json("balance");
        assertThat(node.mempool()).hasSize(1);
        assertThat(balance.path("waiting").asLong()).isEqualTo(48_9999_9774L);
        assertThat(node.mempool().get(0).txid()).hasToString(txid);
    }

    @Test
    @DisplayName("a refused replacement is dropped: it spends the coins of the payment it was to replace")
    void replacement() {
        String txid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
        node.refuseWith("insufficient fee");
        assertThat(wallet.fail(1, "bump", txid, "--fee-rate", "3"))
                .contains("insufficient fee")
                .doesNotContain("kept");
        node.refuseWith(null);
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        assertThat(node.mempool().get(0).txid()).hasToString(txid);
    }

    @Test
    @DisplayName("what a node says can't move the cursor, begin a line or turn the direction of writing")
    void controlCharacters() {
        node.refuseInPlainText("\u001b[2J\u001b[Hno\r\nSent: all is well\u009b1m\u202etxet");
        assertThat(wallet.fail(1, "send", SOMEBODY, "1"))
                .contains("refuses the payment: �[2J�[Hno��Sent: all is well�1m�txet");
    }
}
