package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.crypto.ECKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.core.api.MerkleBranch;
import org.wonsi.core.tx.Transaction;
import org.wonsi.wallet.FakeNode;
import org.wonsi.wallet.FakeTerminal;
import org.wonsi.wallet.WalletAtNode;

class CommandsTest {
    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(2);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();

    @Test
    @DisplayName("a pending payment is replaced by the same one with a higher fee, out of its change")
    void bump() {
        scene.funded(1);
        JsonNode first = wallet.json("send", SOMEBODY, "2", "--fee-rate", "1");
        assertThat(wallet.fail(1, "bump", first.path("txid").asText(), "--fee-rate", "1.5"))
                .contains("nodes replace a payment only for at least")
                .contains("That is --fee-rate 2");
        JsonNode second = wallet.json("bump", first.path("txid").asText(), "--fee-rate", "10");
        assertThat(second.path("recipients").get(0).path("address").asText()).isEqualTo(SOMEBODY);
        assertThat(second.path("recipients")).hasSize(1);
        assertThat(second.path("fee").asLong()).isBetween(2230L, 2270L);
        assertThat(node.mempool()).hasSize(1);
        Transaction replaced = node.mempool().get(0);
        assertThat(replaced.txid().toDisplay()).isEqualTo(second.path("txid").asText());
        assertThat(replaced.outputs().stream().mapToLong(o -> o.value().satoshis()))
                .contains(2_0000_0000L);
        node.mine(1, SOMEBODY);
        assertThat(wallet.fail(1, "bump", second.path("txid").asText(), "--fee-rate", "20"))
                .contains("is in a block already");
        assertThat(wallet.json("history").path("steps")).hasSize(2);
    }

