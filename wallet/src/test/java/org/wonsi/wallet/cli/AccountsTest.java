package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wonsi.wallet.WalletAtNode.SOMEBODY;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.wonsi.core.address.Address;
import org.wonsi.core.bytes.Hash256;
import org.wonsi.core.consensus.ChainParams;
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

class AccountsTest {
    private static final long COIN = 1_0000_0000L;
    private static final ChainParams REGTEST = ChainParams.regtest();

    @RegisterExtension
    final WalletAtNode scene = new WalletAtNode(40);

    private final FakeNode node = scene.node();
    private final FakeTerminal wallet = scene.wallet();
    private JsonNode created;

    @BeforeEach
    void create() {
        created = wallet.json("create");
    }

    /** Two rewards for account 0, and two for a new account of this name. */
    private String fund(String name) {
        node.mine(2, created.path("address").asText());
        String second = wallet.json("account", "new", name).path("address").asText();
        node.mine(2, second);
        node.mine(100, SOMEBODY);
        return second;
    }

    private String run(int code, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--network", "regtest"));
        assertThat(wallet.run(all.toArray(new String[0])))
                .as(wallet.printed() + wallet.complained())
                .isEqualTo(code);
        return code == 0 ? wallet.printed() : wallet.complained();
    }

    private void claim(String address) {
        OutPoint nothing = new OutPoint(new Txid(Hash256.of(new byte[32])), 7);
        Transaction claimed = new Transaction(
                2,
                List.of(new TxIn(nothing, Script.EMPTY, 0)),
                List.of(new TxOut(
                        Amount.ofCoins(10), Address.parse(address, REGTEST).scriptPubKey())),
                0);
        node.invent(address, claimed, true);
    }

    private Path keyFile(String ending) {
        return scene.home().resolve("regtest/wallets/default.wallet" + ending);
    }

    @Test
    @DisplayName(
            "a new account must follow one with a history, and a node's claim is none; --anyway makes it all the same")
    void gap() throws IOException {
        String unused = "account 0 has no history yet, and a restored wallet looks no further";
        assertThat(run(1, "account", "new")).contains(unused);
        claim(created.path("address").asText());
        assertThat(run(1, "account", "new")).contains(unused);
        String old = Files.readString(keyFile(""));
        node.mine(1, created.path("address").asText());
        JsonNode made = wallet.json("account", "new", "savings");
        assertThat(made.path("number").asInt()).isEqualTo(1);
        assertThat(made.path("path").asText()).isEqualTo("m/44'/1'/1'");
        assertThat(old).contains("\"version\" : 1");
        assertThat(Files.readString(keyFile(".bak"))).isEqualTo(old);
        assertThat(Files.readString(keyFile(""))).contains("\"version\" : 3");

        assertThat(run(1, "account", "new")).contains("account 1 has no history yet");
        wallet.set("WONSI_NODE", "http://127.0.0.1:1");
        assertThat(run(1, "account", "new")).contains("no node answers");
        assertThat(run(0, "account", "new", "--anyway", "--lang", "ko"))
                .contains("계정 2을(를) 만들었습니다: m/44'/1'/2'")
                .contains("--account 2");
        JsonNode accounts = wallet.json("accounts").path("accounts");
        assertThat(accounts).hasSize(3);
        assertThat(accounts.get(1).path("name").asText()).isEqualTo("savings");
        assertThat(accounts.get(2).path("path").asText()).isEqualTo("m/44'/1'/2'");
        assertThat(run(0, "accounts")).contains("1  m/44'/1'/1'  tpub").contains("  savings");
    }

    @Test
    @DisplayName(
            "a name is letters and digits, not digits only, and no other account's; an account is found by name or number")
    void names() {
        node.mine(1, created.path("address").asText());
        for (String bad : List.of("1", "007", "a b", "_a", "a".repeat(41))) {
            assertThat(run(1, "account", "new", bad)).contains("'" + bad + "' can't be an account's name");
        }
        wallet.json("account", "new", "a".repeat(40));
        assertThat(run(1, "account", "new", "--anyway", "a".repeat(40)))
                .contains("there is an account '" + "a".repeat(40));
        String byNumber =
                wallet.json("address", "--account", "1").path("address").asText();
        assertThat(wallet.json("address", "--account", "a".repeat(40))
                        .path("address")
                        .asText())
                .isEqualTo(byNumber);
        assertThat(run(1, "address", "--account", "2")).contains("wallet 'default' has no account '2'; see 'accounts'");
        assertThat(run(1, "account", "name", "0", "main")).contains("the first account is called 0");
        wallet.json("account", "name", "1", "저축");
        assertThat(wallet.json("address", "--account", "저축").path("address").asText())
                .isEqualTo(byNumber);
        assertThat(run(1, "address", "--account", "a".repeat(40))).contains("has no account");
        assertThat(run(2, "account")).contains("missing: new, find, name");
    }

