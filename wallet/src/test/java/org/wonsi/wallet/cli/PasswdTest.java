package org.wonsi.wallet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wonsi.wallet.FakeTerminal;

@DisplayName("passwd changes the password and nothing else")
class PasswdTest {
    @TempDir
    private Path home;

    private FakeTerminal wallet;
    private JsonNode created;

    @BeforeEach
    void create() {
        wallet = new FakeTerminal(home, 7);
        created = wallet.json("create");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private Path keyFile(String ending) {
        return home.resolve("regtest/wallets/default.wallet" + ending);
    }

    private int run(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--network";
        all[arguments.length + 1] = "regtest";
        return wallet.run(all);
    }

    @Test
    @DisplayName("the new password opens the same words, the old one neither the key file nor the backup")
    void changed() throws IOException {
        String fresh = file("new", "battery staple\n").toString();
        JsonNode changed = wallet.json("passwd", "--new-password-file", fresh);
        assertThat(changed.path("file").asText()).isEqualTo(keyFile("").toString());
        assertThat(run("export", "--words")).isEqualTo(1);
        assertThat(wallet.complained()).contains("the password is wrong");
        assertThat(wallet.json("export", "--words", "--password-file", fresh).path("words"))
                .isEqualTo(created.path("words"));
        assertThat(Files.readString(keyFile(".bak"))).isEqualTo(Files.readString(keyFile("")));
    }

    @Test
    @DisplayName("a wrong old password changes no byte, and no new one is asked for")
    void wrong() throws IOException {
        String before = Files.readString(keyFile(""));
        String wrong = file("wrong", "battery\n").toString();
        assertThat(run("passwd", "--password-file", wrong)).isEqualTo(1);
        assertThat(wallet.complained()).contains("the password is wrong").doesNotContain("Choose");
        assertThat(Files.readString(keyFile(""))).isEqualTo(before);
        assertThat(keyFile(".bak")).doesNotExist();
    }

    @Test
    @DisplayName("a new password that is typed is asked for twice; two that differ, and an empty one, change nothing")
    void typed() throws IOException {
        String before = Files.readString(keyFile(""));
        wallet.type("battery staple", "battery stable");
        assertThat(run("passwd")).isEqualTo(1);
        assertThat(Files.readString(keyFile(""))).isEqualTo(before);
        String empty = file("empty", "\n").toString();
        assertThat(run("passwd", "--new-password-file", empty)).isEqualTo(1);
        assertThat(Files.readString(keyFile(""))).isEqualTo(before);
        wallet.type("battery staple", "battery staple");
        assertThat(run("passwd")).as(wallet.complained()).isZero();
        assertThat(wallet.printed()).contains("The password of wallet 'default' is changed");
        wallet.set("WONSI_WALLET_PASSWORD", "battery staple");
        assertThat(wallet.json("export", "--words").path("words")).isEqualTo(created.path("words"));
    }

    @Test
    @DisplayName("a wallet that only watches has no password to change")
    void watchOnly() {
        String key = wallet.json("export").path("public_key").asText();
        wallet.json("restore", "--wallet", "watch", "--watch", key);
        assertThat(run("passwd", "--wallet", "watch")).isEqualTo(1);
        assertThat(wallet.complained()).contains("only watches");
    }
}