    @Test
    @DisplayName("a payment is proven from headers checked here, and a node on another branch is named")
    void verifyPayment() {
        scene.funded(1);
        String txid = wallet.json("send", SOMEBODY, "2").path("txid").asText();
        assertThat(wallet.fail(1, "verify-payment", txid)).contains("no node proves that " + txid + " is in a block");
        node.mine(3, SOMEBODY);
        try (FakeNode other = new FakeNode()) {
            other.copy(node);
            JsonNode proven = wallet.json("verify-payment", txid, "--node", node.url(), "--node", other.url());
            assertThat(proven.path("confirmations").asInt()).isEqualTo(3);
            assertThat(proven.path("height").asInt()).isEqualTo(102);
            assertThat(proven.path("branch")).hasSize(1);
            assertThat(proven.path("nodes").get(1).path("agrees").asBoolean()).isTrue();

            other.forget(2);
            other.mine(1, SOMEBODY);
            JsonNode split = wallet.json("verify-payment", txid, "--node", node.url(), "--node", other.url());
            assertThat(split.path("nodes").get(0).path("agrees").asBoolean()).isTrue();
            assertThat(split.path("nodes").get(1).path("agrees").asBoolean()).isFalse();

            other.forget(2);
            other.mine(5, SOMEBODY);
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url(), "--node", other.url()))
                    .contains(txid + " is not proven: it is in block 102, ")
                    .contains("of node " + node.url() + " only, and another branch has more work: up to height 10");
        }
    }

    @Test
    @DisplayName("a header file that was cut off in the middle of a header is whole again after the next proof")
    void headersCutOff() throws IOException {
        scene.funded(1);
        String txid = wallet.json("send", SOMEBODY, "2").path("txid").asText();
        node.mine(1, SOMEBODY);
        wallet.json("verify-payment", txid);
        Path headers = scene.home().resolve("regtest").resolve("headers.dat");
        byte[] whole = Files.readAllBytes(headers);
        assertThat(whole).hasSize(102 * 80);
        Files.write(headers, Arrays.copyOf(whole, 100 * 80 + 30));
        assertThat(wallet.json("verify-payment", txid).path("confirmations").asInt())
                .isEqualTo(1);
        assertThat(Files.readAllBytes(headers)).isEqualTo(whole);
    }

    @Test
    @DisplayName("a node that doesn't answer is said not to have been compared, and one that disagrees is warned of")
    void verifyPaymentViews() {
        scene.funded(1);
        String txid = wallet.json("send", SOMEBODY, "2").path("txid").asText();
        node.mine(3, SOMEBODY);
        try (FakeNode other = new FakeNode()) {
            other.copy(node);
            other.forget(1);
            other.mine(1, "mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn");
            String[] nodes = {"--node", node.url(), "--node", "http://127.0.0.1:1", "--node", other.url()};
            List<String> words = new ArrayList<>(List.of("verify-payment", txid, "--network", "regtest"));
            words.addAll(List.of(nodes));
            assertThat(wallet.run(words.toArray(new String[0]))).isZero();
            assertThat(wallet.printed())
                    .contains("node " + node.url() + " agrees (height 104)")
                    .contains("node http://127.0.0.1:1 couldn't be compared: it doesn't answer")
                    .contains("WARNING: node " + other.url() + " disagrees: height 104, tip ")
                    .doesNotContain(" . If");
            node.lieAboutHeights(1);
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url()))
                    .contains("gave a false proof: the branch doesn't lead to the merkle root of block 103");
            node.lieAboutHeights(900);
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url()))
                    .contains("gave a false proof: there is no block 1002 in the best chain");
            node.lieAboutBranches(new MerkleBranch(103, List.of("xy"), 1));
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url()))
                    .contains("gave a false proof: the branch can't be read: ");
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url(), "--lang", "ko"))
                    .contains("머클 경로를 읽을 수 없습니다: ")
                    .doesNotContain("expected");
            node.lieAboutBranches(new MerkleBranch(103, List.of(), -1));
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url()))
                    .contains("it names place -1 of a block and a branch of 0 hashes, and there is no such place");
            node.lieAboutBranches(new MerkleBranch(103, Collections.nCopies(33, "00".repeat(32)), 0));
            assertThat(wallet.fail(1, "verify-payment", txid, "--node", node.url()))
                    .contains("it names place 0 of a block and a branch of 33 hashes, and there is no such place");
        }
    }

    @Test
    @DisplayName("a message signed here verifies, not over another text, and bitcoinj finds the same key")
    void messages() throws Exception {
        String address = wallet.json("create").path("address").asText();
        String signature =
                wallet.json("sign-message", address, "여기 있었다").path("signature").asText();
        assertThat(wallet.json("verify-message", address, signature, "여기 있었다")
                        .path("valid")
                        .asBoolean())
                .isTrue();
        assertThat(wallet.run("verify-message", address, signature, "not here", "--network", "regtest"))
                .isEqualTo(1);
        ECKey theirs = ECKey.signedMessageToKey("여기 있었다", signature);
        assertThat(theirs.toAddress(ScriptType.P2PKH, BitcoinNetwork.REGTEST).toString())
                .isEqualTo(address);
        assertThat(wallet.fail(1, "sign-message", SOMEBODY, "x")).contains("is no address of wallet 'default'");
    }

    @Test
    @DisplayName("keys that never meet a network sign what a watching wallet drafted")
    void offlineSigning() {
        scene.funded(2);
        String key = wallet.json("export").path("public_key").asText();
        assertThat(key).startsWith("tpub");
        wallet.json("restore", "--wallet", "watch", "--watch", key);
        assertThat(wallet.fail(1, "send", SOMEBODY, "60", "--wallet", "watch")).contains("this wallet only watches");
        JsonNode draft = wallet.json("send", SOMEBODY, "60", "--wallet", "watch", "--dry-run");
        wallet.set("WONSI_NODE", "http://127.0.0.1:1");
        JsonNode signed = wallet.json(
                "sign",
                draft.path("hex").asText(),
                "--previous",
                draft.path("previous").get(0).asText(),
                "--previous",
                draft.path("previous").get(1).asText());
        assertThat(signed.path("signed").asInt()).isEqualTo(2);
        assertThat(signed.path("fee")).isEqualTo(draft.path("fee"));
        assertThat(signed.path("recipients")).isEqualTo(draft.path("recipients"));
        assertThat(signed.path("back").get(0).path("address")).isEqualTo(draft.path("change_address"));
        wallet.set("WONSI_NODE", node.url());
        wallet.json("broadcast", signed.path("hex").asText(), "--wallet", "none-is-needed");
        assertThat(node.mempool()).hasSize(1);
    }

    @Test
    @DisplayName("before it signs, the wallet says who is paid, what comes back and the fee; and what a word is not")
    void signSaysWhatItSigns() {
        scene.funded(1);
        JsonNode draft = wallet.json("send", SOMEBODY, "2", "--dry-run");
        String hex = draft.path("hex").asText();
        String previous = draft.path("previous").get(0).asText();
        assertThat(wallet.run("sign", hex, "--previous", previous, "--network", "regtest"))
                .isZero();
        assertThat(wallet.complained())
                .contains("Signs 1 of 1 inputs. The transaction pays:")
                .contains("    2.00000000  to " + SOMEBODY)
                .contains("    47.99999774  back to this wallet: "
                        + draft.path("change_address").asText())
                .contains("    0.00000226  fee");
        assertThat(wallet.printed()).matches("[0-9a-f]{440,460}\\s*");
        // The 8 bytes of an amount, little endian: 2 coins become 202.
        String greedy = hex.replace("00c2eb0b00000000", "008a03b404000000");
        assertThat(greedy).isNotEqualTo(hex);
        assertThat(wallet.fail(1, "sign", greedy, "--previous", previous))
                .contains("the transaction pays out 199.99999774 more than it spends");
        assertThat(wallet.fail(1, "sign", "zz", "--previous", previous))
                .contains("'zz' is no transaction in hex: at offset 0: expected a hex digit, found 'z'");
        assertThat(wallet.fail(1, "sign", hex, "--previous", "00")).contains("'00' is no transaction in hex: ");
        assertThat(wallet.fail(1, "broadcast", "0200")).contains("'0200' is no transaction in hex: ");
        for (String command : List.of("abandon", "verify-payment")) {
            assertThat(wallet.fail(1, command, "abc"))
                    .contains("'abc' is no transaction's id: at offset 0: expected 64 hex");
        }
        assertThat(wallet.fail(1, "bump", "abc", "--fee-rate", "2")).contains("'abc' is no transaction's id: ");
    }

    @Test
    @DisplayName("what is only pending or immature is told apart from what isn't there")
    void notEnoughYet() {
        String address = wallet.json("create").path("address").asText();
        node.mine(1, address);
        assertThat(wallet.fail(1, "send", SOMEBODY, "2"))
                .contains("not enough money yet: 0.00000000 can be spent, 2.00000000 are to be paid")
                .contains("another 50.00000000 waits, is only claimed or immature");
        assertThat(wallet.fail(1, "send", SOMEBODY, "50"))
                .contains("not enough money: ")
                .contains("50.00000044 are missing");
        assertThat(wallet.run("send", SOMEBODY, "2", "--network", "regtest", "--json"))
                .isEqualTo(1);
        assertThat(wallet.printed()).startsWith("{\n  \"error\" : {\n    \"code\" : \"not-enough-yet\",");
    }

    @Test
    @DisplayName("a node's reason is taken out of what it is wrapped in")
    void refusal() {
        String transaction = "0100000001" + "11".repeat(32) + "0000000000ffffffff01e803000000000000015100000000";
        node.refuseWith("min relay fee not met");
        assertThat(wallet.fail(1, "broadcast", transaction))
                .contains("refuses the payment: min relay fee not met" + System.lineSeparator());
        node.refuseInPlainText("sendrawtransaction RPC error: {\"code\":-26,\"message\":\"dust, output 1\"}");
        assertThat(wallet.fail(1, "broadcast", transaction))
                .contains("refuses the payment: dust, output 1" + System.lineSeparator());
        node.refuseInPlainText("no {json}");
        assertThat(wallet.fail(1, "broadcast", transaction))
                .contains("refuses the payment: no {json}" + System.lineSeparator());
    }

    @Test
    @DisplayName("a single key goes out as WIF and into another wallet, whose file keeps its backup")
    void importKey() {
        String address = scene.funded(1);
        String wif = wallet.json("export", "--key", address).path("private_key").asText();
        wallet.json("create", "--wallet", "other");
        wallet.type(wif);
        JsonNode imported = wallet.json("import", "--wallet", "other");
        assertThat(imported.path("address").asText()).isEqualTo(address);
        assertThat(scene.home().resolve("regtest/wallets/other.wallet.bak")).exists();
        assertThat(wallet.json("balance", "--wallet", "other").path("proven").asLong())
                .isEqualTo(50_0000_0000L);
        wallet.json("send", SOMEBODY, "1", "--wallet", "other");
        assertThat(node.mempool()).hasSize(1);
        wallet.type(wif);
        assertThat(wallet.fail(1, "import", "--wallet", "other")).contains("is in the wallet already");
    }

    @Test
    @DisplayName("what links addresses is shown: paying together, change, and being paid twice")
    void privacy() {
        String first = wallet.json("create").path("address").asText();
        node.mine(2, first);
        String second = wallet.json("address").path("address").asText();
        node.mine(1, second);
        node.mine(100, SOMEBODY);
        wallet.json("send", SOMEBODY, "140");
        JsonNode privacy = wallet.json("privacy");
        assertThat(privacy.path("groups")).hasSize(1);
        assertThat(privacy.path("groups").get(0)).hasSize(3);
        assertThat(privacy.path("links").get(0).path("reason").asText()).isEqualTo("COMMON_INPUTS");
        assertThat(privacy.path("reused").path(first).asInt()).isEqualTo(2);
    }

    @Test
    @DisplayName("a double spend puts a different payment of one coin into each of two nodes, if confirmed")
    void doubleSpend() {
        scene.funded(1);
        try (FakeNode other = new FakeNode()) {
            other.copy(node);
            String[] arguments = {"doublespend", SOMEBODY, "2", "--node", node.url(), "--node", other.url()};
            wallet.type("no");
            assertThat(wallet.fail(1, arguments)).contains("nothing was sent");
            wallet.type("yes");
            JsonNode done = wallet.json(arguments);
            assertThat(done.path("attempts")).hasSize(2);
            assertThat(node.mempool()).hasSize(1);
            assertThat(other.mempool()).hasSize(1);
            assertThat(node.mempool().get(0).inputs().get(0).prevout())
                    .isEqualTo(other.mempool().get(0).inputs().get(0).prevout());
        }
        assertThat(wallet.fail(1, "doublespend", SOMEBODY, "2")).contains("a double spend takes two nodes");
        wallet.type("yes");
        assertThat(wallet.fail(1, "doublespend", SOMEBODY, "2", "--node", node.url(), "--node", "http://127.0.0.1:1"))
                .contains("no node answers at http://127.0.0.1:1/");
        assertThat(node.mempool()).as("nothing more was sent").hasSize(1);
    }

    @Test
    @DisplayName("coins can be chosen, and one that isn't there is named")
    void chosenCoin() {
        scene.funded(3);
        String coin = wallet.json("coins").path("coins").get(1).path("coin").asText();
        JsonNode paid = wallet.json("send", SOMEBODY, "1", "--coin", coin);
        assertThat(paid.path("coins").get(0).asText()).isEqualTo(coin);
        assertThat(wallet.fail(1, "send", SOMEBODY, "1", "--coin", coin)).contains("has no coin " + coin);
    }

    @Test
    @DisplayName("the node that 'use' sets is asked from then on, and 'list' shows it")
    void useNode() {
        wallet.set("WONSI_NODE", "");
        wallet.json("create");
        wallet.json("use", node.url());
        assertThat(wallet.json("balance").path("total").asLong()).isZero();
        assertThat(wallet.json("list").get(0).path("nodes").get(0).asText()).isEqualTo(node.url());
        assertThat(wallet.fail(1, "use", "localhost:8001")).contains("'localhost:8001' is no URL of a node");
    }

    @Test
    @DisplayName("only the owner can read the files; words and password appear in none of them")
    void files() throws Exception {
        JsonNode created = wallet.json("create");
        wallet.json("use", node.url());
        int files = 0;
        try (var listed = Files.list(scene.home().resolve("regtest/wallets"))) {
            for (Path file : listed.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
                String text = Files.readString(file, StandardCharsets.UTF_8);
                assertThat(text).doesNotContain(created.path("words").get(3).asText() + " ");
                assertThat(text).doesNotContain("correct horse");
                files++;
            }
        }
        assertThat(files).as("keys, state, lock").isEqualTo(3);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(scene.home().resolve("regtest/wallets"))))
                .isEqualTo("rwx------");
        assertThat(wallet.fail(1, "create")).contains("there is a wallet 'default' already");
    }

    @Test
    @DisplayName("Korean words stand in columns, though a syllable takes two places on the screen")
    void koreanColumns() {
        assertThat(wallet.run("create", "--word-list", "ko", "--network", "regtest"))
                .isZero();
        List<Integer> second = wallet.printed()
                .lines()
                .filter(line -> line.matches(" +(1|5|9) .*"))
                .map(line -> line.replaceFirst("^( +[0-9]+ \\S+ +[0-9]+) .*", "$1"))
                .map(start -> start.chars().map(c -> c < 0x1100 ? 1 : 2).sum())
                .toList();
        assertThat(second).containsExactly(19, 19, 19);
    }

    @Test
    @DisplayName("errors are JSON too when asked for, with a stable code")
    void jsonErrors() {
        assertThat(wallet.run("balance", "--json", "--wallet", "nobody")).isEqualTo(1);
        assertThat(wallet.printed()).contains("\"code\" : \"no-wallet\"");
    }

    @Test
    @DisplayName("decode explains a transaction and a link without wallet or node; completion prints a script")
    void decode() {
        scene.funded(1);
        String hex = wallet.json("send", SOMEBODY, "2").path("hex").asText();
        JsonNode decoded = wallet.json("decode", hex);
        assertThat(decoded.path("outputs")).hasSize(2);
        JsonNode link = wallet.json("decode", "bitcoin:" + SOMEBODY + "?amount=1");
        assertThat(link.path("kind").asText()).isEqualTo("P2PKH");
        assertThat(wallet.run("completion")).isZero();
        assertThat(wallet.printed()).contains("wonsi-wallet").contains("verify-payment");
    }

    @Test
    @DisplayName("a node of another network is named as such, for looking and for proving")
    void otherNetwork() {
        node.mine(3, SOMEBODY);
        assertThat(wallet.run("create", "--network", "seminar")).isZero();
        assertThat(wallet.run("balance", "--network", "seminar")).isEqualTo(1);
        assertThat(wallet.complained())
                .contains("the node " + node.url() + " is on another network: its genesis block is 0f9188f13cb7b2c7");
        assertThat(wallet.run("verify-payment", "ab".repeat(32), "--network", "seminar"))
                .isEqualTo(1);
        assertThat(wallet.complained())
                .contains("the node " + node.url() + " is on another network: its genesis block");
    }

    @Test
    @DisplayName("one of two nodes that is on another network, or says so, is left out and stops nobody")
    void otherNetworkBeside() {
        scene.funded(1);
        try (FakeNode other = new FakeNode()) {
            other.answerWithGenesis("11".repeat(32));
            other.lieAboutTip(500);
            JsonNode balance = wallet.json("balance", "--node", node.url(), "--node", other.url());
            assertThat(balance.path("proven").asLong()).isEqualTo(50_0000_0000L);
            assertThat(balance.path("notices").get(0).asText())
                    .startsWith("node " + other.url() + " was left out")
                    .contains("is on another network: its genesis block is 1111");
        }
    }

    @Test
    @DisplayName(
            "a password file of 4,096 bytes is read, one of 4,097 refused; after an error the wallet can be opened again")
    void passwordFile() throws Exception {
        wallet.set("WONSI_WALLET_PASSWORD", "another one");
        Path file = Files.writeString(scene.home().resolve("password"), "secret\n" + "x".repeat(4089));
        wallet.json("create", "--password-file", file.toString());
        assertThat(wallet.fail(1, "export", "--words")).contains("the password is wrong");
        Path exact = Files.writeString(scene.home().resolve("exact"), "secret");
        assertThat(wallet.json("export", "--words", "--password-file", exact.toString())
                        .path("words"))
                .hasSize(12);
        Files.writeString(file, "secret\n" + "x".repeat(4090));
        assertThat(wallet.fail(1, "export", "--words", "--password-file", file.toString()))
                .contains("can't be read or written: it has more than 4096 bytes");
        Path state = Files.writeString(scene.home().resolve("regtest/wallets/default.state"), "{");
        assertThat(wallet.fail(1, "balance")).contains("default.state is damaged");
        Files.delete(state);
        assertThat(wallet.json("balance").path("total").asLong()).isZero();
    }

    @Test
    @DisplayName("a damaged wallet doesn't hide the others in the list")
    void listWithDamage() throws Exception {
        wallet.json("create");
        Files.writeString(scene.home().resolve("regtest/wallets/cut.wallet"), "{\"format\":");
        JsonNode listed = wallet.json("list");
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).path("problem").asText()).contains("cut.wallet is damaged");
        assertThat(listed.get(1).path("problem").asText()).isEmpty();
    }
}
