package org.wonsi.wallet.keystore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.wallet.coins.KnownKeys;
import org.wonsi.wallet.json.JsonValue;
import org.wonsi.wallet.keystore.WalletState.Further;
import org.wonsi.wallet.keystore.WalletState.Pending;
import org.wonsi.wallet.problem.InputError;

/**
 * A reader of state files: the components of {@link WalletState} in snake case; those that an earlier version didn't write may
 * be absent.
 */
final class WalletStateText {
    private WalletStateText() {}

    /**
     * Parses a state file.
     *
     * @throws MalformedException if it is none
     */
    static WalletState parse(String text) {
        JsonValue root = JsonValue.parse(text);
        return new WalletState(
                index(root.get("next_receive")),
                index(root.get("next_change")),
                texts(root.get("labels")),
                list(root.get("nodes")),
                root.get("pending").items().stream()
                        .map(WalletStateText::pending)
                        .toList(),
                list(root.get("abandoned")),
                texts(root.get("memos")),
                list(root.get("frozen")),
                times(root.get("seen")),
                known(root.get("known")),
                accounts(root.get("accounts")));
    }

    private static int index(JsonValue number) {
        long index = number.integer(0);
        if (index < 0 || index > 1_000_000) {
            throw new MalformedException(InputError.JSON_INDEX, index);
        }
        return (int) index;
    }

    private static Pending pending(JsonValue payment) {
        return new Pending(
                payment.get("txid").text(),
                payment.get("hex").text(),
                payment.get("made").integer());
    }

    private static KnownKeys known(JsonValue keys) {
        return keys.isPresent()
                ? new KnownKeys(
                        list(keys.get("receive")),
                        list(keys.get("change")),
                        keys.get("check").text())
                : KnownKeys.NONE;
    }

    private static Map<String, Long> times(JsonValue object) {
        Map<String, Long> all = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> all.put(name, value.integer()));
        return all;
    }

    private static Map<String, Further> accounts(JsonValue object) {
        Map<String, Further> all = new LinkedHashMap<>();
        object.fields()
                .forEach((number, account) -> all.put(
                        number,
                        new Further(
                                index(account.get("next_receive")),
                                index(account.get("next_change")),
                                known(account.get("known")))));
        return all;
    }

    private static List<String> list(JsonValue list) {
        return list.items().stream().map(JsonValue::text).toList();
    }

    private static Map<String, String> texts(JsonValue object) {
        Map<String, String> all = new LinkedHashMap<>();
        object.fields().forEach((name, value) -> all.put(name, value.text()));
        return all;
    }
}
