package org.wonsi.core.hd;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.wonsi.core.bytes.FormError;
import org.wonsi.core.bytes.MalformedException;
import org.wonsi.core.consensus.Network;

/**
 * The place of a key in the tree of a seed: the numbers of the children from the root down.
 *
 * <pre>
 *   m / 44' / 1' / 0' / 0 / 7
 *       |     |    |    |   index
 *       |     |    |    0 receiving, 1 change
 *       |     |    account
 *       |     coin: 0 on mainnet, 1 on every network whose coins have no value
 *       BIP 44
 * </pre>
 *
 * <p>A number with a mark (') is hardened: its child can be derived from the private key only, so that a leaked child
 * and the public parent don't give the private parent away. Source: BIP 32, BIP 44.
 *
 * @param indices 0 to 2^32-1 each, hardened from 2^31 on; at most 255
 */
public record KeyPath(List<Long> indices) {
    /** The path of no steps. */
    public static final KeyPath MASTER = new KeyPath(List.of());

    /** Added to an index to harden it. */
    public static final long HARDENED = 1L << 31;

    private static final int MAX_DEPTH = 255;
    private static final Pattern STEP = Pattern.compile("([0-9]{1,10})(['hH]?)");

    public KeyPath {
        indices = List.copyOf(indices);
        if (indices.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("a path has at most 255 steps, not " + indices.size());
        }
        for (long index : indices) {
            if (index < 0 || index > 0xffff_ffffL) {
                throw new IllegalArgumentException("child number out of range: " + index);
            }
        }
    }

    /**
     * Parses "m/44'/1'/0'"; h and H mark a hardened step too.
     *
     * @throws MalformedException naming the step that is none
     */
    public static KeyPath parse(String text) {
        if (text.equals("m")) {
            return MASTER;
        }
        if (!text.startsWith("m/")) {
            throw new MalformedException(FormError.PATH_START, text);
        }
        List<Long> indices = new ArrayList<>();
        for (String step : text.substring(2).split("/", -1)) {
            indices.add(parseStep(step, text));
        }
        if (indices.size() > MAX_DEPTH) {
            throw new MalformedException(FormError.PATH_LENGTH, indices.size());
        }
        return new KeyPath(indices);
    }

    private static long parseStep(String step, String text) {
        var matcher = STEP.matcher(step);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) >= HARDENED) {
            throw new MalformedException(FormError.PATH_STEP, step, text);
        }
        return Long.parseLong(matcher.group(1)) + (matcher.group(2).isEmpty() ? 0 : HARDENED);
    }

    /** The account of BIP 44 on a network: m/44'/coin'/account'. */
    public static KeyPath account(Network network, int account) {
        return MASTER.hardened(44).hardened(coinType(network)).hardened(account);
    }

    /** BIP 44's number for the coin: 0 for bitcoin, 1 for all that is worth nothing. */
    public static int coinType(Network network) {
        return switch (network) {
            case MAINNET -> 0;
            case REGTEST, SEMINAR -> 1;
        };
    }

    /** One step further. */
    public KeyPath child(long index) {
        List<Long> longer = new ArrayList<>(indices);
        longer.add(index);
        return new KeyPath(longer);
    }

    /** One hardened step further. */
    public KeyPath hardened(int index) {
        return child(index + HARDENED);
    }

    /** The text: "m/44'/1'/0'/0/7". */
    @Override
    public String toString() {
        return indices.stream()
                .map(i -> i >= HARDENED ? (i - HARDENED) + "'" : Long.toString(i))
                .collect(Collectors.joining("/", indices.isEmpty() ? "m" : "m/", ""));
    }
}
