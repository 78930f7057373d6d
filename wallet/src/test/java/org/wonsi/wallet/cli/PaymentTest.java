package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.Context;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.script.Script;
import org.bitcoinj.wallet.DeterministicSeed;
import org.bitcoinj.wallet.KeyChainGroupStructure;
import org.bitcoinj.wallet.Wallet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.core.bytes.Hex;
import org.wonsi.core.tx.Txid;
import org.wonsi.wallet.FakeNode;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.WalletAtNode;

class PaymentTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(1);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();

    @Test
    @DisplayName("a reward is immature for 100 blocks, then confirmed")
    void maturity() {
        String address = wallet.json("create").path("address").asText();
        node.mine(1, address);
        node.mine(98, SOMEBODY);
        JsonNode at99 = wallet.json("balance");
        assertThat(at99.path("immature").asLong()).isEqualTo(50_0000_0000L);
        assertThat(at99.path("proven").asLong()).isZero();
        node.mine(1, SOMEBODY);
        JsonNode at100 = wallet.json("balance");
        assertThat(at100.path("immature").asLong()).isZero();
        assertThat(at100.path("proven").asLong()).isEqualTo(50_0000_0000L);
        assertThat(at100.path("height").asInt()).isEqualTo(100);
    }

    @Test
    @DisplayName("a payment reaches the mempool, is pending, then confirmed, and the books are right at each step")
    void pay() {
        scene.funded(1);
        JsonNode paid = wallet.json("send", SOMEBODY, "12.5", "--fee-rate", "3");
        long fee = paid.path("fee").asLong();
        assertThat(paid.path("sent").asBoolean()).isTrue();
        assertThat(paid.path("recipients").get(0).path("amount").asLong()).isEqualTo(12_5000_0000L);
        assertThat(fee).isBetween(3L * 223, 3L * 226);
        assertThat(node.mempool()).hasSize(1);
        assertThat(node.mempool().get(0).txid().toDisplay())
                .isEqualTo(paid.path("txid").asText());

        JsonNode pending = wallet.json("balance");
        assertThat(pending.path("proven").asLong()).isZero();
        assertThat(pending.path("waiting").asLong()).isEqualTo(37_5000_0000L - fee);
        node.mine(1, SOMEBODY);
        JsonNode confirmed = wallet.json("balance");
        assertThat(confirmed.path("proven").asLong()).isEqualTo(37_5000_0000L - fee);
        assertThat(confirmed.path("waiting").asLong()).isZero();

        JsonNode steps = wallet.json("history").path("steps");
        assertThat(steps).hasSize(2);
        assertThat(steps.get(1).path("change").asLong()).isEqualTo(-12_5000_0000L - fee);
        assertThat(steps.get(1).path("fee").asLong()).isEqualTo(fee);
        assertThat(steps.get(1).path("balance").asLong()).isEqualTo(37_5000_0000L - fee);
        assertThat(steps.get(1).path("addresses").get(0).asText()).isEqualTo(SOMEBODY);
    }

    @Test
    @DisplayName("bitcoinj parses the payment, finds the same id, and verifies every input's script")
    void bitcoinjVerifies() {
        scene.funded(3);
        JsonNode paid = wallet.json("send", SOMEBODY, "120", "--message", "for the board");
        Transaction theirs =
                Transaction.read(ByteBuffer.wrap(Hex.parse(paid.path("hex").asText())));
        assertThat(theirs.getTxId().toString()).isEqualTo(paid.path("txid").asText());
        assertThat(theirs.getInputs()).hasSize(3);
        for (int i = 0; i < 3; i++) {
            var spent = theirs.getInput(i).getOutpoint();
            Script script = node.transaction(Txid.ofDisplay(spent.hash().toString()))
                    .map(tx -> Script.parse(tx.outputs()
                            .get((int) spent.index())
                            .scriptPubKey()
                            .bytes()
                            .toByteArray()))
                    .orElseThrow();
            theirs.getInput(i).getScriptSig().correctlySpends(theirs, i, null, null, script, Script.ALL_VERIFY_FLAGS);
        }
    }

    @Test
    @DisplayName("a bitcoinj wallet of the same words finds the same addresses and coins")
    void bitcoinjRestores() throws Exception {
        JsonNode created = wallet.json("create");
        StringBuilder words = new StringBuilder();
        created.path("words")
                .forEach(w -> words.append(words.isEmpty() ? "" : " ").append(w.asText()));
        Context.propagate(new Context());
        var seed = DeterministicSeed.ofMnemonic(words.toString(), "", Instant.EPOCH);
        Wallet theirs = Wallet.fromSeed(BitcoinNetwork.REGTEST, seed, ScriptType.P2PKH, KeyChainGroupStructure.BIP43);
        assertThat(theirs.currentReceiveAddress().toString())
                .isEqualTo(created.path("address").asText());
        node.mine(1, created.path("address").asText());
        node.mine(100, SOMEBODY);
        JsonNode paid = wallet.json("send", SOMEBODY, "1");
        for (var block : node.blocks()) {
            for (var tx : block.transactions()) {
                Transaction parsed =
                        Transaction.read(ByteBuffer.wrap(tx.encode().toByteArray()));
                if (!tx.isCoinbase() || theirs.isTransactionRelevant(parsed)) {
                    theirs.receivePending(parsed, null);
                }
            }
        }
        assertThat(paid.path("change_address").asText())
                .isEqualTo(theirs.currentChangeAddress().toString());
    }

    @Test
    @DisplayName("too little money is refused with all the numbers, and nothing is sent")
    void notEnough() {
        scene.funded(1);
        int code = wallet.run("send", SOMEBODY, "60", "--network", "regtest");
        assertThat(code).isEqualTo(1);
        assertThat(wallet.complained())
                .contains("Error: not enough money: 50.00000000 can be spent, 60.00000000 are to be paid and"
                        + " 0.00000192 are the fee, so 10.00000192 are missing");
        assertThat(node.mempool()).isEmpty();
    }

    @Test
    @DisplayName("--all sends everything less the fee and leaves nothing")
    void all() {
        scene.funded(3);
        JsonNode paid = wallet.json("send", SOMEBODY, "--all", "--fee-rate", "2");
        long fee = paid.path("fee").asLong();
        assertThat(paid.path("recipients").get(0).path("amount").asLong()).isEqualTo(150_0000_0000L - fee);
        assertThat(paid.path("coins")).hasSize(3);
        node.mine(1, SOMEBODY);
        assertThat(wallet.json("balance").path("total").asLong()).isZero();
    }

    @Test
    @DisplayName("several recipients and a link are paid in one transaction")
    void severalRecipients() {
        scene.funded(1);
        JsonNode paid = wallet.json(
                "send", SOMEBODY, "1", "bitcoin:" + SOMEBODY + "?amount=2.5&label=Kim%20Seoul", SOMEBODY, "0.00000546");
        assertThat(paid.path("recipients")).hasSize(3);
        assertThat(node.mempool().get(0).outputs()).hasSize(4);
    }

    @Test
    @DisplayName("an amount of 545 satoshis is dust and refused")
    void dust() {
        scene.funded(1);
        assertThat(wallet.run("send", SOMEBODY, "0.00000545", "--network", "regtest"))
                .isEqualTo(1);
        assertThat(wallet.complained())
                .contains("0.00000545 is too small an amount; nodes don't pass on less than 0.00000546");
    }

    @Test
    @DisplayName("a dry run needs no password and sends nothing")
    void dryRun() {
        scene.funded(1);
        wallet.set("WONSI_WALLET_PASSWORD", "wrong");
        JsonNode paid = wallet.json("send", SOMEBODY, "1", "--dry-run", "--explain");
        assertThat(paid.path("sent").asBoolean()).isFalse();
        assertThat(node.mempool()).isEmpty();
    }

    @Test
    @DisplayName("with a wrong password nothing is sent, and it is said that the password is wrong")
    void wrongPassword() {
        scene.funded(1);
        wallet.set("WONSI_WALLET_PASSWORD", "wrong");
        assertThat(wallet.run("send", SOMEBODY, "1", "--network", "regtest")).isEqualTo(1);
        assertThat(wallet.complained()).contains("Error: the password is wrong");
        assertThat(node.mempool()).isEmpty();
    }

    @Test
    @DisplayName("a payment that the nodes forgot is sent again at the next look")
    void sentAgain() {
        scene.funded(1);
        String txid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
        node.forgetMempool();
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("notices").get(0).asText())
                .isEqualTo("payment " + txid + " was not known to the nodes any more and was sent again");
        assertThat(node.mempool()).hasSize(1);
        assertThat(balance.path("waiting").asLong()).isGreaterThan(48_0000_0000L);
    }

    @Test
    @DisplayName("a reorganisation that undoes a payment is noticed, and the payment is sent again")
    void reorganised() throws IOException {
        scene.funded(1);
        String txid = wallet.json("send", SOMEBODY, "1").path("txid").asText();
        String block = node.mine(SOMEBODY).header().hash().toDisplay();
        assertThat(wallet.json("balance").path("notices")).isEmpty();
        node.forget(1);
        node.mine(2, SOMEBODY);
        assertThat(wallet.json("balance").path("notices").get(0).asText())
                .isEqualTo("transaction " + txid + " was in block " + block
                        + ", which a reorganisation has undone; it is not confirmed now");
        assertThat(node.mempool()).hasSize(1);
        node.mine(5, SOMEBODY);
        wallet.json("balance");
        assertThat(stateFile()).contains(txid + "\",\n    \"hex\"");
        node.mine(1, SOMEBODY);
        wallet.json("balance");
        assertThat(stateFile()).doesNotContain("\"hex\"");
    }

    private String stateFile() throws IOException {
        return Files.readString(scene.home().resolve("regtest/wallets/default.state"));
    }

    @Test
    @DisplayName("a payment that no node took is kept, said to be kept, and sent at the next look")
    void kept() {
        scene.funded(1);
        node.hangUpOnPayments(true);
        assertThat(wallet.run("send", SOMEBODY, "1", "--network", "regtest")).isEqualTo(1);
        assertThat(wallet.complained()).contains("is signed and kept").contains("don't pay a second time");
        assertThat(node.mempool()).isEmpty();
        node.hangUpOnPayments(false);
        wallet.json("balance");
        assertThat(node.mempool()).hasSize(1);
    }

    @Test
    @DisplayName("no node there: the URL tried is named, and the exit code is 1")
    void unreachable() {
        wallet.json("create");
        wallet.set("WONSI_NODE", "http://127.0.0.1:1");
        assertThat(wallet.run("balance", "--network", "regtest")).isEqualTo(1);
        assertThat(wallet.complained())
                .startsWith("Error: no node answers at http://127.0.0.1:1/api/blocks/tip/height:");
    }

    @Test
    @DisplayName("a wallet restored from its words, with no node, finds its money again with one")
    void restore() {
        JsonNode created = wallet.json("create");
        StringBuilder words = new StringBuilder();
        created.path("words").forEach(w -> words.append(w.asText()).append(' '));
        node.mine(2, created.path("address").asText());
        node.mine(100, SOMEBODY);
        wallet.json("send", SOMEBODY, "70");
        node.mine(1, SOMEBODY);
        long total = wallet.json("balance").path("total").asLong();
        wallet.type(words.toString());
        wallet.set("WONSI_NODE", "http://127.0.0.1:1");
        JsonNode restored = wallet.json("restore", "--wallet", "again");
        assertThat(restored.path("address")).isEqualTo(created.path("address"));
        wallet.set("WONSI_NODE", node.url());
        assertThat(wallet.json("balance", "--wallet", "again").path("total").asLong())
                .isEqualTo(total);
    }

    @Test
    @DisplayName("an address stays the same until it was paid to, then the next one comes")
    void address() {
        String first = wallet.json("create").path("address").asText();
        assertThat(wallet.json("address").path("address").asText()).isEqualTo(first);
        assertThat(wallet.json("address").path("address").asText()).isEqualTo(first);
        node.mine(1, first);
        String second = wallet.json("address").path("address").asText();
        assertThat(second).isNotEqualTo(first);
        JsonNode labelled = wallet.json("address", "--label", "rent", "--amount", "1.5");
        assertThat(labelled.path("uri").asText())
                .isEqualTo("bitcoin:" + labelled.path("address").asText() + "?amount=1.50000000&label=rent");
        assertThat(wallet.json("address").path("address").asText())
                .isNotEqualTo(labelled.path("address").asText());
    }

    @Test
    @DisplayName("messages come in Korean when asked for")
    void korean() {
        wallet.json("create");
        assertThat(wallet.run("balance", "--network", "regtest", "--lang", "ko"))
                .isZero();
        assertThat(wallet.printed()).contains("증명됨").contains("높이 0");
        assertThat(wallet.run("send", SOMEBODY, "1", "--network", "regtest", "--lang=ko"))
                .isEqualTo(1);
        assertThat(wallet.complained()).contains("오류: 잔액이 부족합니다");
    }

    @Test
    @DisplayName("a wrong command line gives exit code 2")
    void usage() {
        assertThat(wallet.run("fly")).isEqualTo(2);
        assertThat(wallet.run("send")).isEqualTo(2);
        assertThat(wallet.run()).isEqualTo(2);
        assertThat(wallet.run("--help")).isZero();
        assertThat(wallet.run("send", "--help")).isZero();
    }
}
