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

class ReviewTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(7);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();

    @BeforeEach
    void fund() {
        scene.funded(1);
    }

    private int send(String... more) {
        String[] words = new String[more.length + 4];
        words[0] = "send";
        words[1] = SOMEBODY;
        System.arraycopy(more, 0, words, 2, more.length);
        words[more.length + 2] = "--network";
        words[more.length + 3] = "regtest";
        return wallet.run(words);
    }

    @Test
    @DisplayName("before it signs, the wallet shows who is paid, the fee, its share and rate, and takes only a yes")
    void asks() {
        wallet.review(true);
        wallet.type("");
        assertThat(send("1")).isEqualTo(1);
        assertThat(wallet.complained())
                .contains("This payment:")
                .contains("    1.00000000  to " + SOMEBODY)
                .contains("    48.99999774  back to this wallet: ")
                .contains("    0.00000226  fee: 0.00 % of what is paid, 1 sat/byte, about 226 bytes")
                .contains("Error: nothing was sent");
        wallet.type("n");
        assertThat(send("1")).isEqualTo(1);
        assertThat(node.mempool()).isEmpty();
        for (String yes : new String[] {"y", "YES", "예"}) {
            wallet.type(yes);
            assertThat(send("1")).isZero();
        }
        assertThat(node.mempool()).hasSize(3);
    }

    @Test
    @DisplayName("where nobody sits at a terminal, a payment without --yes is refused with exit code 2, unsigned")
    void nobodyThere() {
        wallet.review(false);
        wallet.set("WONSI_WALLET_PASSWORD", "wrong");
        assertThat(send("1")).isEqualTo(2);
        assertThat(wallet.complained())
                .contains("nobody is there to look at the payment")
                .contains("--yes");
        assertThat(send("1", "--json")).isEqualTo(2);
        assertThat(wallet.printed()).contains("\"code\" : \"needs-yes\"");
        assertThat(wallet.run("send", "--help")).isZero();
        assertThat(wallet.printed()).contains("--yes").contains("even if the fee is over 10 % of what is paid");
    }

    @Test
    @DisplayName("a fee over a tenth of the payment is refused, said yes to or not, until --allow-high-fee")
    void highFee() {
        assertThat(send("0.00002259")).isEqualTo(1);
        assertThat(wallet.complained())
                .contains("the fee is 0.00000226, 10.00 % of what is paid; more than 10 % or 0.10000000 is refused");
        assertThat(send("0.00002259", "--allow-high-fee")).isZero();
        assertThat(send("0.00002260")).isZero();
        assertThat(send("40", "--fee-rate", "50000")).isEqualTo(1);
        assertThat(wallet.complained()).contains("unless you say --allow-high-fee");
    }

    @Test
    @DisplayName("bump warns of payments that build on the old one, and carries along what they paid")
    void children() {
        JsonNode parent = wallet.json("send", SOMEBODY, "1");
        JsonNode child = wallet.json("send", "mfWxJ45yp2SFn7UciZyNpvDKrzbhyfKrY8", "2");
        assertThat(child.path("coins").get(0).asText())
                .startsWith(parent.path("txid").asText());
        String[] bump = {"bump", parent.path("txid").asText(), "--fee-rate", "10", "--network", "regtest"};
        assertThat(wallet.run(bump)).isEqualTo(1);
        assertThat(wallet.complained())
                .contains("payments build on " + parent.path("txid").asText())
                .contains(child.path("txid").asText())
                .contains("--with-children");
        JsonNode both = wallet.json("bump", parent.path("txid").asText(), "--fee-rate", "10", "--with-children");
        assertThat(both.path("recipients")).hasSize(2);
        assertThat(both.path("coins")).isEqualTo(parent.path("coins"));
        node.mine(1, SOMEBODY);
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("notices")).isEmpty();
        assertThat(balance.path("total").asLong())
                .isEqualTo(47_0000_0000L - both.path("fee").asLong());
    }
}