    @Test
    @DisplayName("balance shows a line for each account and their sum, and of one account alone only its own")
    void balance() {
        String second = fund("savings");
        assertThat(wallet.json("address").path("path").asText()).isEqualTo("0/1");
        assertThat(wallet.json("address", "--account", "savings").path("path").asText())
                .isEqualTo("1'/0/1");
        claim(wallet.json("address", "--account", "1").path("address").asText());
        JsonNode all = wallet.json("balance");
        assertThat(all.path("total").asLong()).isEqualTo(200 * COIN);
        assertThat(all.path("accounts")).hasSize(2);
        assertThat(all.path("accounts").get(0).path("total").asLong()).isEqualTo(100 * COIN);
        assertThat(all.path("accounts").get(1).path("name").asText()).isEqualTo("savings");
        assertThat(all.path("accounts").get(1).path("claimed").asLong()).isEqualTo(10 * COIN);
        assertThat(run(0, "balance"))
                .contains("account 0          100.00000000" + System.lineSeparator())
                .contains("account 1 savings  100.00000000  claimed 10.00000000" + System.lineSeparator())
                .contains("together:" + System.lineSeparator() + "proven ")
                .contains("total       200.00000000");
        assertThat(run(0, "balance", "--lang", "ko")).contains("계정 1 savings  100.00000000  노드의 말 10.00000000");
        assertThat(run(0, "balance", "--account", "savings"))
                .doesNotContain("account ", "together")
                .contains("total       100.00000000");
        assertThat(wallet.json("balance", "--account", "1").path("accounts")).hasSize(1);
        assertThat(wallet.json("addresses").path("addresses")).hasSize(4);
        JsonNode hers = wallet.json("addresses", "--account", "savings").path("addresses");
        assertThat(hers).hasSize(2);
        assertThat(hers.get(0).path("address").asText()).isEqualTo(second);
        assertThat(hers.get(0).path("balance").asLong()).isEqualTo(100 * COIN);
        assertThat(wallet.json("coins", "--account", "1").path("coins")).hasSize(3);
        assertThat(run(0, "coins")).contains("account 0").contains("account 1 savings");
    }

