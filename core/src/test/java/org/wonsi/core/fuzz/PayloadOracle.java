package org.wonsi.core.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.wonsi.core.protocol.message.Message;
import org.wonsi.core.protocol.message.MessageLimits;
import org.wonsi.core.protocol.message.MessageSummary;

/** What a message's limits and its summary must be, read from its payload by hand. */
final class PayloadOracle {
    /** How many things a list may hold, by Bitcoin Core's net_processing.cpp, and what it is called when it holds more. */
    private static final Map<String, Integer> LIMITS = Map.of(
            "inv", 50_000,
            "getdata", 50_000,
            "notfound", 50_000,
            "headers", 2_000,
            "addr", 1_000,
            "getheaders", 101,
            "getblocks", 101);

    private final String command;
    private final byte[] payload;

    PayloadOracle(String command, byte[] payload) {
        this.command = command;
        this.payload = payload.clone();
    }

    void check(Message message) {
        assertThat(MessageLimits.check(message)).isEqualTo(excess());
        assertThat(MessageSummary.of(message)).isEqualTo(new MessageSummary(command, id(), things()));
    }

    private Optional<String> excess() {
        String list = isLocator() ? command + " locator" : command;
        return LIMITS.containsKey(command) && listed() > LIMITS.get(command)
                ? Optional.of(list + " message size = " + listed())
                : Optional.empty();
    }

    private boolean isLocator() {
        return command.equals("getheaders") || command.equals("getblocks");
    }

    /** The number in front of the list; a locator's stands behind a version of four bytes. */
    private int listed() {
        int at = isLocator() ? 4 : 0;
        int first = payload[at] & 0xff;
        return first < 0xfd ? first : first == 0xfd ? little(at + 1, 2) : little(at + 1, 4);
    }

    private int startOfList() {
        int first = payload[0] & 0xff;
        return first < 0xfd ? 1 : first == 0xfd ? 3 : 5;
    }

    private int little(int at, int bytes) {
        int value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = (value << 8) | (payload[at + i] & 0xff);
        }
        return value;
    }

    private int things() {
        return LIMITS.containsKey(command) && !isLocator() ? listed() : 1;
    }

    /** An item is a type of four bytes and a hash; a header 80 bytes and a zero. */
    private String id() {
        return switch (command) {
            case "inv", "getdata", "notfound" ->
                listed() == 0 ? "" : reversed(Arrays.copyOfRange(payload, startOfList() + 4, startOfList() + 36));
            case "headers" -> listed() == 0 ? "" : hash(startOfList() + 81 * (listed() - 1), 80);
            case "block" -> hash(0, 80);
            case "tx" -> hash(0, payload.length);
            default -> "";
        };
    }

    private String hash(int at, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return reversed(sha.digest(sha.digest(Arrays.copyOfRange(payload, at, at + length))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String reversed(byte[] hash) {
        byte[] display = new byte[hash.length];
        for (int i = 0; i < hash.length; i++) {
            display[i] = hash[hash.length - 1 - i];
        }
        return HexFormat.of().formatHex(display);
    }
}
