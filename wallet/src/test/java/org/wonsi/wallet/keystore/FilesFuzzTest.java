package org.wonsi.wallet.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.json.JsonText;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.problem.WalletException;

/** Whatever a wallet's files hold, they are read or said to be damaged, and what was read is written back the same. */
class FilesFuzzTest {
    /** Also with the checksum that the text should have, or nothing past it would ever be tried. */
    @FuzzTest
    void keyFile(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        parsed(text).or(() -> parsed(withChecksum(text))).ifPresent(file -> {
            String again = file.format();
            assertThat(KeyFile.parse(again, "again").format()).isEqualTo(again);
            try {
                assertThat(file.account().depth()).isBetween(0, 255);
            } catch (WalletException e) {
                assertThat(e.failure().code()).isEqualTo("damaged-account");
            }
        });
    }

    private static Optional<KeyFile> parsed(String text) {
        try {
            return Optional.of(KeyFile.parse(text, "the file"));
        } catch (WalletException e) {
            assertThat(e.failure().code()).isIn("damaged-file", "newer-file");
            return Optional.empty();
        }
    }

    private static String withChecksum(String text) {
        try {
            JsonValue root = JsonValue.parse(text);
            if (!root.isObject()) {
                return text;
            }
            Map<String, @Nullable Object> fields = new LinkedHashMap<>(root.tree());
            fields.put("checksum", KeyFile.checksum(fields));
            return JsonText.compact(fields);
        } catch (MalformedException e) {
            return text;
        }
    }

    @FuzzTest
    void state(byte[] bytes) {
        WalletState state;
        try {
            state = WalletStateText.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return;
        }
        assertThat(WalletStateText.parse(JsonText.pretty(state))).isEqualTo(state);
    }

    /** The first byte chooses the file's version, the rest is what the password locks. */
    @FuzzTest
    void secrets(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        int version = 1 + (bytes[0] & 0xff) % 3;
        byte[] locked = Arrays.copyOfRange(bytes, 1, bytes.length);
        Secrets secrets;
        try {
            secrets = Secrets.decode(locked, version);
        } catch (MalformedException e) {
            assertThat(e).hasMessageMatching("(?s).+");
            return;
        }
        assertThat(secrets.encode(version)).isEqualTo(locked);
    }
}