    @Test
    @DisplayName("a payment takes the coins of one account only, and its change goes back there")
    void send() {
        fund("savings");
        assertThat(run(1, "send", SOMEBODY, "150"))
                .contains("not enough money: 100.00000000 can be spent")
                .contains("Note: only the coins of account 0 were looked at; --account takes those of another");
        JsonNode paid = wallet.json("send", SOMEBODY, "60", "--account", "savings");
        assertThat(paid.path("coins")).hasSize(2);
        JsonNode change =
                wallet.json("addresses", "--account", "savings", "--change").path("addresses");
        assertThat(change.get(2).path("path").asText()).isEqualTo("1'/1/0");
        assertThat(change.get(2).path("address")).isEqualTo(paid.path("change_address"));
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("accounts").get(0).path("total").asLong()).isEqualTo(100 * COIN);
        assertThat(balance.path("accounts").get(1).path("waiting").asLong())
                .isEqualTo(40 * COIN - paid.path("fee").asLong());
        String theirs = wallet.json("coins", "--account", "0")
                .path("coins")
                .get(0)
                .path("coin")
                .asText();
        assertThat(run(1, "send", SOMEBODY, "1", "--account", "savings", "--coin", theirs))
                .contains("the wallet has no coin " + theirs);
    }

    @Test
    @DisplayName("between two accounts the wallet loses the fee, one account the amount too, and the other gains it")
    void between() {
        String second = fund("savings");
        JsonNode paid = wallet.json("send", second, "10");
        long fee = paid.path("fee").asLong();
        assertThat(last(wallet.json("history")).path("change").asLong()).isEqualTo(-fee);
        assertThat(last(wallet.json("history")).path("accounts").toString()).isEqualTo("[0,1]");
        JsonNode out = last(wallet.json("history", "--account", "0"));
        assertThat(out.path("change").asLong()).isEqualTo(-10 * COIN - fee);
        assertThat(out.path("fee").asLong()).isEqualTo(fee);
        assertThat(out.path("addresses").get(0).asText()).isEqualTo(second);
        assertThat(out.path("balance").asLong()).isEqualTo(90 * COIN - fee);
        JsonNode in = last(wallet.json("history", "--account", "savings"));
        assertThat(in.path("change").asLong()).isEqualTo(10 * COIN);
        assertThat(in.path("fee").isNull()).isTrue();
        assertThat(in.path("status").asText()).isEqualTo("waiting");
        assertThat(in.path("balance").asLong()).isEqualTo(110 * COIN);
        assertThat(run(0, "history")).contains("account 0, 1 savings");
        assertThat(run(0, "history", "--lang", "ko")).contains("계정 0, 1 savings");
    }

    private static JsonNode last(JsonNode history) {
        JsonNode steps = history.path("steps");
        return steps.get(steps.size() - 1);
    }

    @Test
    @DisplayName("a bump and a child stay in the account of the payment, also when one more of its coins has to help")
    void bump() {
        fund("savings");
        JsonNode paid = wallet.json("send", SOMEBODY, "49.999", "--account", "savings", "--fee-rate", "1");
        assertThat(paid.path("coins")).hasSize(1);
        String txid = paid.path("txid").asText();
        JsonNode bumped = wallet.json("bump", txid, "--fee-rate", "1000", "--allow-high-fee");
        List<String> savings = new ArrayList<>();
        wallet.json("addresses", "--account", "savings", "--change")
                .path("addresses")
                .forEach(line -> savings.add(line.path("address").asText()));
        assertThat(bumped.path("coins")).hasSize(2);
        assertThat(savings).contains(bumped.path("change_address").asText());
        assertThat(wallet.json("balance").path("accounts").get(0).path("total").asLong())
                .isEqualTo(100 * COIN);

        JsonNode next = wallet.json("send", SOMEBODY, "1", "--account", "0", "--fee-rate", "1");
        JsonNode child = wallet.json("bump", next.path("txid").asText(), "--child", "--fee-rate", "50");
        String self = child.path("recipients").get(0).path("address").asText();
        assertThat(wallet.json("sign-message", self, "x").path("address").asText())
                .isEqualTo(self);
        assertThat(savings).doesNotContain(self);
    }

    private void typeWords() {
        StringBuilder words = new StringBuilder();
        created.path("words").forEach(word -> words.append(word.asText()).append(' '));
        wallet.type(words.toString());
    }

    @Test
    @DisplayName("restore finds the accounts with a proven history, in a row, and not one that a node only claims")
    void restore() {
        fund("savings");
        JsonNode third = wallet.json("account", "new");
        claim(third.path("address").asText());
        typeWords();
        JsonNode restored = wallet.json("restore", "--wallet", "again");
        assertThat(restored.path("accounts").asInt()).isEqualTo(2);
        assertThat(restored.path("notices")).isEmpty();
        assertThat(wallet.json("balance", "--wallet", "again").path("total").asLong())
                .isEqualTo(200 * COIN);
        assertThat(wallet.json("accounts", "--wallet", "again")
                        .path("accounts")
                        .get(1)
                        .path("public_key"))
                .isEqualTo(wallet.json("accounts").path("accounts").get(1).path("public_key"));
        assertThat(wallet.json("send", SOMEBODY, "60", "--wallet", "again", "--account", "1")
                        .path("sent")
                        .asBoolean())
                .isTrue();
        node.mine(1, third.path("address").asText());
        assertThat(wallet.json("account", "find", "--wallet", "again")
                        .path("found")
                        .toString())
                .isEqualTo("[2]");
        assertThat(run(0, "account", "find", "--wallet", "again")).contains("No further account was used.");
        typeWords();
        assertThat(run(0, "restore", "--wallet", "thrice", "--lang", "ko")).contains("찾은 계정: 3개");
    }

    @Test
    @DisplayName(
            "restored without a node a wallet has its first account, says so, and 'account find' finds the others later")
    void restoreOffline() {
        fund("savings");
        typeWords();
        wallet.set("WONSI_NODE", "http://127.0.0.1:1");
        JsonNode restored = wallet.json("restore", "--wallet", "again");
        assertThat(restored.path("accounts").asInt()).isEqualTo(1);
        assertThat(restored.path("notices").get(0).asText())
                .startsWith("whether there are further accounts couldn't be looked up: no node answers at ")
                .endsWith("Later, 'account find' does it");
        wallet.set("WONSI_NODE", node.url());
        assertThat(wallet.json("balance", "--wallet", "again").path("total").asLong())
                .isEqualTo(100 * COIN);
        assertThat(run(0, "account", "find", "--wallet", "again")).contains("Found, because they were used: account 1");
        assertThat(wallet.json("balance", "--wallet", "again").path("total").asLong())
                .isEqualTo(200 * COIN);
    }

    @Test
    @DisplayName("an account's key watches it elsewhere under its own path, and its owner signs what was drafted there")
    void watch() {
        String second = fund("savings");
        JsonNode exported = wallet.json("export", "--account", "savings");
        assertThat(exported.path("path").asText()).isEqualTo("m/44'/1'/1'");
        JsonNode watching = wallet.json(
                "restore",
                "--wallet",
                "watch",
                "--watch",
                exported.path("public_key").asText());
        assertThat(watching.path("address").asText()).isEqualTo(second);
        assertThat(wallet.json("export", "--wallet", "watch"))
                .isEqualTo(wallet.json("export", "--wallet", "watch", "--account", "0"));
        assertThat(wallet.json("export", "--wallet", "watch").path("path").asText())
                .isEqualTo("m/44'/1'/1'");
        JsonNode draft = wallet.json("send", SOMEBODY, "20", "--wallet", "watch", "--dry-run");
        JsonNode signed = wallet.json(
                "sign",
                draft.path("hex").asText(),
                "--previous",
                draft.path("previous").get(0).asText());
        assertThat(signed.path("signed").asInt()).isEqualTo(1);
        for (String[] needsKeys : new String[][] {{"new"}, {"find"}, {"name", "0", "a"}}) {
            List<String> command = new ArrayList<>(List.of("account"));
            command.addAll(List.of(needsKeys));
            command.addAll(List.of("--wallet", "watch"));
            assertThat(run(1, command.toArray(new String[0]))).contains("this wallet only watches");
        }
        String wif = wallet.json("export", "--key", second).path("private_key").asText();
        assertThat(wif).startsWith("c");
    }

    @Test
    @DisplayName("a wrong password, and a key file that another command changed meanwhile, leave the file as it was")
    void unchanged() throws IOException {
        node.mine(1, created.path("address").asText());
        String before = Files.readString(keyFile(""));
        Path wrong = Files.writeString(scene.home().resolve("wrong"), "battery\n");
        assertThat(run(1, "account", "new", "--password-file", wrong.toString()))
                .contains("the password is wrong");
        assertThat(Files.readString(keyFile(""))).isEqualTo(before);
        assertThat(keyFile(".bak")).doesNotExist();
    }

    @Test
    @DisplayName("a single key taken in, and a new password, leave the accounts as they are")
    void kept() throws IOException {
        fund("savings");
        JsonNode accounts = wallet.json("accounts");
        String wif = wallet.json("export", "--key", created.path("address").asText())
                .path("private_key")
                .asText();
        FakeTerminal other = new FakeTerminal(scene.home().resolve("other"), 41);
        other.set("WONSI_NODE", node.url());
        String theirs = other.json("create").path("address").asText();
        wallet.type(other.json("export", "--key", theirs).path("private_key").asText());
        wallet.json("import");
        assertThat(wallet.json("accounts")).isEqualTo(accounts);
        wallet.json(
                "passwd",
                "--new-password-file",
                Files.writeString(scene.home().resolve("new"), "battery\n").toString());
        assertThat(wallet.json("accounts")).isEqualTo(accounts);
        wallet.set("WONSI_WALLET_PASSWORD", "battery");
        assertThat(wallet.json("send", theirs, "1", "--account", "savings")
                        .path("sent")
                        .asBoolean())
                .isTrue();
        JsonNode balance = wallet.json("balance");
        assertThat(balance.path("accounts").get(0).path("claimed").asLong()
                        + balance.path("accounts").get(0).path("waiting").asLong())
                .isEqualTo(COIN);
        assertThat(wif).startsWith("c");
    }
}
